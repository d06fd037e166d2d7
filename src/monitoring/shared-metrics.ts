import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { Fleet } from '../fleet/fleet.js';
import type { WorkerRecord } from '../fleet/worker-record.js';
import { within } from '../time/within.js';
import { version } from '../version.js';
import type { Sample } from '../observability/metrics/metric-family.js';
import { MetricsRegistry } from '../observability/metrics/metrics-registry.js';
import { QueueSizeReader, type QueueSizes } from './queue-sizes.js';

/** A scrape does not wait longer for a Redis that hangs. */
const DEADLINE_MS = 1_000;
const WORKER_STATUSES: readonly WorkerRecord['status'][] = ['running', 'paused', 'draining'];

interface Seen {
  readonly sizes: QueueSizes;
  readonly workers: readonly WorkerRecord[];
}

/**
 * What all processes share, read from Redis when Prometheus asks: each process answers the same, so it is to be taken
 * from one of them (`max`), never summed. While Redis is away these metrics have no value, and `netpulse_redis_up` is 0.
 */
@Injectable()
export class SharedMetrics {
  private looking: Promise<Seen | undefined> | undefined;

  constructor(
    registry: MetricsRegistry,
    private readonly queues: QueueSizeReader,
    private readonly fleet: Fleet,
    @Inject(SETTINGS) { role }: Pick<Settings, 'role'>,
  ) {
    const gauge = (name: string, help: string, valuesOf: (seen: Seen) => readonly Sample[]): void => {
      registry.gauge(name, help, async () => {
        const seen = await this.look();
        return seen ? valuesOf(seen) : [];
      });
    };
    registry.gauge('netpulse_build_info', 'Always 1; the labels tell what runs here.', () => [
      { labels: { version, role }, value: 1 },
    ]);
    registry.gauge('netpulse_redis_up', 'Whether Redis answers this process.', async () => [
      { labels: {}, value: (await this.look()) ? 1 : 0 },
    ]);
    gauge('netpulse_queue_size', 'What is queued, by state.', queueSizes);
    gauge(
      'netpulse_queue_oldest_waiting_seconds',
      'How long the oldest that waits in a queue has been waiting.',
      queueAges,
    );
    gauge(
      'netpulse_webhook_destinations',
      'Destinations of webhooks by state, of the 1,000 used last; open: the circuit breaker keeps deliveries back.',
      ({ sizes }) => by('state', Object.entries(sizes.destinations)),
    );
    gauge('netpulse_workers', 'Live workers by status.', ({ workers }) =>
      by(
        'status',
        WORKER_STATUSES.map((status) => [
          status,
          workers.filter((worker) => worker.status === status).length,
        ]),
      ),
    );
  }

  /** One look for all the metrics of a scrape; undefined when Redis does not answer. */
  private look(): Promise<Seen | undefined> {
    return (this.looking ??= this.read().finally(() => (this.looking = undefined)));
  }

  private read(): Promise<Seen | undefined> {
    const reading = Promise.all([this.queues.read(), this.fleet.liveWorkers()]).then(
      ([sizes, workers]) => ({ sizes, workers }),
      () => undefined,
    );
    return within(DEADLINE_MS, reading, undefined);
  }
}

function queueSizes({ sizes: { jobs, deliveries } }: Seen): readonly Sample[] {
  const sample = (queue: string, state: string, value: number): Sample => ({
    labels: { queue, state },
    value,
  });
  return [
    sample('jobs', 'waiting', jobs.waiting),
    sample('jobs', 'in_line', jobs.inLine),
    sample('jobs', 'running', jobs.running),
    sample('deliveries', 'waiting', deliveries.waiting),
    sample('deliveries', 'delayed', deliveries.delayed),
    sample('deliveries', 'running', deliveries.running),
  ];
}

function queueAges({ sizes: { jobs, deliveries } }: Seen): readonly Sample[] {
  return by('queue', [
    ['jobs', jobs.oldestSeconds],
    ['deliveries', deliveries.oldestSeconds],
  ]);
}

function by(label: string, values: readonly (readonly [string, number])[]): readonly Sample[] {
  return values.map(([name, value]) => ({ labels: { [label]: name }, value }));
}
