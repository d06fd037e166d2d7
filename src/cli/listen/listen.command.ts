import { Command } from 'commander';
import { randomBytes } from 'node:crypto';
import { parseVerificationKey } from '../../webhooks/signature/verification.js';
import { duration, port, repeated, statusCodes } from '../option-parsers.js';
import { paintFor } from '../terminal-text.js';
import { greeting } from './greeting.js';
import { Inspector } from './inspection.js';
import { jsonReport } from './json-report.js';
import { Listener } from './listener.js';
import { prettyReport } from './pretty-report.js';

/** Standard Webhooks 1.0.0: 24 to 64 bytes. */
const SECRET_BYTES = 24;

interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly status: number[];
  readonly delay: number;
  readonly secret?: string[];
  readonly json?: true;
}

/** `netpulse listen`: a receiver on this machine that shows each webhook as it comes. */
export function listenCommand(): Command {
  return new Command('listen')
    .description('Receive webhooks on this machine and show each one as it comes.')
    .option('-p, --port <port>', 'port to listen on; 0 takes a free one', port, 0)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--status <code>',
      'status code to answer; several, as in 500,500,200, in turn',
      statusCodes,
      [200],
    )
    .option('--delay <time>', 'time to wait before the answer: 500ms, 2s, 1m', duration, 0)
    .option(
      '--secret <secret>',
      'secret to verify signatures by: whsec_, whsk_ or whpk_; may be repeated (default: a new one)',
      repeated,
    )
    .option('--json', 'print one line of JSON a webhook, and all else to stderr')
    .action((options: ListenOptions, command: Command) => listen(options, command));
}

async function listen(options: ListenOptions, command: Command): Promise<void> {
  const { host, status, delay, json } = options;
  const secrets = options.secret ?? [`whsec_${randomBytes(SECRET_BYTES).toString('base64')}`];
  const keys = secrets.map(parseVerificationKey).filter((key) => key !== undefined);
  // Commander's own message would repeat the secret.
  if (keys.length < secrets.length)
    command.error('error: --secret must be whsec_, whsk_ or whpk_ and its key in base64');
  const inspector = new Inspector(keys);
  const notes = json ? process.stderr : process.stdout;
  const paint = paintFor(notes);
  const note = (text: string): void => void notes.write(`${text}\n`);
  const after = delay > 0 ? ` after ${delay / 1_000} s` : '';
  const asked = stopAsked();
  const counts = { received: 0, verified: 0, duplicates: 0 };

  const listener = await Listener.start(
    { host, port: options.port },
    { statuses: status, delayMs: delay },
    {
      received: (webhook, code) => {
        const inspection = inspector.inspect(webhook);
        counts.received += 1;
        counts.verified += inspection.signature.state === 'verified' ? 1 : 0;
        counts.duplicates += inspection.duplicateOf === undefined ? 0 : 1;
        const report = json
          ? jsonReport(inspection, code)
          : prettyReport(inspection, `${code}${after}`, paint);
        process.stdout.write(`${report}\n`);
      },
      noted: (text) => note(paint('yellow', `· ${text}`)),
    },
  ).catch((error: unknown) => command.error(`error: ${cannotListen(error, options)}`));

  // What does not go to a terminal ends up in a log: there a secret of the user's own is masked.
  const isShown = notes.isTTY || !options.secret;
  const shownSecrets = isShown ? secrets : secrets.map((secret) => secret.replace(/_.*/, '_***'));
  note(greeting(urlOf(host, listener.port), shownSecrets, `${status.join(', ')}${after}`, paint));
  await asked;
  await listener.stop();
  const { received, verified, duplicates } = counts;
  note(`\nStopped. Webhooks: ${received}; verified: ${verified}; duplicates: ${duplicates}.`);
}

/** Until Ctrl-C, a SIGTERM, or the end of the program that reads our output. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    // Under npx one Ctrl-C comes twice, from the terminal and from npm: the second one must not end the process.
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
    process.stdout.on('error', () => resolve());
  });
}

function cannotListen(error: unknown, { host, port: wanted }: ListenOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `port ${wanted} of ${host} is taken; choose another with --port, or 0 for a free one`;
  if (code === 'EACCES') return `port ${wanted} may not be used by you; choose one above 1023 with --port`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine`;
  return `cannot listen on port ${wanted} of ${host}: ${error instanceof Error ? error.message : String(error)}`;
}

function urlOf(host: string, listenedPort: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${listenedPort}/`;
}
