/** Sends a job back to the queue until its device is free. Not a failure: nothing is stored or told of it. */
export class DeviceBusyError extends Error {
  readonly code = 'DEVICE_BUSY';

  constructor(
    /** How long the job stays away unless it is called, in milliseconds. */
    readonly backInMs: number,
    /** The worker to which the device belongs, when it is not this one. */
    readonly owner?: string,
  ) {
    super('The device is busy with another job');
    // Bull stores the stack of every error; this one says nothing.
    this.stack = this.message;
  }
}
