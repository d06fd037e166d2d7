import type { ServerResponse } from 'node:http';

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  Connection: 'keep-alive',
  // nginx would hold events back otherwise.
  'X-Accel-Buffering': 'no',
};

/** Writes server-sent events (HTML Living Standard, 9.2) to one client. */
export class EventWriter {
  constructor(private readonly response: ServerResponse) {}

  /** Sends the headers. @param more further headers of the answer */
  begin(more: Readonly<Record<string, string>>): void {
    this.response.writeHead(200, { ...more, ...HEADERS });
    this.response.flushHeaders();
  }

  /** How much has been written that the client has not taken, in bytes. */
  get backlog(): number {
    return this.response.writableLength;
  }

  /** JSON has no line breaks, so that the data is one line. */
  event(type: string, data: object): void {
    if (this.response.writable) this.response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Tells everybody on the way that the connection is in use. */
  heartbeat(): void {
    if (this.response.writable) this.response.write(': still here\n\n');
  }

  end(): void {
    this.response.end();
  }
}
