import type { JobDto } from '../src/jobs/job.dto.js';
import { aConfigJob, aJob } from './harness/job-requests.js';
import { RunningService } from './harness/running-service.js';
import { SshDevice } from './lab/ssh-device/ssh-device.js';

interface StreamEvent {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

const INTERFACES = Array.from(
  { length: 200 },
  (_, i) => `GigabitEthernet0/${i} is up, line protocol is up`,
).join('\n');

/** Other work may be going on. */
const PATIENCE = { timeout: 10_000 };

describe('GET /jobs/{id}/stream', () => {
  let service: RunningService;
  let device: SshDevice;
  const watches: AbortController[] = [];

  beforeAll(async () => {
    const commands = {
      'show version': 'Version 15.2\nuptime is 1 day',
      'show clock': '12:00:00',
      'show int': INTERFACES,
    };
    [service, device] = await Promise.all([
      RunningService.start(),
      SshDevice.start({ isPrivileged: true, commands }),
    ]);
  });
  afterAll(() => Promise.all([service.stop(), device.stop()]));
  afterEach(() => {
    for (const watch of watches.splice(0)) watch.abort();
    Object.assign(device.behavior, { hangAt: null, delayMs: 0, chunkBytes: 0 });
  });

  /** Begins to watch; `events` grows as they come, and `over` resolves when the service ends the stream. */
  async function watch(
    id: string,
  ): Promise<{ events: StreamEvent[]; over: Promise<void>; answer: Response }> {
    const controller = new AbortController();
    watches.push(controller);
    const answer = await fetch(`${service.url}/jobs/${id}/stream`, {
      headers: { 'X-API-KEY': service.apiKey },
      signal: controller.signal,
    });
    const events: StreamEvent[] = [];
    return { events, answer, over: readEvents(answer, events) };
  }

  const textOf = (events: readonly StreamEvent[], index: number): string =>
    events
      .filter(({ type, data }) => type === 'output' && data.index === index)
      .map(({ data }) => String(data.text))
      .join('');

  it('shows output while the job runs, and then its end', async () => {
    Object.assign(device.behavior, { hangAt: 'show clock', chunkBytes: 100 });
    const command = ['show version', 'show int', 'show clock'];
    const { id } = await service.api.submit(aJob(device, { command, execution_timeout: 30 }));

    const { events, over, answer } = await watch(id);
    await vi.waitFor(() => expect(textOf(events, 1)).toBe(INTERFACES), PATIENCE);
    const { body: meanwhile } = await service.api.get<JobDto>(`/jobs/${id}`);
    device.cutAll();
    await over;

    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(meanwhile.status).toBe('started');
    expect(textOf(events, 0)).toBe('Version 15.2\nuptime is 1 day');
    expect(events.filter(({ type }) => type === 'status').map(({ data }) => data.status)).toEqual(
      expect.arrayContaining(['started', 'failed']),
    );
    expect(events.at(-1)).toMatchObject({ type: 'end', data: { id, status: 'failed' } });
    expect(JSON.stringify(events) + service.log).not.toContain('pwd123');
  });

  it('shows who comes later what was before', async () => {
    device.behavior.hangAt = 'show clock';
    const command = ['show version', 'show clock'];
    const { id } = await service.api.submit(aJob(device, { command, execution_timeout: 30 }));
    const first = await watch(id);
    await vi.waitFor(() => expect(textOf(first.events, 0)).toContain('uptime'), PATIENCE);

    const second = await watch(id);

    await vi.waitFor(() => expect(textOf(second.events, 0)).toBe('Version 15.2\nuptime is 1 day'), PATIENCE);
    device.cutAll();
    await Promise.all([first.over, second.over]);
    expect(textOf(first.events, 0)).toBe('Version 15.2\nuptime is 1 day');
  });

  it('follows a job from the queue on', async () => {
    device.behavior.hangAt = 'show clock';
    await service.api.submit(aJob(device, { command: 'show clock', execution_timeout: 30 }));
    const { id } = await service.api.submit(aJob(device));

    const { events, over } = await watch(id);
    device.cutAll();
    await over;

    expect(events.filter(({ type }) => type === 'status').map(({ data }) => data.status)).toEqual([
      'queued',
      'started',
      'finished',
    ]);
    expect(textOf(events, 0)).toBe('Version 15.2\nuptime is 1 day');
  });

  it('shows what is typed and answered while configuration is entered', async () => {
    const { id } = await service.api.submit(aConfigJob(device, ['interface Gi0/1', 'description x']));

    const { events, over } = await watch(id);
    await over;

    const end = events.at(-1)?.data as unknown as JobDto;
    expect(end.status).toBe('finished');
    expect(end.result?.retval[0]?.stdout.startsWith(textOf(events, 0))).toBe(true);
    expect(textOf(events, 0)).toContain('description x');
  });

  it('replays a job that has ended', async () => {
    const job = await service.api.run(aJob(device, { command: ['show version', 'show clock'] }));

    const { events, over } = await watch(job.id);
    await over;

    expect(events).toEqual([
      { type: 'status', data: { id: job.id, status: 'finished' } },
      { type: 'output', data: { seq: 0, index: 0, text: 'Version 15.2\nuptime is 1 day' } },
      { type: 'output', data: { seq: 1, index: 1, text: '12:00:00' } },
      { type: 'end', data: job },
    ]);
  });

  it('answers as the rest of the API does when there is nothing to watch', async () => {
    const unknown = await service.api.get('/jobs/00000000-0000-4000-8000-000000000000/stream');
    const stranger = await service.strangerApi.get('/jobs/00000000-0000-4000-8000-000000000000/stream');

    expect([unknown.status, stranger.status]).toEqual([404, 401]);
  });
});

/** Reads events until the stream is over or has been given up. */
async function readEvents(answer: Response, events: StreamEvent[]): Promise<void> {
  let text = '';
  try {
    for await (const bytes of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (text + bytes).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        if (type !== undefined && data !== undefined)
          events.push({ type, data: JSON.parse(data) as StreamEvent['data'] });
      }
    }
  } catch {
    // The test has had enough.
  }
}
