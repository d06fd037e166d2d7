import { toJobDto } from '../job.mapper.js';
import type { JobRecord } from '../job-record.js';
import type { JobStatus } from '../job-outcome.js';
import type { EventWriter } from './event-writer.js';
import type { OutputChunk, OutputMessage } from './output-message.js';

/** A client that does not take what it is sent gets no output until it does: by `seq` it sees that some is missing. */
const MOST_BACKLOG_BYTES = 1_048_576;

/** What one client is shown of one job: `status` events, `output` events, and `end`. */
export class JobStream {
  private shown: JobStatus | null = null;
  private nextSeq = 0;
  private isCaughtUp = false;
  private isOver = false;

  constructor(private readonly writer: EventWriter) {}

  /** Whether `end` has been sent. */
  get hasEnded(): boolean {
    return this.isOver;
  }

  /** Shows a job as it is stored: its status if that is news, and when it has ended all of it. */
  show(job: JobRecord): void {
    if (this.isOver) return;
    const hasEnded = job.endedAt !== null;
    if (!hasEnded) return this.showStatus(job.id, job.status);
    this.isOver = true;
    this.showStatus(job.id, job.status);
    if (this.nextSeq === 0) this.replay(job);
    this.writer.event('end', toJobDto(job));
  }

  /** Shows what a worker tells of the job while it runs. */
  hear(id: string, message: OutputMessage): void {
    if (this.isOver) return;
    this.showStatus(id, 'started');
    // The newest piece, told to other watchers, may come before what was first.
    if (message.kind !== 'more') this.isCaughtUp = true;
    if (message.kind === 'started' || !this.isCaughtUp) return;
    for (const chunk of message.chunks) this.showChunk(chunk);
  }

  private showStatus(id: string, status: JobStatus): void {
    if (status === this.shown) return;
    this.shown = status;
    this.writer.event('status', { id, status });
  }

  private showChunk({ seq, index, text }: OutputChunk): void {
    if (seq < this.nextSeq) return;
    if (this.writer.backlog > MOST_BACKLOG_BYTES) return;
    this.nextSeq = seq + 1;
    this.writer.event('output', { seq, index, text });
  }

  /** Of a job that was over, or too quick, before anything could be seen: its outputs, each in one piece. */
  private replay({ outcome }: JobRecord): void {
    for (const [index, { stdout }] of (outcome?.outputs ?? []).entries()) {
      if (stdout !== '') this.showChunk({ seq: this.nextSeq, index, text: stdout });
    }
  }
}
