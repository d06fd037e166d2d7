/**
 * Where a delivery stands in its destination's line, as `delay` of its Bull job: the one field besides the data that Bull
 * reads back with a job and resets when it brings a delayed job back itself.
 */
export const LINE_MARK = {
  /** It waits in Bull's delayed set until it is called. */
  waiting: -1,
  /** It was called, and a slot of its destination is kept for it. */
  called: -2,
  /** It has waited longer than NETPULSE_WEBHOOK_MAX_WAIT. */
  overdue: -3,
} as const;

/** Whether a job comes because it was called out of a line. */
export function wasCalled(delay: number): boolean {
  return delay === LINE_MARK.called || delay === LINE_MARK.overdue;
}
