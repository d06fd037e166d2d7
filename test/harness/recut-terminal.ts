import type { Terminal } from '../../src/drivers/netmiko/terminal.js';
import { whole, type Cutting } from '../lab/platforms/lab-terminal.js';

/** A terminal on a device behind a network, whose data comes in other pieces than the network brought it in. */
export class RecutTerminal implements Terminal {
  /** Put once behind the second line of what comes next, where that has more. */
  logLine: string | null = null;
  /** Told when the next piece has come. */
  onNextData: (() => void) | null = null;
  /** All that the device sent. */
  received = '';
  private onData: (bytes: Buffer) => void = () => {};
  private onClose: () => void = () => {};
  private readonly waiting: (Buffer | 'close')[] = [];

  constructor(
    private readonly inner: Terminal,
    public cutting: Cutting = whole,
  ) {}

  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    this.onData = onData;
    this.onClose = onClose;
    this.inner.listen(
      (bytes) => {
        this.received += bytes.toString('latin1');
        this.queue(this.cutting(this.withLogLine(bytes)));
        this.onNextData?.();
        this.onNextData = null;
      },
      () => {
        this.queue(['close']);
      },
    );
  }

  write(text: string): void {
    this.inner.write(text);
  }

  destroy(): void {
    this.onData = () => {};
    this.onClose = () => {};
    this.inner.destroy();
  }

  private withLogLine(bytes: Buffer): Buffer {
    const lines = bytes.toString('latin1').split('\r\n');
    if (this.logLine === null || lines.length < 4) return bytes;
    lines.splice(2, 0, this.logLine);
    this.logLine = null;
    return Buffer.from(lines.join('\r\n'), 'latin1');
  }

  private queue(pieces: readonly (Buffer | 'close')[]): void {
    const isBusy = this.waiting.length > 0;
    this.waiting.push(...pieces);
    if (!isBusy) setImmediate(this.deliver);
  }

  private readonly deliver = (): void => {
    const piece = this.waiting.shift();
    if (piece === 'close') this.onClose();
    else if (piece) this.onData(piece);
    if (this.waiting.length > 0) setImmediate(this.deliver);
  };
}
