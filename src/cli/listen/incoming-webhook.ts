/** A request as it came. */
export interface IncomingWebhook {
  /** 1 for the first one since the start. */
  readonly number: number;
  /** When it was complete. */
  readonly at: Date;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** In the order in which they were sent, as they were written. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** The first header of that name (any case); undefined when there is none. */
export function headerOf({ headers }: IncomingWebhook, name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}
