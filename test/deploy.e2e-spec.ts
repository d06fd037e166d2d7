import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv, type ValidateFunction } from 'ajv';
import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';
import { parse, parseAllDocuments } from 'yaml';
import { SETTING_DEFINITIONS } from '../src/config/setting-definitions.js';
import { readSettings } from '../src/config/settings.js';
import { CLOUD_METADATA } from '../src/matching/address-ranges.js';
import { promtool, whyNoPrometheus } from './lab/prometheus/prometheus-server.js';

const ROOT = join(import.meta.dirname, '..');
const DEPLOY = join(ROOT, 'deploy');
const CHART = join(DEPLOY, 'helm/netpulse');
const UNITS = readdirSync(join(DEPLOY, 'systemd')).map((name) => join(DEPLOY, 'systemd', name));
const SYSTEMD_ANALYZE = '/usr/bin/systemd-analyze';
const PINNED_IMAGE = /^[^\s:]+(?:\/[^\s:]+)*:(?!latest)\S+$/;

const { parseCIDR } = ipaddr;
const run = promisify(execFile);
const read = (path: string): string => readFileSync(path, 'utf8');
const { shutdownGraceSeconds } = readSettings({});
const known = new Set(
  Object.values(SETTING_DEFINITIONS).flatMap(({ variable }) => [variable, `${variable}_FILE`]),
);
const settingsIn = (text: string): string[] => text.match(/\bNETPULSE_[A-Z_]*[A-Z]/g) ?? [];
const unknownIn = (names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith('NETPULSE_') && !known.has(name));

interface ComposeService {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly stop_grace_period?: string;
  readonly read_only?: boolean;
}
interface IpBlock {
  readonly ipBlock: { readonly cidr: string; readonly except: readonly string[] };
}
interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { file: string }>>;
}

describe('the files under deploy', () => {
  it('are YAML without a fault', () => {
    const files = readdirSync(DEPLOY, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /\.ya?ml$/.test(path) && !path.includes('templates'),
    );

    const faults = files.flatMap((path) =>
      parseAllDocuments(read(join(DEPLOY, path)), { merge: true }).flatMap(({ errors, warnings }) =>
        [...errors, ...warnings].map(({ message }) => `${path}: ${message}`),
      ),
    );

    expect(files).toContain('compose.yaml');
    expect(faults).toEqual([]);
  });
});

describe('the compose file', () => {
  const compose = parse(read(join(DEPLOY, 'compose.yaml')), { merge: true }) as Compose;
  const services = Object.values(compose.services);
  const ours = ['api', 'worker'].map((name) => compose.services[name]);

  it('sets nothing that NetPulse does not know', () => {
    const names = services.flatMap(({ environment = {} }) => Object.keys(environment));

    expect(names).toContain('NETPULSE_REDIS_URL_FILE');
    expect(unknownIn(names)).toEqual([]);
  });

  it('gives secrets as files only, each of them granted to the service and none with a default', () => {
    for (const { environment = {}, secrets = [] } of services) {
      const paths = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'));
      expect(paths.map(([, path]) => basename(path)).filter((name) => !secrets.includes(name))).toEqual([]);
      expect(Object.keys(environment).filter((name) => /(KEY|PASSWORD|REDIS_URL)$/.test(name))).toEqual([]);
    }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\$\{NETPULSE_SECRETS:\?/);
  });

  it('lets running jobs end, on a root file system that nobody can write to', () => {
    for (const service of ours) {
      expect(parseInt(service?.stop_grace_period ?? '0')).toBeGreaterThan(shutdownGraceSeconds);
      expect(service?.read_only).toBe(true);
    }
  });

  it('mounts only files that are there, in images of a named version', () => {
    const mounted = services
      .flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] ?? ''))
      .filter((source) => source.startsWith('.'));

    expect(mounted).toContain('./monitoring/grafana-dashboard.json');
    expect(mounted.filter((source) => !existsSync(join(DEPLOY, source)))).toEqual([]);
    for (const { image } of services) expect(image.replace(/^\$\{\w+:-(.*)\}$/, '$1')).toMatch(PINNED_IMAGE);
  });

  it.skipIf(whyNoPrometheus() !== undefined)('gives Prometheus a configuration that it accepts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-deploy-'));
    copyFileSync(join(DEPLOY, 'compose/prometheus.yml'), join(folder, 'prometheus.yml'));
    copyFileSync(join(DEPLOY, 'monitoring/netpulse.rules.yml'), join(folder, 'netpulse.rules.yml'));

    const said = await promtool(folder, 'check', 'config', 'prometheus.yml').finally(() =>
      rmSync(folder, { recursive: true }),
    );

    expect(said).toContain('13 rules found');
  });
});

describe('the Dockerfile', () => {
  const steps = read(join(DEPLOY, 'Dockerfile'))
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ instruction: line.split(/\s+/)[0] ?? '', words: line.trim().split(/\s+/).slice(1) }));
  const all = (instruction: string): string[][] =>
    steps.filter((step) => step.instruction === instruction).map(({ words }) => words);

  it('copies only what the repository has and what is let into the build', () => {
    const ignored = read(join(DEPLOY, 'Dockerfile.dockerignore'));
    const sources = all('COPY')
      .filter(([first]) => first !== '--from=build')
      .flatMap((words) => words.slice(0, -1));

    expect(sources).toContain('src');
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(sources.filter((path) => !ignored.includes(`\n!${path}\n`))).toEqual([]);
    expect(all('ADD')).toEqual([]);
  });

  it('starts from a version with a number and runs as a numbered user that is not root', () => {
    for (const [image = ''] of all('FROM'))
      expect(image).toMatch(/^node:\$\{NODE_VERSION\}-bookworm(-slim)?$/);
    expect(all('ARG')).toEqual([[expect.stringMatching(/^NODE_VERSION=\d+\.\d+\.\d+$/)]]);
    expect(all('USER')).toEqual([[expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]]);
  });

  it('runs the service as npm start does, as process 1, and sets nothing unknown', () => {
    const { scripts } = JSON.parse(read(join(ROOT, 'package.json'))) as { scripts: { start: string } };
    const entry = JSON.parse(all('ENTRYPOINT')[0]?.join(' ') ?? '[]') as string[];

    expect(scripts.start).toContain(entry.join(' '));
    const names = all('ENV').flatMap((words) => words.map((word) => word.split('=')[0] ?? ''));
    expect(names).toContain('NETPULSE_DATA_DIR');
    expect(unknownIn(names)).toEqual([]);
  });
});

