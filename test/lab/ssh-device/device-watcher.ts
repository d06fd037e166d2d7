/** Is told what happens on a device, as it happens. Sessions are counted from 1, over the device's life. */
export interface DeviceWatcher {
  sessionOpened(session: number): void;
  /** However it ended; a command that was under way has ended before. */
  sessionClosed(session: number): void;
  /** A line was entered at a prompt. */
  commandBegan(session: number, command: string): void;
  /** The next prompt was shown, or the session closed. */
  commandEnded(session: number, command: string): void;
}
