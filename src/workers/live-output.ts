import type { OutputChunk, OutputMessage } from '../jobs/stream/output-message.js';

/** Who watches is told this often: a device sends a line in many pieces, and each message has its price. */
const BATCH_MS = 50;
const MOST_CHUNK_CHARACTERS = 16_384;
/** What is kept for who comes later: the end of what a device has sent so far. */
const MOST_KEPT_CHARACTERS = 262_144;

/**
 * What the device of a running job has sent. Kept while the job runs, up to a limit, so that who begins to watch in the
 * middle sees how it began; told in pieces while somebody watches, and costs next to nothing while nobody does.
 */
export class LiveOutput {
  private chunks: OutputChunk[] = [];
  private keptCharacters = 0;
  private index = 0;
  private text = '';
  private nextSeq = 0;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param isWatched asked for every piece
   * @param tell hands it to who watches
   */
  constructor(
    private readonly isWatched: () => boolean,
    private readonly tell: (message: OutputMessage) => void,
  ) {}

  add(index: number, text: string): void {
    if (index !== this.index) this.cut();
    this.index = index;
    this.text += text;
    if (this.text.length >= MOST_CHUNK_CHARACTERS) this.cut();
    else if (this.timer === undefined && this.isWatched())
      this.timer = setTimeout(() => this.cut(), BATCH_MS);
  }

  /** Tells everything that is kept: somebody has begun to watch. */
  tellAll(): void {
    this.cut(false);
    this.tell({ kind: 'all', chunks: this.chunks });
  }

  /** Tells what is left, and no more. */
  end(): void {
    this.cut();
  }

  private cut(isTold = this.isWatched()): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.text === '') return;
    const chunk = { seq: this.nextSeq++, index: this.index, text: this.text };
    this.text = '';
    this.keep(chunk);
    if (isTold) this.tell({ kind: 'more', chunks: [chunk] });
  }

  private keep(chunk: OutputChunk): void {
    this.chunks.push(chunk);
    this.keptCharacters += chunk.text.length;
    if (this.keptCharacters <= MOST_KEPT_CHARACTERS) return;
    let dropped = 0;
    while (this.keptCharacters > MOST_KEPT_CHARACTERS / 2 && dropped < this.chunks.length - 1) {
      this.keptCharacters -= this.chunks[dropped++]?.text.length ?? 0;
    }
    this.chunks = this.chunks.slice(dropped);
  }
}
