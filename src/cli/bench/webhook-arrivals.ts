import { Listener } from '../listen/listener.js';

/** A receiver that knows when the webhook of each job came. */
export class WebhookArrivals {
  private readonly arrivedAt = new Map<string, number>();
  private onArrival = (): void => undefined;

  private constructor(
    private readonly listener: Listener,
    readonly url: string,
  ) {}

  /** @param host an address of this machine that the service reaches; its port is a free one */
  static async start(host: string): Promise<WebhookArrivals> {
    const state: { arrivals?: WebhookArrivals } = {};
    const listener = await Listener.start(
      { host, port: 0 },
      { statuses: [200], delayMs: 0 },
      { received: ({ body }) => state.arrivals?.note(body), noted: () => undefined },
    );
    const name = host.includes(':') ? `[${host}]` : host;
    state.arrivals = new WebhookArrivals(listener, `http://${name}:${listener.port}/`);
    return state.arrivals;
  }

  /** When it came (performance.now()); undefined: it has not. */
  of(jobId: string): number | undefined {
    return this.arrivedAt.get(jobId);
  }

  /** Until the webhooks of all these jobs are there, or the time is over. */
  async waitFor(jobIds: readonly string[], deadlineMs: number): Promise<void> {
    const areThere = (): boolean => jobIds.every((id) => this.arrivedAt.has(id));
    if (areThere()) return;
    await new Promise<void>((resolve) => {
      const deadline = setTimeout(resolve, deadlineMs);
      this.onArrival = () => {
        if (!areThere()) return;
        clearTimeout(deadline);
        resolve();
      };
    });
  }

  stop(): Promise<void> {
    return this.listener.stop();
  }

  private note(body: Buffer): void {
    const at = performance.now();
    const id = idIn(body);
    if (id === undefined || this.arrivedAt.has(id)) return;
    this.arrivedAt.set(id, at);
    this.onArrival();
  }
}

function idIn(body: Buffer): string | undefined {
  try {
    const { id } = JSON.parse(body.toString()) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
