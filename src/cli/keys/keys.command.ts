import { Command } from 'commander';
import type { KeyDto, NewKeyDto } from '../../auth/keys/key.dto.js';
import { count, moment, repeated } from '../option-parsers.js';
import { print, told } from '../command-output.js';
import { ServiceClient } from '../service-client.js';
import { harmless } from '../terminal-text.js';
import { keyTable } from './key-table.js';

interface CreateOptions {
  readonly name: string;
  readonly scope: string[];
  readonly expires?: Date;
  readonly network?: string[];
  readonly rate?: number;
  readonly json?: true;
}

/** `netpulse keys`: makes, lists and revokes API keys of a running service. */
export function keysCommand(): Command {
  return new Command('keys')
    .description(
      'Make, list and revoke API keys. The service is at NETPULSE_URL, the key is NETPULSE_API_KEY.',
    )
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}

function createCommand(): Command {
  return new Command('create')
    .description('Make a key and print it, this once.')
    .requiredOption('--name <name>', 'who or what it is for')
    .requiredOption('--scope <scope>', 'what it may do, such as jobs:read; may be repeated', repeated)
    .option('--expires <when>', 'its end: 90d, 12h, 30m, or a moment (ISO 8601)', moment)
    .option(
      '--network <network>',
      'devices that it may use: a range, address or name; may be repeated',
      repeated,
    )
    .option('--rate <requests>', 'requests a minute that it may make; 0: no limit', count)
    .option('--json', 'print the answer as JSON')
    .action((options: CreateOptions, command: Command) => told(command, () => create(options)));
}

function listCommand(): Command {
  return new Command('list')
    .description('List the keys, without the keys themselves.')
    .option('--json', 'print the answer as JSON')
    .action((options: { json?: true }, command: Command) =>
      told(command, async () => {
        const keys = await new ServiceClient().get<KeyDto[]>('/keys');
        print(options.json ? JSON.stringify(keys, null, 2) : keyTable(keys));
      }),
    );
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('Revoke a key: every process refuses it within a second.')
    .argument('<id>', 'its id, as the list shows it')
    .action((id: string, _options: object, command: Command) =>
      told(command, async () => {
        await new ServiceClient().delete(`/keys/${encodeURIComponent(id)}`);
        print(`Key ${harmless(id)} is revoked.`);
      }),
    );
}

/** Only the key goes to standard output, so that a script can take it from there. */
async function create({ name, scope, expires, network, rate, json }: CreateOptions): Promise<void> {
  const key = await new ServiceClient().post<NewKeyDto>('/keys', {
    name,
    scopes: scope.flatMap((scopes) => scopes.split(',')),
    ...(expires ? { expires_at: expires.toISOString() } : {}),
    ...(network ? { networks: network } : {}),
    ...(rate === undefined ? {} : { rate_limit: rate }),
  });
  print(json ? JSON.stringify(key, null, 2) : key.key);
  if (!json) process.stderr.write(`Key ${key.id} is made. It is shown this once.\n`);
}
