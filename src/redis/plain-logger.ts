/** What is needed of a logger before Nest runs and after it has stopped. */
export interface PlainLogger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
