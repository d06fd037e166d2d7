import { useRedis } from '../../../test/harness/spec-redis.js';
import { WebhooksApp } from '../../../test/harness/webhooks-app.js';
import { writeDeliveries } from '../../../test/harness/many-deliveries.js';
import { RedisConnections } from '../../redis/redis-connections.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { DeliveryDto } from './delivery.dto.js';
import { DeliveryRetention } from './delivery-retention.js';

const NOW = Date.now();
const NOC = 'http://noc.example';
const CRM = 'https://crm.example:8443';

describe('the search in the delivery log', () => {
  const redis = useRedis();
  let app: WebhooksApp;

  beforeAll(async () => {
    app = await WebhooksApp.start(redis.socketPath, { NETPULSE_DELIVERY_MAX: '40' });
  });
  afterAll(async () => {
    await app.stop();
  });
  beforeEach(() => app.forgetEverything());

  async function pages(query: string, between: (ids: string[]) => Promise<void> = async () => undefined) {
    const ids: string[] = [];
    let requests = 0;
    let url: string | undefined = `/webhooks/deliveries?${query}`;
    while (url) {
      const { status, body, headers } = await app.request('GET', url);
      if (status !== 200) throw new Error(`${url} answered ${status}`);
      requests++;
      const page = (body as DeliveryDto[]).map(({ id }) => id);
      ids.push(...page);
      await between(page);
      url = /<(.*)>; rel="next"/.exec(String(headers['link'] ?? ''))?.[1];
    }
    return { ids, requests };
  }

  async function forget(id: string): Promise<void> {
    const { commands } = app.context.get(RedisConnections, { strict: false });
    const keys = await commands.keys('*deliveries*');
    for (const key of keys) await commands.zrem(key, id);
  }

  it('finds by destination, however it is written, by caller and by outcome, and by all together', async () => {
    const good = await writeDeliveries(app, { count: 3, destination: NOC, firstAt: NOW - 900 });
    const bad = await writeDeliveries(app, {
      count: 2,
      destination: NOC,
      firstAt: NOW - 800,
      state: 'failed',
    });
    const other = await writeDeliveries(app, {
      count: 2,
      destination: CRM,
      firstAt: NOW - 700,
      caller: 'event',
      state: 'failed',
    });
    const newestFirst = (...ids: string[][]): string[] => ids.flat().reverse();

    expect((await pages('limit=2')).ids).toEqual(newestFirst(good, bad, other));
    expect((await pages(`destination=${NOC}&limit=2`)).ids).toEqual(newestFirst(good, bad));
    expect((await pages('destination=HTTP://NOC.example:80/')).ids).toEqual(newestFirst(good, bad));
    expect((await pages('status=failed&limit=1')).ids).toEqual(newestFirst(bad, other));
    expect((await pages(`destination=${NOC}&status=failed&caller=basic`)).ids).toEqual(newestFirst(bad));
    expect((await pages(`destination=${NOC}&caller=event`)).ids).toEqual([]);
    const range = `since=${new Date(NOW - 899).toISOString()}&until=${new Date(NOW - 800).toISOString()}`;
    expect((await pages(range)).ids).toEqual(newestFirst(good.slice(1), bad.slice(0, 1)));
  });

  it('loses and repeats none of the same millisecond, not even when the one at the page break is forgotten', async () => {
    await writeDeliveries(app, { count: 9, destination: NOC, firstAt: NOW, gapMs: 0 });
    const before = (await pages('limit=100')).ids;

    const { ids } = await pages('limit=2', async (page) => {
      if (page[1] !== undefined) await forget(page[1]);
    });

    expect(ids).toEqual(before);
  });

  it('shows a delivery that came after the first page on no later page', async () => {
    const known = await writeDeliveries(app, { count: 5, destination: NOC, firstAt: NOW - 100 });

    const { ids } = await pages('limit=2', async () => {
      await writeDeliveries(app, { count: 1, destination: NOC, firstAt: NOW });
    });

    expect(ids).toEqual(known.reverse());
  });

  it('finds the few in 20,000 with few requests, each quick', async () => {
    const [first = ''] = await writeDeliveries(app, {
      count: 1,
      destination: CRM,
      firstAt: NOW - 200_000,
      caller: 'event',
      state: 'failed',
    });
    await writeDeliveries(app, { count: 20_000, destination: NOC, firstAt: NOW - 150_000 });
    const timed = async (query: string) => {
      const begin = performance.now();
      const { ids, requests } = await pages(query);
      return { ids, requests, ms: performance.now() - begin };
    };

    const byAll = await Promise.all(
      ['status=failed', 'caller=event', `destination=${CRM}`, 'status=failed&caller=event'].map(timed),
    );
    const { body, headers } = await app.request('GET', '/webhooks/deliveries?limit=100');

    for (const { ids, requests, ms } of byAll) {
      expect(ids).toEqual([first]);
      expect(requests).toBe(1);
      // Some 100 ms for the first, which looks at all of them, and 1-2 ms for the others; generous for a busy machine.
      expect(ms).toBeLessThan(5_000);
    }
    expect(body).toHaveLength(100);
    expect(headers['link']).toContain('cursor=');
  });

  it('keeps no more than NETPULSE_DELIVERY_MAX, the newest ones, and nothing of the others', async () => {
    const old = await writeDeliveries(app, {
      count: 300,
      destination: CRM,
      firstAt: NOW - 90_000,
      state: 'failed',
    });
    const young = await writeDeliveries(app, { count: 30, destination: NOC, firstAt: NOW - 9_000 });

    await app.context.get(DeliveryRetention).forgetOld();

    expect((await pages('limit=100')).ids).toEqual([...old.slice(-10), ...young].reverse());
    const stored = (await app.everythingInRedis()).join('\n');
    for (const id of old.slice(0, -10)) expect(stored).not.toContain(id);
  });

  it('keeps as many when several processes look at once', async () => {
    await writeDeliveries(app, { count: 640, destination: CRM, firstAt: NOW - 90_000 });
    const { commands } = app.context.get(RedisConnections, { strict: false });
    const settings = app.context.get<Settings>(SETTINGS, { strict: false });
    const [first, second] = [0, 1].map(
      () => new DeliveryRetention(app.queue, { commands } as RedisConnections, settings),
    );
    // The second does all its work between the first one's look and what that removes.
    const pipeline = commands.pipeline();
    const exec = pipeline.exec.bind(pipeline);
    vi.spyOn(pipeline, 'exec').mockImplementation(async () => {
      await second?.forgetOld();
      return exec();
    });
    vi.spyOn(commands, 'pipeline').mockReturnValueOnce(pipeline);

    await first?.forgetOld();

    expect((await pages('limit=100')).ids).toHaveLength(40);
  });
});