describe('the Helm chart', () => {
  const values = (): Record<string, unknown> =>
    parse(read(join(CHART, 'values.yaml'))) as Record<string, unknown>;
  const templates = readdirSync(join(CHART, 'templates'))
    .map((name) => read(join(CHART, 'templates', name)))
    .join('\n');
  let isValid: ValidateFunction;

  beforeAll(() => {
    isValid = new Ajv({ allErrors: true, strict: false }).compile(
      JSON.parse(read(join(CHART, 'values.schema.json'))) as object,
    );
  });

  it('has a schema that its own values keep and a misspelt one does not', () => {
    expect(isValid(values()) ? [] : isValid.errors).toEqual([]);
    expect(isValid({ ...values(), workers: {} })).toBe(false);
    expect(isValid({ ...values(), settings: { NETPULSE_API_KEY: 'in-a-plain-place' } })).toBe(false);
    // Helm would write 1.048576e+07.
    expect(isValid({ ...values(), settings: { NETPULSE_MAX_BODY: 10_485_760 } })).toBe(false);
  });

  it('uses no value that values.yaml does not explain', () => {
    const paths = [...templates.matchAll(/\.Values\.([A-Za-z.]+)/g)].map(([, path = '']) => path);

    expect(paths).toContain('worker.autoscaling.enabled');
    expect(paths.filter((path) => lookUp(values(), path) === undefined)).toEqual([]);
  });

  it('sets nothing that NetPulse does not know', () => {
    expect(unknownIn(settingsIn(templates))).toEqual([]);
  });

  it('scales workers by a metric that NetPulse has', () => {
    const metric = lookUp(values(), 'worker.autoscaling.metric');

    expect(read(join(ROOT, 'docs/monitoring.md'))).toContain(`\`${String(metric)}{queue, state}\``);
  });

  it('lets pods connect to no address on which clouds give out credentials', () => {
    const blocks = (lookUp(values(), 'networkPolicy.egressTo') as readonly Partial<IpBlock>[]).flatMap(
      ({ ipBlock }) => (ipBlock ? [ipBlock] : []),
    );

    const open = CLOUD_METADATA.filter(([, range]) => {
      const [address, length] = parseCIDR(range);
      return blocks.some(
        ({ cidr, except }) =>
          isWithin(address, cidr) && !except.some((other) => isWithin(address, other, length)),
      );
    });

    expect(blocks).toHaveLength(2);
    expect(open).toEqual([]);
  });

  it('has the version of the package, and its alert rules', () => {
    const { version } = JSON.parse(read(join(ROOT, 'package.json'))) as { version: string };

    expect(parse(read(join(CHART, 'Chart.yaml')))).toMatchObject({ appVersion: version });
    expect(read(join(CHART, 'files/netpulse.rules.yml'))).toContain('NetPulseNoWorker');
  });
});

describe('the systemd units', () => {
  it.skipIf(!existsSync(SYSTEMD_ANALYZE))('are taken by systemd without a word', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-units-'));
    // This machine's Node may live elsewhere, and is no part of the unit.
    const copies = UNITS.map((unit) => {
      const copy = join(folder, basename(unit).replace('@.', '@1.'));
      writeFileSync(copy, read(unit).replace('/usr/bin/node', process.execPath));
      return copy;
    });

    const { stdout, stderr } = await run(SYSTEMD_ANALYZE, ['verify', '--man=no', ...copies]).finally(() =>
      rmSync(folder, { recursive: true }),
    );

    expect(copies).toHaveLength(3);
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.includes('netpulse'))).toEqual([]);
  });

  it('let Prometheus find each worker, where its example looks for them', () => {
    const worker = read(join(DEPLOY, 'systemd/netpulse-worker@.service'));
    const [, port = ''] = /^Environment=NETPULSE_PORT=(.*)$/m.exec(worker) ?? [];

    for (const instance of ['1', '2'])
      expect(read(join(DEPLOY, 'monitoring/prometheus.yml'))).toContain(
        `127.0.0.1:${port.replace('%i', instance)}`,
      );
    // Read last, the worker's own file has the last word.
    expect(worker.match(/^EnvironmentFile=.*$/gm)?.at(-1)).toContain('worker-%i.env');
  });

  it('set nothing unknown, and wait for running jobs', () => {
    for (const unit of UNITS.map(read)) {
      const names = [...unit.matchAll(/^Environment=(\w+)=/gm)].map(([, name = '']) => name);
      expect(names).toContain('NETPULSE_DATA_DIR');
      expect(unknownIn(names)).toEqual([]);
      expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(shutdownGraceSeconds);
    }
  });
});

/** Whether a range holds an address, or a whole range of this length. */
function isWithin(address: IPv4 | IPv6, range: string, length = Infinity): boolean {
  const [base, rangeLength] = parseCIDR(range);
  return base.kind() === address.kind() && rangeLength <= length && address.match(base, rangeLength);
}

function lookUp(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((found, name) => (found as Record<string, unknown> | undefined)?.[name], values);
}
