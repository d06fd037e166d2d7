/** What a line of the log is about; names of the fields as they are in it. */
export interface LogSubject {
  readonly request_id?: string;
  readonly job_id?: string;
  readonly batch_id?: string;
  readonly delivery_id?: string;
}

/**
 * A line of the log with the ids of what it is about: fields of their own for machines that read the log, while people read
 * the text. Given where it is known, since following it through every promise would cost each job.
 */
export class LogLine {
  constructor(
    readonly text: string,
    readonly subject: LogSubject,
  ) {}

  toString(): string {
    return this.text;
  }
}
