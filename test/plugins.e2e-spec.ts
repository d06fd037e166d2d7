import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aJob } from './harness/job-requests.js';
import { ServiceProcess } from './harness/service-process.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';
import { textOf } from './lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

const EXAMPLE = join(import.meta.dirname, '../examples/slack-caller');
const TYPESCRIPT = join(import.meta.dirname, '../node_modules/typescript-native/bin/tsc');

interface CallerDto {
  name: string;
  options: { properties: Record<string, unknown>; required: string[] } | null;
}

/** A folder outside the repository, as users' plugins lie in. */
let folder: string;

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'netpulse-plugins-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return `./${name}`;
}

function spawn(plugins: string): ServiceProcess {
  const environment = { NETPULSE_PLUGINS: plugins };
  return ServiceProcess.spawn(join(folder, 'data'), environment, folder);
}

describe('a plugin', () => {
  let service: ServiceProcess;
  let device: SshDevice;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    execFileSync(process.execPath, [TYPESCRIPT, '-p', join(EXAMPLE, 'tsconfig.build.json')]);
    cpSync(join(EXAMPLE, 'package.json'), join(folder, 'slack/package.json'));
    cpSync(join(EXAMPLE, 'dist'), join(folder, 'slack/dist'), { recursive: true });
    installPackage('netpulse-echo', ECHO_DRIVER);
    installPackage('netpulse-hog', HOG_CALLER);
    [device, receiver] = await Promise.all([
      SshDevice.start({ commands: { 'show version': 'IOS <XE>' } }),
      WebhookReceiver.start(),
    ]);
    service = spawn('./slack, netpulse-echo, netpulse-hog');
    await service.says(/ready at http/);
  });
  afterAll(() => Promise.all([service.stop(), device.stop(), receiver.stop()]));
  afterEach(() => receiver.clear());

  const slack = (options: object): object => ({ name: 'slack', url: receiver.url('/slack'), options });

  it('adds a caller, listed with its options', async () => {
    const { body } = await service.api.get<CallerDto[]>('/webhooks/callers');

    const caller = body.find(({ name }) => name === 'slack');
    expect(caller?.options).toMatchObject({
      properties: { channel: { type: 'string', example: '#noc' }, username: { default: 'NetPulse' } },
      required: ['channel'],
    });
  });

  it('tells its own way how a job ended', async () => {
    await service.api.submit(aJob(device, { webhook: slack({ channel: '#noc' }) }));

    expect(JSON.parse(textOf(await receiver.next()))).toEqual({
      channel: '#noc',
      username: 'NetPulse',
      text: ':white_check_mark: 127.0.0.1: "show version" finished',
    });
  });

  it.each([
    ['a wrong option', { channel: 'noc' }, 'webhook.options.channel'],
    ['a missing option', {}, 'webhook.options.channel'],
    ['an option that it does not know', { channel: '#noc', colour: 'red' }, 'webhook.options.colour'],
  ])('has %s refused at submit', async (_what, options, field) => {
    const { status, body } = await service.api.post('/jobs', aJob(device, { webhook: slack(options) }));

    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ field }] });
  });

  it('signs when a secret is given, as any caller that uses the HTTP client', async () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

    await service.api.submit(aJob(device, { webhook: { ...slack({ channel: '#noc' }), secret } }));

    expect((await receiver.next()).headers['webhook-signature']).toMatch(/^v1,/);
  });

  it('adds a driver', async () => {
    const job = await service.api.run({
      driver: 'echo',
      connection_args: { host: 'lab' },
      command: ['a', 'b'],
      webhook: { url: receiver.url() },
    });

    expect(job).toMatchObject({ status: 'finished', result: { retval: [{ stdout: 'A' }, { stdout: 'B' }] } });
    expect(textOf(await receiver.next())).toContain(job.id);
  });

  it('that keeps its thread busy holds up no device and no client: webhooks have a thread of their own', async () => {
    const [begun, released] = [join(folder, 'begun'), join(folder, 'released')];
    const webhook = { name: 'hog', url: receiver.url(), options: { begun, released } };
    await service.api.submit(aJob(device, { webhook }));
    await vi.waitFor(() => expect(existsSync(begun)).toBe(true), { timeout: 10_000 });

    const job = await service.api.run(aJob(device));
    const whileHeld = existsSync(released);
    writeFileSync(released, '');

    expect(job.status).toBe('finished');
    expect(whileHeld).toBe(false);
  });

  it("has its driver's arguments judged at submit", async () => {
    const { status, body } = await service.api.post('/jobs', {
      driver: 'echo',
      connection_args: { host: 7 },
      command: 'a',
    });

    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ field: 'connection_args.host' }] });
  });
});

