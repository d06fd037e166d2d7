import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { netpulseProgram } from '../../src/cli/program.js';
import { readSettings } from '../../src/config/settings.js';
import { blocksOf, files, SHELLS } from '../harness/doc-examples.js';
import { REPOSITORY } from './chapters.js';
import { shellCommands, type ShellCommand } from './shell-commands.js';

/** What this suite cannot run, and why that is no fault. Any other program in the docs fails the test. */
const NOT_RUN: Readonly<Record<string, string>> = {
  docker: 'no Docker in CI; deploy.e2e-spec.ts checks the Dockerfile and the compose file',
  kubectl: 'no cluster in CI',
  helm: 'deploy.e2e-spec.ts renders the chart',
  systemctl: 'no systemd in a container; deploy.e2e-spec.ts verifies the units',
  promtool: 'monitoring.e2e-spec.ts runs the very same',
  vault: 'no Vault in CI; credentials.e2e-spec.ts asks a server that speaks its API',
  claude: "a product of somebody else's; mcp's own tests connect by the SDK",
  pip: 'signature-receivers.e2e-spec.ts runs the receiver where the package is',
  python3: 'signature-receivers.e2e-spec.ts runs it',
  go: 'signature-receivers.e2e-spec.ts runs it',
  'redis-server': 'roles.e2e-spec.ts starts one so',
  jq: "a filter of the reader's",
  grep: "a filter of the reader's",
  tee: "a filter of the reader's",
};
const SHELL_ITSELF = [
  'cd',
  'cp',
  'cat',
  'chmod',
  'echo',
  'install',
  'kill',
  'mkdir',
  'openssl',
  'source',
  'api()',
];
/** Routes that are no part of the OpenAPI document. */
const PAGES = /^GET \/(?:console$|admin\/queues\/)|^POST \/mcp$/;
const CLIENT_VARIABLES = [
  'NETPULSE_URL',
  'NETPULSE_API_KEY',
  'NETPULSE_API_KEY_FILE',
  'NETPULSE_DEVICE_PASSWORD',
];
const SERVICE = /^(?:\$API|\$NETPULSE_URL|http:\/\/(?:127\.0\.0\.1|localhost):90(?:00|77))?(?=\/[a-z])/;

const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { scripts: object };
const routes = [
  ...readFileSync(join(REPOSITORY, 'docs/reference/rest.md'), 'utf8').matchAll(/^\| `([A-Z]+ [^`]+)`/gm),
].map(([, route = '']) => new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`));
const blocks = files().flatMap(blocksOf);
const commands = blocks.filter(({ language }) => SHELLS.has(language)).flatMap(shellCommands);
const named = (...names: string[]): ShellCommand[] =>
  commands.filter(({ words: [name = ''] }) => names.includes(name));
const shown = (list: readonly ShellCommand[]): (readonly [string, ShellCommand])[] =>
  list.map((command) => [`${command.place}: ${command.words.slice(0, 4).join(' ')}`, command]);

describe('the commands in the documentation', () => {
  it('are all either checked here, or of programs of which is said why they are not', () => {
    const known = [...Object.keys(NOT_RUN), ...SHELL_ITSELF, 'npm', 'npx', 'netpulse', 'node', 'curl', 'api'];

    const unknown = commands.filter(({ words: [name] }) => name !== undefined && !known.includes(name));

    expect(unknown).toEqual([]);
    expect(commands.length).toBeGreaterThan(120);
  });

  it.each(shown(named('npm')))(
    'name a script of npm that there is: %s',
    (_name, { words: [, verb, script] }) => {
      if (verb === 'run') expect(scripts).toHaveProperty([script ?? '']);
      else expect(['start', 'test', 'install', 'link']).toContain(verb);
    },
  );

  it.each(shown(named('npx', 'netpulse')))('are understood by netpulse: %s', async (_name, { words }) => {
    const args = words
      .slice(words.indexOf('netpulse') + 1)
      .map((word) => word.replace(/^\$DEVICE_PORT$/, '22'));

    await expect(parsedOnly(netpulseProgram()).parseAsync(args, { from: 'user' })).resolves.toBeDefined();
  });

  it.each(shown(named('curl', 'api')))('ask a route that there is: %s', (_name, { words }) => {
    const url = words.find((word) => SERVICE.test(word));
    const path = url?.replace(SERVICE, '').replace(/\?.*$/, '');
    const route = `${methodOf(words)} ${path ?? ''}`;

    if (url === undefined)
      expect(words.join(' ')).toMatch(/ http:\/\/127\.0\.0\.1:8080\/| http:\/\/127\.0\.0\.1:9000\$1/);
    else expect(PAGES.test(route) || routes.some((pattern) => pattern.test(route)), route).toBe(true);
  });

  it.each(shown(commands.filter(({ variables }) => Object.keys(variables).some(isOurs))))(
    'set what NetPulse knows, to what it takes: %s',
    (_name, { variables }) => {
      // Set a few lines before, for all that follow.
      const shared = 'NETPULSE_ROLE' in variables ? { NETPULSE_REDIS_URL: 'redis://127.0.0.1' } : {};
      const settings = Object.entries(variables).filter(
        ([name, value]) =>
          isOurs(name) && !CLIENT_VARIABLES.includes(name) && !/^\$|_FILE$/.test(value + name),
      );

      expect(() => readSettings({ ...shared, ...Object.fromEntries(settings) })).not.toThrow();
    },
  );
});

function isOurs(variable: string): boolean {
  return variable.startsWith('NETPULSE_') && variable !== 'NETPULSE_SECRETS';
}

function methodOf(words: readonly string[]): string {
  const [, method] = /(?:^| )-X ([A-Z]+)/.exec(words.join(' ')) ?? [];
  return method ?? (words.includes('-d') || words.includes('--json') ? 'POST' : 'GET');
}

/** The program, made to do nothing but read its arguments, and to throw when it does not understand them. */
function parsedOnly(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  if (command.commands.length === 0) command.action(() => undefined);
  command.commands.forEach(parsedOnly);
  return command;
}
