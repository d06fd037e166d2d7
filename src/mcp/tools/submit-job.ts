import { JobRequestDto } from '../../jobs/job-request.dto.js';
import { checkIdempotencyKey } from '../../jobs/idempotency-key.js';
import { invalid } from '../../problems/problem.js';
import { validatePart } from '../../problems/validation.js';
import type { JobRecord } from '../../jobs/job-record.js';
import type { Caller } from '../caller.js';
import type { ToolRooms } from '../tool-rooms.js';

/** What a tool has of a job to be made, beside the request itself. */
interface SubmitOptions {
  readonly idempotencyKey: string | undefined;
  readonly waitSeconds: number;
}

/**
 * Submits a job as POST /jobs does, and waits for its end.
 *
 * @throws Problem as POST /jobs answers it
 */
export async function submitJob(
  { submission, jobs }: ToolRooms,
  request: Readonly<Record<string, unknown>>,
  { idempotencyKey, waitSeconds }: SubmitOptions,
  { actor, note }: Caller,
): Promise<JobRecord> {
  const body = validatePart(JobRequestDto, request, '');
  if (!body.ok) throw invalid(body.errors);
  const job = await submission.submit(body.value, actor, checkIdempotencyKey(idempotencyKey));
  note.jobs = [job];
  return waitSeconds === 0 ? job : jobs.get(job.id, actor, waitSeconds);
}
