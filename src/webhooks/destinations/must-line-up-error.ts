/** Sends a delivery out of the processor, to wait for its destination. Not a failure: it is neither recorded nor counted. */
export class MustLineUpError extends Error {
  readonly code = 'MUST_LINE_UP';

  constructor() {
    super('The delivery waits for its destination');
    // Bull stores the stack of every error; this one says nothing.
    this.stack = '';
  }
}
