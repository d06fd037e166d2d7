/** The terminal on the device. */
export interface Terminal {
  /** @param onClose called once, when it is over for whatever reason */
  listen(onData: (bytes: Buffer) => void, onClose: () => void): void;
  write(text: string): void;
  /** Ends it at once. */
  destroy(): void;
}
