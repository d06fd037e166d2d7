/** What a device sent, on its way: each piece comes in a turn of the event loop of its own. */
export class ArrivingPieces {
  /** Those that have not come; `close` ends the connection. */
  readonly waiting: (Buffer | 'close')[] = [];
  onData: (bytes: Buffer) => void = () => {};
  onClose: () => void = () => {};

  add(pieces: readonly (Buffer | 'close')[]): void {
    const isBusy = this.waiting.length > 0;
    this.waiting.push(...pieces);
    if (!isBusy) setImmediate(this.deliver);
  }

  /** What still comes is for nobody. */
  stop(): void {
    this.onData = () => {};
    this.onClose = () => {};
  }

  private readonly deliver = (): void => {
    const piece = this.waiting.shift();
    if (piece === 'close') this.onClose();
    else if (piece) this.onData(piece);
    if (this.waiting.length > 0) setImmediate(this.deliver);
  };
}
