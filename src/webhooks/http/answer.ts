import type { Readable } from 'node:stream';

/** What is read of an answer; more of it closes the connection. Enough for any real one to end and free its connection. */
const MAX_ANSWER_BYTES = 65_536;

/** The part of an answer's body that has been read so far. */
export class Answer {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(private readonly stream: Readable) {}

  /** Reads to the end or to the cap. Whatever ends the exchange before is the rejection. */
  read(): Promise<void> {
    return new Promise((resolve, reject) => {
      // A malformed body may have come in one piece with the headers: then the stream is over before anybody listens.
      if (this.stream.destroyed) reject(this.stream.errored ?? new Error('The answer ended too early'));
      this.stream.on('error', reject);
      this.stream.once('close', () => {
        // Asked first because of the price: an Error's stack trace for every good answer took 14 % of all CPU.
        if (!this.stream.readableEnded) reject(new Error('The answer ended too early'));
      });
      this.stream.once('end', resolve);
      this.stream.on('data', (chunk: Buffer) => {
        this.size += chunk.length;
        this.chunks.push(chunk);
        if (this.size < MAX_ANSWER_BYTES) return;
        resolve();
        this.stream.destroy();
      });
    });
  }

  /** What was read, as text; bytes that are no UTF-8 become U+FFFD. */
  get text(): string {
    return Buffer.concat(this.chunks).toString('utf8', 0, MAX_ANSWER_BYTES);
  }
}
