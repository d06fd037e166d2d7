import type { AuditRecordDto } from './audit-record.dto.js';

const MINUTE_MS = 60_000;
const MOST_A_MINUTE = 10;

/**
 * Lets ten records a minute through of requests that nobody is known to have made, and counts the rest: otherwise a stranger
 * without any key could push out of the trail what others did.
 */
export class StrangerRecords {
  private windowFrom = -Infinity;
  private admitted = 0;
  private missing = 0;

  /**
   * @param now milliseconds since the epoch
   * @returns the record, with the count of those that were left out before it; undefined when it is left out
   */
  admit(record: AuditRecordDto, now: number): AuditRecordDto | undefined {
    if (now - this.windowFrom >= MINUTE_MS) {
      this.windowFrom = now;
      this.admitted = 0;
    }
    if (this.admitted >= MOST_A_MINUTE) {
      this.missing++;
      return undefined;
    }
    this.admitted++;
    const { missing } = this;
    this.missing = 0;
    return missing > 0 ? { ...record, missing } : record;
  }
}
