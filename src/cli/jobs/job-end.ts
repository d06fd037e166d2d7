import type { JobDto } from '../../jobs/job.dto.js';
import type { ServiceClient } from '../service-client.js';
import { harmless } from '../terminal-text.js';

/** The service holds an answer so long; the client asks again then. */
const HOLD_SECONDS = 20;

/** The job once it has ended, however long that takes. @throws ServiceError */
export async function ended(service: ServiceClient, id: string): Promise<JobDto> {
  for (;;) {
    const job = await service.get<JobDto>(`/jobs/${encodeURIComponent(id)}?wait=${HOLD_SECONDS}`);
    if (job.ended_at !== null) return job;
  }
}

/** What a device answered: with several commands each under its own. */
export function outputOf({ result }: JobDto): string {
  const outputs = result?.retval ?? [];
  return outputs
    .map(({ command, stdout, stderr }) => {
      const text = [stdout, stderr].filter((part) => part !== '').join('\n');
      return harmless(outputs.length === 1 ? text : `=== ${command}\n${text}`);
    })
    .join('\n');
}

/** How it ended, in a line. */
export function endOf({ id, status, result, device_name: device }: JobDto): string {
  const error = result?.error;
  return harmless(`Job ${id} on ${device} ${status}${error ? `: ${error.type}: ${error.message}` : ''}`);
}
