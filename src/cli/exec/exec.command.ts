import { Command } from 'commander';
import type { JobDto } from '../../jobs/job.dto.js';
import { EXIT_NOT_WELL, print, printJson, remark, told } from '../command-output.js';
import { jobRequest, withDeviceOptions, type DeviceOptions } from '../device-options.js';
import { endOf, ended, outputOf } from '../jobs/job-end.js';
import { devicePort } from '../option-parsers.js';
import { ServiceClient, ServiceError } from '../service-client.js';
import { harmless } from '../terminal-text.js';

interface ExecOptions extends DeviceOptions {
  readonly port?: number;
  readonly wait: boolean;
}

/** `netpulse exec`: one job on one device, and what came of it. */
export function execCommand(): Command {
  const command = new Command('exec')
    .description(
      'Run commands or configuration on a device and print what it answers. ' +
        'Exit code 2: the job did not end well; 1: it was not accepted.',
    )
    .argument('<host>', 'the device')
    .argument('[commands...]', 'what to run, one after the other')
    .option('--port <port>', 'where it listens', devicePort)
    .option('--no-wait', 'print the id of the job, and do not wait for its end');
  return withDeviceOptions(command).action(
    (host: string, commands: string[], options: ExecOptions, self: Command) =>
      told(self, () => exec(host, commands, options)),
  );
}

async function exec(host: string, commands: string[], options: ExecOptions): Promise<void> {
  if (commands.length === 0 && options.config === undefined)
    throw new ServiceError('Give a command, in quotes, or --config FILE');
  if (commands.length > 1 && commands.every((command) => !command.includes(' ')))
    remark(
      `${commands.length} commands: ${harmless(commands.join(' | '))}. One of several words stands in quotes.`,
    );
  const service = new ServiceClient();
  const request = jobRequest({ ...options, command: commands }) as { connection_args: object };
  const address = { host, ...(options.port === undefined ? {} : { port: options.port }) };
  const connection = { ...request.connection_args, ...address };
  const { id } = await service.post<JobDto>('/jobs', { ...request, connection_args: connection });
  if (!options.wait) {
    print(id);
    return;
  }
  const job = await ended(service, id);
  if (options.json) printJson(job);
  else if (outputOf(job) !== '') print(outputOf(job));
  if (job.status === 'finished') return;
  if (!options.json) remark(endOf(job));
  process.exitCode = EXIT_NOT_WELL;
}
