/** What every error of this client is. `code` is stable. */
export abstract class NetPulseError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** No answer: the service cannot be reached, or the connection was lost. */
export class ConnectionError extends NetPulseError {
  readonly code = 'connection';
}

/** No answer in time. Whether the request had an effect is not known. */
export class TimeoutError extends NetPulseError {
  readonly code = 'timeout';
}

/** An answer that no NetPulse gives: something else is at this URL, or stands between. */
export class UnexpectedAnswerError extends NetPulseError {
  readonly code = 'unexpected-answer';

  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}
