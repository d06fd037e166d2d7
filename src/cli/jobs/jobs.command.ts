import { Command } from 'commander';
import type { JobDto } from '../../jobs/job.dto.js';
import { print, printJson, remark, told } from '../command-output.js';
import { ServiceClient } from '../service-client.js';
import { minute, table } from '../table.js';
import { harmless } from '../terminal-text.js';
import { endOf, outputOf } from './job-end.js';

interface ListOptions {
  readonly status?: string;
  readonly host?: string;
  readonly batch?: string;
  readonly limit: string;
  readonly json?: true;
}

/** `netpulse jobs`: lists, shows and cancels jobs. */
export function jobsCommand(): Command {
  return new Command('jobs')
    .description('List, show and cancel jobs.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(cancelCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('The jobs, newest first.')
    .option('--status <status>', 'only these: queued, started, finished, failed, canceled or expired')
    .option('--host <host>', 'only those of this device')
    .option('--batch <id>', 'only those of this batch')
    .option('--limit <count>', 'how many', '20')
    .option('--json', 'print the answer as JSON')
    .action(({ json, ...query }: ListOptions, self: Command) =>
      told(self, async () => {
        const jobs = await new ServiceClient().get<JobDto[]>(`/jobs?${new URLSearchParams(query)}`);
        if (json) printJson(jobs);
        else if (jobs.length === 0) remark('No jobs.');
        else print(table(['JOB', 'DEVICE', 'STATUS', 'CREATED', 'TIME', 'ERROR'], jobs.map(rowOf)));
      }),
    );
}

function showCommand(): Command {
  return new Command('show')
    .description('What a device answered, and how the job ended.')
    .argument('<id>', 'the job')
    .option('--json', 'print the answer as JSON')
    .action((id: string, { json }: { json?: true }, self: Command) =>
      told(self, async () => {
        const job = await new ServiceClient().get<JobDto>(`/jobs/${encodeURIComponent(id)}`);
        if (json) return printJson(job);
        if (outputOf(job) !== '') print(outputOf(job));
        remark(endOf(job));
      }),
    );
}

function cancelCommand(): Command {
  return new Command('cancel')
    .description('Cancel a job that no worker has begun.')
    .argument('<id>', 'the job')
    .option('--json', 'print the answer as JSON')
    .action((id: string, { json }: { json?: true }, self: Command) =>
      told(self, async () => {
        const job = await new ServiceClient().delete<JobDto>(`/jobs/${encodeURIComponent(id)}`);
        if (json) printJson(job);
        else print(`Job ${harmless(id)} is canceled.`);
      }),
    );
}

function rowOf({ id, device_name: device, status, created_at: at, duration, result }: JobDto): string[] {
  return [
    id,
    harmless(device),
    status,
    minute(at) ?? '-',
    duration === null ? '-' : `${duration} s`,
    result?.error?.type ?? '',
  ];
}
