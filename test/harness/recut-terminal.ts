import type { Terminal } from '../../src/drivers/netmiko/terminal.js';
import { ArrivingPieces } from '../lab/platforms/arriving-pieces.js';
import { whole, type Cutting } from '../lab/platforms/lab-terminal.js';

/** A terminal on a device behind a network, whose data comes in other pieces than the network brought it in. */
export class RecutTerminal implements Terminal {
  /** Put once behind the second line of what comes next, where that has more. */
  logLine: string | null = null;
  /** Told when the next piece has come. */
  onNextData: (() => void) | null = null;
  /** All that the device sent. */
  received = '';
  private readonly pieces = new ArrivingPieces();

  constructor(
    private readonly inner: Terminal,
    public cutting: Cutting = whole,
  ) {}

  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    this.pieces.onData = onData;
    this.pieces.onClose = onClose;
    this.inner.listen(
      (bytes) => {
        this.received += bytes.toString('latin1');
        this.pieces.add(this.cutting(this.withLogLine(bytes)));
        this.onNextData?.();
        this.onNextData = null;
      },
      () => {
        this.pieces.add(['close']);
      },
    );
  }

  write(text: string): void {
    this.inner.write(text);
  }

  destroy(): void {
    this.pieces.stop();
    this.inner.destroy();
  }

  private withLogLine(bytes: Buffer): Buffer {
    const lines = bytes.toString('latin1').split('\r\n');
    if (this.logLine === null || lines.length < 4) return bytes;
    lines.splice(2, 0, this.logLine);
    this.logLine = null;
    return Buffer.from(lines.join('\r\n'), 'latin1');
  }
}
