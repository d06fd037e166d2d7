import type { CommandOutput } from '../drivers/driver.js';

/** The outputs of a job are larger than NETPULSE_MAX_RESULT; `result.error.type` of the job is `ResultTooLarge`. */
export class ResultTooLargeError extends Error {
  readonly type = 'ResultTooLarge';
  constructor(maxBytes: number) {
    super(
      `The output was cut at ${maxBytes} bytes (NETPULSE_MAX_RESULT); ` +
        'the command that printed it was run to its end, and no later one was sent',
    );
  }
}

/** Keeps what one job stores within bounds, counted in bytes of UTF-8 over all its outputs. */
export class ResultCap {
  private left: number;

  constructor(private readonly maxBytes: number) {
    this.left = maxBytes;
  }

  /**
   * Takes an output in: as it is, or cut with a mark at its end. Structured data is never cut, but left out.
   *
   * @returns what fits, and the error that the job has to end with when that is not all
   */
  admit(output: CommandOutput): { output: CommandOutput; error: ResultTooLargeError | null } {
    const parsedBytes = output.parsed ? Buffer.byteLength(JSON.stringify(output.parsed)) : 0;
    const size = Buffer.byteLength(output.stdout) + Buffer.byteLength(output.stderr) + parsedBytes;
    if (size <= this.left) {
      this.left -= size;
      return { output, error: null };
    }
    const stdout = this.cut(output.stdout);
    const stderr = this.cut(output.stderr);
    const parsed = output.parsed === undefined ? {} : { parsed: null };
    return {
      output: { ...output, stdout, stderr, ...parsed },
      error: new ResultTooLargeError(this.maxBytes),
    };
  }

  private cut(text: string): string {
    const bytes = Buffer.from(text);
    const kept = bytes.subarray(0, characterEnd(bytes, this.left));
    this.left -= kept.length;
    if (kept.length === bytes.length) return text;
    return `${kept.toString()}\n[cut by NetPulse: ${bytes.length - kept.length} of ${bytes.length} bytes left out]`;
  }
}

/** The last place at or before `end` at which no character of UTF-8 is cut in two. */
function characterEnd(bytes: Buffer, end: number): number {
  let place = Math.min(end, bytes.length);
  while (place > 0 && place < bytes.length && ((bytes[place] ?? 0) & 0b1100_0000) === 0b1000_0000) place--;
  return place;
}