describe('a broken plugin stops the start, with its name and its fault:', () => {
  it.each<[string, string, string | null, string]>([
    ['a package that is not there', 'left-out', null, 'no package of that name is installed in FOLDER'],
    ['a file that is not there', './left-out.js', null, 'FOLDER/left-out.js does not exist'],
    ['one that throws', 'throws.mjs', "throw new Error('no licence');", 'no licence (FOLDER/throws.mjs:1:7)'],
    ['one with a syntax error', 'syntax.mjs', 'export const = 1;', 'SyntaxError: Unexpected token'],
    ['one that needs what is not there', 'needs.mjs', "import 'left-out';", "Cannot find package 'left-out'"],
    ['one without a module', 'empty.mjs', 'export const name = 1;', 'it exports no Nest module'],
    [
      'one whose name is taken',
      'taken.mjs',
      aCaller('basic'),
      'There is a webhook-caller named "basic" already',
    ],
    [
      'one without a decorator',
      'undecorated.mjs',
      aCaller(null),
      'OwnCaller is not a plugin: decorate it, e.g. with @WebhookCaller(name)',
    ],
    [
      'one that Nest cannot make',
      'needy.mjs',
      `${aCaller('needy')} Reflect.defineMetadata('design:paramtypes', [class Missing {}], OwnCaller);`,
      "Nest can't resolve dependencies of the OwnCaller (?). Please make sure that the argument Missing",
    ],
    [
      'one whose constructor throws',
      'constructor.mjs',
      aCaller('broken', "constructor() { super(); throw new TypeError('not so'); }"),
      'TypeError: not so (FOLDER/constructor.mjs:',
    ],
  ])('%s', async (_what, name, text, fault) => {
    const plugin = text === null ? name : write(name, text);
    const process = spawn(plugin);

    expect((await process.end()).code).toBe(1);
    const lines = process.output.trim().split('\n');
    expect(lines).toHaveLength(1);
    const { msg } = JSON.parse(lines[0] ?? '') as { msg: string };
    expect(msg).toContain(`Plugin "${plugin}" (NETPULSE_PLUGINS) cannot be used: `);
    expect(msg).toContain(fault.replace('FOLDER', folder));
    expect(process.output).not.toContain('    at ');
  });

  it('the one at fault, when there are others', async () => {
    const good = write('good.mjs', aCaller('good'));
    const bad = write('bad.mjs', aCaller('event'));

    const process = spawn(`${good},${bad}`);

    expect((await process.end()).code).toBe(1);
    expect(process.output).toContain(String.raw`Plugin \"./bad.mjs\"`);
    expect(process.output).not.toContain('good.mjs');
  });
});

/** A plugin without decorator syntax, so that no compiler is needed. */
function aCaller(name: string | null, members = ''): string {
  return `
    import { Module } from '@nestjs/common';
    import { BaseWebhookCaller, WebhookCaller, providePlugin } from 'netpulse/plugin';
    class OwnCaller extends BaseWebhookCaller { ${members} async call() {} }
    ${name === null ? '' : `WebhookCaller('${name}', { description: 'Own.' })(OwnCaller);`}
    export class OwnModule {}
    Module({ providers: [providePlugin(OwnCaller)] })(OwnModule);`;
}

const ECHO_DRIVER = `
  import { Module } from '@nestjs/common';
  import { IsString } from 'class-validator';
  import { DeviceDriver, providePlugin } from 'netpulse/plugin';

  class EchoArgs {}
  IsString()(EchoArgs.prototype, 'host');
  class NoArgs {}

  const output = (command) => ({ command, stdout: command.toUpperCase(), stderr: '', exitStatus: 0 });
  const session = {
    isUsable: true,
    isAlive: async () => true,
    run: async (command) => output(command),
    configure: async (lines) => output(lines.join('\\n')),
    close: async () => {},
  };

  class EchoDriver {
    address({ host }) { return { host, port: 7, deviceType: null, via: [] }; }
    async open() { return session; }
  }
  DeviceDriver('echo', { description: 'Shouts back.', connectionArgs: EchoArgs, driverArgs: NoArgs })(EchoDriver);

  export class EchoModule {}
  Module({ providers: [providePlugin(EchoDriver)] })(EchoModule);`;

/** Gives its thread back to nobody until a file appears. */
const HOG_CALLER = `
  import { existsSync, writeFileSync } from 'node:fs';
  import { Module } from '@nestjs/common';
  import { IsString } from 'class-validator';
  import { BaseWebhookCaller, WebhookCaller, providePlugin } from 'netpulse/plugin';

  class HogOptions {}
  IsString()(HogOptions.prototype, 'begun');
  IsString()(HogOptions.prototype, 'released');

  class HogCaller extends BaseWebhookCaller {
    async call({ webhook: { options } }) {
      writeFileSync(options.begun, '');
      const lock = new Int32Array(new SharedArrayBuffer(4));
      while (!existsSync(options.released)) Atomics.wait(lock, 0, 0, 10);
      return { statusCode: null, answer: '' };
    }
  }
  WebhookCaller('hog', { description: 'Blocks.', options: HogOptions })(HogCaller);

  export class HogModule {}
  Module({ providers: [providePlugin(HogCaller)] })(HogModule);`;

function installPackage(name: string, text: string): void {
  const path = join(folder, 'node_modules', name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'index.js'), text);
  const manifest = { name, version: '1.0.0', type: 'module', exports: { import: './index.js' } };
  writeFileSync(join(path, 'package.json'), JSON.stringify(manifest));
}
