import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes 10 seconds and more, the longest first. Begun last, it would keep one processor busy while the others
 * have nothing left to do; vitest knows of no times in a fresh clone, and begins with the biggest file.
 */
const LONGEST = [
  'test/docs-commands.e2e-spec.ts',
  'test/console.e2e-spec.ts',
  'test/fairness.e2e-spec.ts',
  'test/subscriptions.e2e-spec.ts',
  'test/hostile-receivers.e2e-spec.ts',
  'test/chaos.e2e-spec.ts',
  'test/process.e2e-spec.ts',
  'test/rabbitmq.e2e-spec.ts',
  'test/kafka.e2e-spec.ts',
  'test/restart.e2e-spec.ts',
  'test/jobs.e2e-spec.ts',
  'test/access.e2e-spec.ts',
  'test/fuzz.e2e-spec.ts',
  'test/redis-trouble.e2e-spec.ts',
  'test/listen.e2e-spec.ts',
  'test/swagger-ui.e2e-spec.ts',
  'test/cli.e2e-spec.ts',
  'test/paramiko-driver.e2e-spec.ts',
  'test/tutorial.e2e-spec.ts',
  'test/monitoring.e2e-spec.ts',
  'test/demo.e2e-spec.ts',
  'test/redis-failover.e2e-spec.ts',
  'src/webhooks/delivery/delivery.spec.ts',
  'src/redis/private-redis.spec.ts',
  'test/roles.e2e-spec.ts',
  'test/bulk.e2e-spec.ts',
  'test/platforms.e2e-spec.ts',
];

/** Begins with the longest files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.indexOf(relative(process.cwd(), moduleId));
  return rank < 0 ? LONGEST.length : rank;
}
