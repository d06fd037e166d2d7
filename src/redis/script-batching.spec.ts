import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Bull from 'bull';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PrivateRedis } from './private-redis.js';
import { batchScripts } from './script-batching.js';
import type { ScriptSequel } from './script-sequel.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('batchScripts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netpulse-batching-'));
  let server: PrivateRedis;
  let connection: Redis;
  const clients: Redis[] = [];
  let queue: Bull.Queue<{ text: string }>;
  /** Notes the job that is handed out, but for one whose data is `no list`. */
  const noted: unknown[] = [];
  let onHeard: ((ids: readonly unknown[]) => void) | undefined;
  const sequel: ScriptSequel = {
    lua: `
      local list = ARGV[1]
      return function(answer)
        if answer[2] == ARGV[2] then return redis.call('LPUSH', 'a-text', 'fails') end
        if answer[2] == 'passed over' then return nil end
        redis.call('RPUSH', list, answer[2])
        return answer[2]
      end`,
    begin: () => ({
      args: ['handed-out', 'faulty'],
      heard: (ids) => {
        noted.push(...ids);
        onHeard?.(ids);
      },
    }),
  };

  beforeAll(async () => {
    server = await PrivateRedis.start({ dataDir: folder, logger: silent });
    connection = new Redis({ path: server.socketPath });
    batchScripts(connection, new Map([['moveToFinished', sequel]]));
    queue = new Bull('batched', { createClient: (type) => clientFor(type) });
    await queue.isReady();
  });

  beforeEach(async () => {
    await queue.empty();
    await connection.config('RESETSTAT');
  });

  afterAll(async () => {
    await queue.close();
    for (const client of [connection, ...clients]) client.disconnect();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function clientFor(type: 'client' | 'subscriber' | 'bclient'): Redis {
    if (type === 'client') return connection;
    const client = new Redis({
      path: server.socketPath,
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
    });
    clients.push(client);
    return client;
  }

  function add(jobId: string, opts: Bull.JobOptions = {}): Promise<Bull.Job<{ text: string }>> {
    return queue.add({ text: `of ${jobId}` }, { jobId, ...opts });
  }

  async function scriptsRun(): Promise<number> {
    const stats = await connection.info('commandstats');
    return [...stats.matchAll(/cmdstat_(?:eval|evalsha):calls=(\d+)/g)].reduce(
      (sum, [, calls]) => sum + Number(calls),
      0,
    );
  }

  it('sends what is asked for at once by far fewer commands, in order, each with its own data', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `job-${index}`);

    const jobs = await Promise.all(ids.map((id) => add(id)));

    expect(jobs.map(({ id }) => id)).toEqual(ids);
    expect((await connection.lrange('bull:batched:wait', 0, -1)).reverse()).toEqual(ids);
    expect(await connection.hget('bull:batched:job-42', 'data')).toBe('{"text":"of job-42"}');
    expect(await scriptsRun()).toBeLessThan(10);
  });

  it('keeps the options of each, and the names that Bull gives', async () => {
    const [late, unnamed, first] = await Promise.all([
      add('late', { delay: 60_000 }),
      queue.add({ text: 'unnamed' }),
      add('first', { lifo: true }),
    ]);

    expect(await late.getState()).toBe('delayed');
    expect(Number(unnamed.id)).toBeGreaterThan(0);
    expect(await connection.lindex('bull:batched:wait', -1)).toBe(first.id);
  });

  it('answers a job of an id that is taken with the job that has it', async () => {
    await Promise.all([add('twin'), add('other'), queue.add({ text: 'second' }, { jobId: 'twin' })]);

    expect(await connection.hget('bull:batched:twin', 'data')).toBe('{"text":"of twin"}');
    expect(await queue.getWaitingCount()).toBe(2);
  });

  it.each([0, 3])(
    'fails the one whose data Redis refuses, wherever it stands (%i before it)',
    async (before) => {
      await connection.set('bull:batched:broken', 'not a list');
      const scripts = connection as unknown as { addJob: (call: readonly unknown[]) => Promise<string> };
      const call = (id: string, list: string): unknown[] => {
        const names = [list, 'paused', 'meta-paused', 'id', 'delayed', 'priority'];
        const keys = names.map((name) => `bull:batched:${name}`);
        const options = Buffer.from([0xa2, 0x7b, 0x7d]);
        return [
          ...keys,
          'bull:batched:',
          id,
          'name',
          '{}',
          options,
          1,
          0,
          0,
          0,
          'LPUSH',
          'token',
          null,
          '',
          '',
        ];
      };
      const calls = Array.from({ length: 6 }, (_, index) =>
        call(`part-${before}-${index}`, index === before ? 'broken' : 'wait'),
      );

      const answers = await Promise.allSettled(calls.map((each) => scripts.addJob(each)));

      expect(answers.map(({ status }) => status === 'rejected')).toEqual(
        calls.map((_, index) => index === before),
      );
      expect(answers[before]).toMatchObject({ reason: { message: expect.stringContaining('WRONGTYPE') } });
      expect(await queue.getWaitingCount()).toBe(5);
    },
  );

  it('leaves a transaction its order', async () => {
    const jobs = await queue.addBulk([
      { name: 'one', data: { text: '1' } },
      { name: 'two', data: { text: '2' } },
    ]);

    expect(jobs.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('takes jobs up and ends them as Bull does', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `ended-${index}`);
    await Promise.all(ids.map((id) => add(id)));
    const ended = new Promise<void>((resolve) => {
      let count = 0;
      queue.on('completed', () => ++count === ids.length && resolve());
    });

    void queue.process(20, ({ data }) => Promise.resolve(data.text.toUpperCase()));
    await ended;

    const results = await Promise.all(ids.map((id) => connection.hget(`bull:batched:${id}`, 'returnvalue')));
    expect(results).toEqual(ids.map((id) => `"OF ${id.toUpperCase()}"`));
    expect(await queue.getActiveCount()).toBe(0);
  });

  it('does the sequel for each job that is handed out, and loses no answer when that fails', async () => {
    const ids = ['begun-1', 'begun-2', 'begun-3', 'handed-1', 'faulty', 'passed over', 'handed-2'];
    const other = new Bull<{ text: string }>('followed', { createClient: (type) => clientFor(type) });
    await connection.set('a-text', 'no list');
    await connection.del('handed-out');
    for (const id of ids) await other.add({ text: id }, { jobId: id });
    const begun = [
      await other.getNextJob(),
      await other.getNextJob(),
      await other.getNextJob(),
    ] as Bull.Job[];
    noted.length = 0;

    const next = await Promise.all(begun.map((job) => job.moveToCompleted('done', true)));

    expect(next.map((answer) => answer?.[1])).toEqual(['handed-1', 'faulty', 'passed over']);
    expect(noted).toEqual(['handed-1']);
    expect(await connection.lrange('handed-out', 0, -1)).toEqual(['handed-1']);
    await other.close();
  });

  describe('a sequel that is needed', () => {
    let needing: Redis;
    let adding: Bull.Queue<{ text: string }>;
    const needed: ScriptSequel = {
      isNeeded: true,
      lua: `
        local notes, ids = ARGV, {}
        local function note(id, call, args)
          if notes[call + 1] == 'fails' then return redis.call('LPUSH', 'a-text', 'fails') end
          ids[#ids + 1] = notes[call + 1] .. ':' .. id .. ':' .. args[3]
        end
        return note, function() redis.call('RPUSH', notes[1], unpack(ids)) end`,
      begin: (calls) => ({
        args: ['notes', ...calls.map((call) => (String(call[7]) === 'bad' ? 'fails' : 'noted'))],
      }),
    };

    beforeAll(async () => {
      needing = new Redis({ path: server.socketPath });
      clients.push(needing);
      batchScripts(needing, new Map([['addJob', needed]]));
      adding = new Bull('needing', {
        createClient: (type) => (type === 'client' ? needing : clientFor(type)),
      });
      await adding.isReady();
    });
    beforeEach(async () => {
      await connection.del('notes');
      await connection.set('a-text', 'no list');
    });
    afterAll(() => adding.close());

    it.each([1, 3])('is done in the step of each of %i', async (count) => {
      const ids = Array.from({ length: count }, (_, index) => `of-${count}-${index}`);
      await connection.config('RESETSTAT');

      await Promise.all(ids.map((jobId) => adding.add({ text: 'x' }, { jobId })));

      expect(await connection.lrange('notes', 0, -1)).toEqual(ids.map((id) => `noted:${id}:__default__`));
      expect(await connection.info('commandstats')).toMatch(/cmdstat_rpush:calls=1,/);
    });

    it.each([[['bad']], [['bad', 'good']], [['good', 'bad', 'good-2']]])(
      'fails all of %j when it fails for one',
      async (ids) => {
        const added = await Promise.allSettled(ids.map((jobId) => adding.add({ text: 'x' }, { jobId })));

        expect(added).toEqual(
          ids.map(() => ({
            status: 'rejected',
            reason: expect.objectContaining({ message: expect.stringContaining('WRONGTYPE') as string }),
          })),
        );
      },
    );
  });

  it('lets each go on in the turn of the event loop in which its sequel is heard, and wait for no other command', async () => {
    const other = new Bull<{ text: string }>('many', { createClient: (type) => clientFor(type) });
    // So large that their answers come in many pieces.
    const text = 'x'.repeat(100_000);
    for (let index = 0; index < 80; index++) await other.add({ text }, { jobId: `many-${index}` });
    const begun = (await Promise.all(Array.from({ length: 40 }, () => other.getNextJob()))) as Bull.Job[];
    const heardInThisTurn = new Set<unknown>();
    let heard = 0;
    onHeard = (ids) => {
      heard += ids.length;
      for (const id of ids) heardInThisTurn.add(id);
      setImmediate(() => heardInThisTurn.clear());
    };

    const goingOn = await Promise.all(
      begun.map(async (job) => {
        const next = await job.moveToCompleted('done', true);
        return { isInTime: heardInThisTurn.has(next?.[1]), heardBefore: heard };
      }),
    );
    onHeard = undefined;

    expect(goingOn.map(({ isInTime }) => isInTime)).toEqual(begun.map(() => true));
    expect(goingOn[0]?.heardBefore).toBeLessThan(begun.length);
    await other.close();
  });

  it('hands out jobs to several who ask at once, and tells the last that there is none', async () => {
    const other = new Bull<{ text: string }>('asked', { createClient: (type) => clientFor(type) });
    for (const id of ['one', 'two', 'three', 'four']) await other.add({ text: `of ${id}` }, { jobId: id });
    // The first comes by a blocking command.
    const first = await other.getNextJob();
    await connection.config('RESETSTAT');

    const others = await Promise.all(Array.from({ length: 4 }, () => other.getNextJob()));

    expect([first, ...others].map((job) => job?.id)).toEqual(['one', 'two', 'three', 'four', undefined]);
    expect(others[0]?.data).toEqual({ text: 'of two' });
    expect(await scriptsRun()).toBeLessThanOrEqual(2);
    await other.close();
  });
});
