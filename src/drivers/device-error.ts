import type { CommandOutput } from './driver.js';

/** Stable names of what can go wrong with a device; `result.error.type` of a job. */
export type DeviceErrorType =
  | 'ConnectionTimeout'
  | 'ConnectionFailed'
  | 'AuthenticationFailed'
  | 'HostKeyMismatch'
  | 'HostKeyUnknown'
  | 'EnableFailed'
  | 'SessionLost'
  | 'CommandTimeout'
  | 'CommandRejected'
  | 'UnexpectedOutput'
  | 'Aborted';

/** A fault of a device or of the way to it. The message is for a user and holds no secret. */
export class DeviceError extends Error {
  constructor(
    readonly type: DeviceErrorType,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = type;
  }
}

/** The device answered, and its answer was no. */
export class CommandRejectedError extends DeviceError {
  constructor(
    /** What the device printed, its complaint included. */
    readonly output: CommandOutput,
    /** The line in which it complained. */
    readonly complaint: string,
    message = `The device rejected "${lastLine(output.command)}": ${complaint}`,
  ) {
    super('CommandRejected', message);
  }
}

function lastLine(command: string): string {
  return command.slice(command.lastIndexOf('\n') + 1);
}
