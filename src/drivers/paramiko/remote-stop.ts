import { DeviceError, type DeviceErrorType } from '../device-error.js';

/** Why a program is ended. */
export interface Stop {
  readonly type: DeviceErrorType;
  /** A sentence without its end. */
  readonly why: string;
  readonly detail?: string;
  /** Whether the program has begun, so that it is killed. */
  readonly isKill: boolean;
}

/** What is told of a program that was ended, and of which nothing is left. */
export function stopFault({ type, why, detail = '', isKill }: Stop): DeviceError {
  return new DeviceError(type, `${why}${isKill ? ' and was killed' : ''}${detail}`);
}

/** The host did not confirm that a program was killed, so that nobody knows whether it still runs. */
export class UnconfirmedKillError extends DeviceError {
  constructor({ type, why, detail = '' }: Stop) {
    super(type, `${why}${detail}; the host did not confirm that it is gone`);
  }
}
