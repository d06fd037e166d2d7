import { InvalidArgumentError, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import { devicePassword, PASSWORD_VARIABLE } from '../config/client-settings.js';
import { ServiceError } from './service-client.js';

/** What commands that talk to devices are told about the job. */
export interface DeviceOptions {
  readonly driver: string;
  readonly type?: string;
  readonly user?: string;
  readonly credential?: { readonly name: string; readonly ref: string };
  readonly command?: string[];
  readonly config?: string;
  readonly webhook?: string;
  readonly json?: true;
}

/** Adds the options of a job; those that change devices or tell others can be left out. */
export function withDeviceOptions(command: Command, { webhook = true, config = true } = {}): Command {
  if (config) command.option('--config <file>', 'send the lines of this file as configuration');
  if (webhook) command.option('--webhook <url>', 'where its end is told as well');
  return command
    .option('--driver <name>', 'how to talk to it', 'netmiko')
    .option('--type <device_type>', 'its platform, such as cisco_ios; autodetect finds it out')
    .option('--user <name>', `whom to log in as; the password is taken from ${PASSWORD_VARIABLE}`)
    .option('--credential <provider:ref>', 'where the worker finds user and password', credential)
    .option('--json', 'print the answer as JSON');
}

/**
 * What a job is to do and how to log in, as POST /jobs takes it; the host is left to the caller.
 *
 * @throws ServiceError when it is to do two things at once, or its file cannot be read
 */
export function jobRequest(options: DeviceOptions): object {
  const { driver, type, user, credential: found, command = [], config, webhook } = options;
  if (config !== undefined && command.length > 0)
    throw new ServiceError('Give commands or --config FILE, not both');
  const password = devicePassword();
  return {
    driver,
    connection_args: {
      ...(type === undefined ? {} : { device_type: type }),
      ...(user === undefined ? {} : { username: user }),
      ...(password === undefined ? {} : { password }),
    },
    ...(found ? { credential: found } : {}),
    ...(command.length === 0 ? {} : { command }),
    ...(config === undefined ? {} : { config: fileText(config) }),
    ...(webhook === undefined ? {} : { webhook: { url: webhook } }),
  };
}

/** @throws ServiceError when it cannot be read */
export function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ServiceError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** Without the path, which the message has already: "ENOENT: no such file or directory". */
function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.message.split(', ', 1)[0] ?? '') : String(error);
}

function credential(text: string): { name: string; ref: string } {
  const [, name, ref] = /^([\w-]+):(.+)$/.exec(text) ?? [];
  if (name !== undefined && ref !== undefined) return { name, ref };
  throw new InvalidArgumentError('It must be a provider and a reference, such as env:CORE.');
}
