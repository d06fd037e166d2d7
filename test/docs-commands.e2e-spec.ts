import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChapters, REPOSITORY } from './docs/chapters.js';
import { ReadersFolders } from './docs/commands/folders.js';
import { asTypedHere, type Here } from './docs/commands/here.js';
import { DocumentedDevices } from './docs/commands/lab.js';
import { NOT_RUN, whyNotRun } from './docs/commands/not-run.js';
import { readAloud, type Printed, type Typed } from './docs/commands/reader.js';
import { missingFrom } from './docs/commands/shown.js';
import { statementsOf } from './docs/commands/statements.js';
import { blocksOf } from './harness/doc-blocks.js';
import { aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { freePort } from './lab/free-port.js';
import { status } from './lab/webhook-receiver/answers.js';
import { WebhookReceiver } from './lab/webhook-receiver/webhook-receiver.js';

/** Chapters in which a service is started and then asked; in others `npm start` only shows a setting. */
const STARTS = ['README.md', 'docs/webhooks/write-a-caller.md'];
/** Programs that chapters use and a machine may lack; CI has them all. */
const NEEDS: Readonly<Record<string, string>> = {
  'docs/monitoring.md': '/usr/bin/promtool',
  'docs/webhooks/listen.md': '/usr/bin/jq',
};
const DEADLINE_MS = 60_000;
/** Nobody is there who could answer a job. */
const NO_DEVICE = /"192\.0\.2\.1"/;
/** Where `$API`, `$KEY` and `$JSON` are set. */
const VARIABLES = 'docs/README.md';
const WITH_SCRIPTS_OF_ITS_OWN = ['docs/webhooks/write-a-caller.md', 'examples/slack-caller/README.md'];
/** What a chapter says of its commands' output in words. */
const SAID: Readonly<Record<string, RegExp>> = {
  'docs/webhooks/write-a-caller.md': /priority: 5[^#]*192\.0\.2\.1: finished/,
};
const TWO_WORKERS = /"name".*"name"/;

const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { scripts: object };
const blocks = allChapters().flatMap(({ path }) => blocksOf(join(REPOSITORY, path)));
const all = allChapters().flatMap(({ path }) => statementsOf(path));
const chaptersOfAll = [...new Set(all.filter((each) => !whyNotRun(each)).map(chapterOf))];

const isMissing = (chapter: string): boolean => !existsSync(NEEDS[chapter] ?? '/');
const chapters = chaptersOfAll.filter((chapter) => !isMissing(chapter));
const leftOut = chaptersOfAll.filter(isMissing);

describe('the commands of the documentation', () => {
  let folders: ReadersFolders;
  let service: RunningService;
  let devices: DocumentedDevices;
  let receiver: WebhookReceiver;
  let here: Here;
  let endedJob: string;
  /** Of every `npm start` that only shows some. */
  const shownSettings: Record<string, string> = {};

  beforeAll(async () => {
    folders = new ReadersFolders();
    [service, devices, receiver] = await Promise.all([
      RunningService.start({ dataDir: join(folders.clone, '.netpulse') }),
      DocumentedDevices.start(),
      WebhookReceiver.start(),
    ]);
    const [startPort = 0, listenPort = 0, redisPort = 0, apiPort = 0, closedPort = 0] = await Promise.all(
      Array.from({ length: 5 }, () => freePort()),
    );
    here = {
      folder: folders.clone,
      startPort,
      service: service.url,
      receiverPort: receiver.port,
      switchPort: devices.ios.port,
      dialogPort: devices.dialog.port,
      eosPort: devices.eos.port,
      junosPort: devices.junos.port,
      listenPort,
      redisPort,
      apiPort,
      closedPort,
    };
    // What chapters take for granted: a job has failed, another one's webhook was not taken.
    await service.api.run(aJob(devices.ios, { command: 'show nonsense' }));
    receiver.answerOnce(status(500, 'out of order'));
    const webhook = { url: receiver.url('/callback'), max_retries: 0 };
    ({ id: endedJob } = await service.api.run(aJob(devices.ios, { webhook })));
    await receiver.next();
  });
  afterAll(async () => {
    await Promise.all([service.stop(), devices.stop(), receiver.stop()]);
    folders.remove();
  });

  it.each(chapters)(
    'work as they are written, and print what is shown: %s',
    async (chapter) => {
      const printed = await readAloud(typed(chapter), {
        cwd: folders.beginOf(chapter),
        environment: {
          NETPULSE_URL: service.url,
          JOB: endedJob,
          START_PORT: isStarting(chapter) ? String(here.startPort) : '',
          START_KEY: service.apiKey,
          START_DATA: join(folders.clone, '.started'),
        },
      });

      for (const each of printed) {
        const ofBlock = printed
          .filter(({ block }) => block === each.block)
          .flatMap(({ stdout, stderr }) => [stdout, stderr]);
        const seen = [...ofBlock, await outcome(each)].join('\n');
        expect(missingFrom(seen, each.shown), `${each.place} shows`).toEqual([]);
        Object.assign(shownSettings, settingsOf(each));
      }
      expect(printed.map(({ stdout }) => stdout).join('')).toMatch(SAID[chapter] ?? /^/);
    },
    DEADLINE_MS,
  );

  it.skip.each(leftOut)('work as they are written: %s, whose programs are not installed', () => undefined);

  it('start a service with all the settings that they show', async () => {
    const started = await RunningService.start({ environment: shownSettings });

    expect(Object.keys(shownSettings)).toEqual(
      expect.arrayContaining(['NETPULSE_AUDIT_LOG', 'NETPULSE_OIDC_ISSUER', 'NETPULSE_WEBHOOK_PROXY']),
    );
    expect((await started.strangerApi.get('/health')).status).toBe(200);
    await started.stop();
  });

  it('are all run, but for those of which it is said why not', () => {
    const unused = NOT_RUN.filter((entry) => !all.some((each) => whyNotRun(each) === entry));

    expect(unused, 'said of nothing that is in the documentation').toEqual([]);
    expect(all.filter((each) => !whyNotRun(each)).length).toBeGreaterThan(80);
  });

  it('stand in blocks of a language that is known to be a shell', () => {
    const others = blocks.filter(({ language }) =>
      /^(?:bash|shell|zsh|shell-?session|terminal)$/i.test(language),
    );

    expect(others.map(({ place }) => place)).toEqual([]);
  });

  it('are none of npm that there are not', () => {
    const named = allChapters().flatMap(({ path }) =>
      [...readFileSync(join(REPOSITORY, path), 'utf8').matchAll(/\bnpm run ([a-z][\w:]*)/g)].map(
        ([, script = '']) => ({ path, script }),
      ),
    );

    const unknown = named.filter(({ script }) => !(script in scripts));

    expect(unknown.filter(({ path }) => !WITH_SCRIPTS_OF_ITS_OWN.includes(path))).toEqual([]);
  });

  function typed(chapter: string): Typed[] {
    const address = isStarting(chapter) ? `http://127.0.0.1:${here.startPort}` : service.url;
    const needsVariables = all.some(
      (each) => chapterOf(each) === chapter && /\$(?:API|KEY)\b/.test(each.text),
    );
    return [
      ...(needsVariables ? all.filter((each) => chapterOf(each) === VARIABLES) : []),
      ...all.filter((each) => chapterOf(each) === chapter),
    ]
      .filter((each) => !whyNotRun(each))
      .map((each) => ({
        ...each,
        typed: asTypedHere(each.text, { ...here, service: address }),
        until: each.text.includes(':9077/workers') ? TWO_WORKERS : undefined,
      }));
  }

  /** What the device did of a job that was submitted. */
  async function outcome({ place, text, stdout }: Printed): Promise<string> {
    const [, id] = /"id":"([^"]+)","status":"queued"/.exec(stdout) ?? [];
    if (id === undefined || NO_DEVICE.test(text) || isStarting(place.split(':')[0] ?? '')) return '';
    const job = await service.api.ended(id);
    expect(job.result?.error, place).toBeNull();
    return (job.result?.retval ?? []).map((each) => each.stdout).join('\n');
  }
});

/** Those that stand in the statement itself, as the shell understood them. */
function settingsOf({ text, settings }: Printed): Record<string, string> {
  return Object.fromEntries(Object.entries(settings ?? {}).filter(([name]) => text.includes(`${name}=`)));
}

function chapterOf({ place }: { readonly place: string }): string {
  return place.slice(0, place.lastIndexOf(':'));
}

function isStarting(chapter: string): boolean {
  return STARTS.includes(chapter);
}
