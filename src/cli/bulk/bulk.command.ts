import { Command } from 'commander';
import type { BatchDto, BulkAnswerDto } from '../../jobs/batches/batch.dto.js';
import type { JobDto } from '../../jobs/job.dto.js';
import { EXIT_NOT_WELL, print, printJson, remark, told } from '../command-output.js';
import { jobRequest, withDeviceOptions, type DeviceOptions } from '../device-options.js';
import { outputOf } from '../jobs/job-end.js';
import { repeated } from '../option-parsers.js';
import { ServiceClient } from '../service-client.js';
import { table } from '../table.js';
import { harmless } from '../terminal-text.js';
import { readInventory } from './inventory.js';
import { Progress } from './progress.js';

const WHERE_THE_OUTPUT_IS = 'What a device answered: netpulse jobs show JOB, or --output';

interface BulkOptions extends DeviceOptions {
  readonly output?: true;
}

/** As many as the service gives at once. */
const PAGE = 100;
/** The service holds an answer so long: as often the bar moves on at least. */
const HOLD_SECONDS = 1;

/** `netpulse bulk`: the same on every device of an inventory. */
export function bulkCommand(): Command {
  const command = new Command('bulk')
    .description(
      'Run commands or configuration on every device of an inventory, a CSV or YAML file. Exit code 2: not all ended well.',
    )
    .argument('<inventory>', 'the file: host, and what a device has of its own')
    .option('--command <command>', 'what to run; may be repeated', repeated)
    .option('--output', 'print what each device answers, before the table');
  return withDeviceOptions(command).action((path: string, options: BulkOptions, self: Command) =>
    told(self, () => bulk(path, options)),
  );
}

async function bulk(path: string, options: BulkOptions): Promise<void> {
  const service = new ServiceClient();
  const request = { ...jobRequest(options), devices: await readInventory(path) };
  const answer = await service.post<BulkAnswerDto>('/jobs/bulk', request);
  if (!options.json) remark(`Batch ${answer.batch_id}: ${answer.succeeded.length} jobs`);
  const batch = await followed(service, answer.batch_id);
  const found = await service.getAll<JobDto>(`/jobs?batch=${encodeURIComponent(batch.id)}&limit=${PAGE}`);
  const byId = new Map(found.map((job) => [job.id, job]));
  const jobs = answer.succeeded.map((job) => byId.get(job.id) ?? job);
  if (options.json) printJson({ batch, jobs, refused: answer.failed });
  else print([...(options.output ? jobs.map(answerOf) : []), summary(jobs, answer)].join('\n'));
  const finished = jobs.filter(({ status }) => status === 'finished').length;
  if (!options.json)
    remark(
      `${finished} of ${jobs.length + answer.failed.length} finished` +
        (options.output ? '' : `. ${WHERE_THE_OUTPUT_IS}`),
    );
  if (finished < jobs.length || answer.failed.length > 0) process.exitCode = EXIT_NOT_WELL;
}

async function followed(service: ServiceClient, id: string): Promise<BatchDto> {
  const progress = new Progress();
  try {
    for (;;) {
      const batch = await service.get<BatchDto>(`/jobs/batches/${id}?wait=${HOLD_SECONDS}`);
      const { queued, started, ...ended } = batch.counts;
      const done = Object.values(ended).reduce((sum: number, count: number) => sum + count, 0);
      progress.show(done, done + queued + started, `${ended.failed} failed`);
      if (batch.status === 'ended') return batch;
    }
  } finally {
    progress.end();
  }
}

function answerOf(job: JobDto): string {
  return `=== ${harmless(job.device_name)}\n${outputOf(job)}`;
}

function summary(jobs: readonly JobDto[], { failed }: BulkAnswerDto): string {
  const rows = jobs.map(({ device_name: device, status, duration, result, id }) => [
    harmless(device),
    status,
    duration === null ? '-' : `${duration} s`,
    id,
    harmless(result?.error?.message ?? '').split('\n', 1)[0] ?? '',
  ]);
  const refused = failed.map(({ host, reason }) => [
    harmless(host ?? '?'),
    'refused',
    '-',
    '-',
    harmless(reason),
  ]);
  return table(['DEVICE', 'STATUS', 'TIME', 'JOB', 'ERROR'], [...rows, ...refused]);
}
