import { randomBytes } from 'node:crypto';
import { aWebhook } from '../../../test/lab/webhook-receiver/a-webhook.js';
import type { PluginRegistry } from '../../plugins/plugin-registry.js';
import { Sealer } from '../../secrets/sealer.js';
import { BaseWebhookCaller, type CallContext, type Receipt } from '../base-webhook-caller.js';
import { DeliveryError } from '../delivery-error.js';
import type { JobEvent } from '../job-event.js';
import { sealWebhook } from '../webhook.mapper.js';
import { Tracing } from '../../tracing/tracing.js';
import { AttemptInterrupted, AttemptRunner } from './attempt-runner.js';

const sealer = new Sealer(randomBytes(32));
const EVENT = { jobId: 'a-job', type: 'job.completed' } as JobEvent;
const WEBHOOK = aWebhook('http://example.com/', {
  name: 'custom',
  headers: { Authorization: 'header-secret' },
  timeoutSeconds: 0.5,
});

/** A caller that does what the test says. */
class CustomCaller extends BaseWebhookCaller {
  readonly contexts: CallContext[] = [];

  constructor(private readonly act: (context: CallContext) => Promise<Receipt>) {
    super();
  }

  call(context: CallContext): Promise<Receipt> {
    this.contexts.push(context);
    return this.act(context);
  }
}

function aRunner(act: (context: CallContext) => Promise<Receipt>) {
  const caller = new CustomCaller(act);
  const plugins = {
    description: () => undefined,
    find: (_kind: string, name: string) => (name === 'custom' ? caller : undefined),
  };
  const runner = new AttemptRunner(plugins as unknown as PluginRegistry, sealer, new Tracing(null));
  const run = (webhook = WEBHOOK, key = sealer) =>
    runner.run('the-delivery', { event: EVENT, webhook: sealWebhook(webhook, key) });
  return { caller, runner, run };
}

describe('AttemptRunner', () => {
  it('gives the caller the event, the opened webhook and the delivery id, and records what it got', async () => {
    const { caller, run } = aRunner(async () => ({ statusCode: 200, answer: 'thanks' }));

    const { attempt, error } = await run();

    expect(error).toBeNull();
    expect(attempt).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      durationMs: expect.any(Number) as number,
      statusCode: 200,
      answer: 'thanks',
      error: null,
      exchange: null,
    });
    expect(caller.contexts).toMatchObject([{ event: EVENT, webhook: WEBHOOK, deliveryId: 'the-delivery' }]);
  });

  it('records a failure with what had been answered', async () => {
    const answered = { statusCode: 500, answer: 'no', retryAfter: null };
    const { run } = aRunner(() =>
      Promise.reject(new DeliveryError('http_status', 'It answered 500', answered)),
    );
    const { attempt, error } = await run();
    expect(error).toMatchObject({ code: 'http_status' });
    expect(attempt).toMatchObject({
      statusCode: 500,
      answer: 'no',
      error: { code: 'http_status', message: 'It answered 500' },
    });
  });

  it.each([
    [
      'throws at once',
      () => {
        throw new Error('with header-secret inside');
      },
    ],
    ['rejects', () => Promise.reject(new Error('with header-secret inside'))],
    ['rejects with a string', () => Promise.reject('with header-secret inside')],
  ])('survives a caller that %s, and keeps its secrets', async (_what, act) => {
    const { attempt } = await aRunner(act).run();
    expect(attempt.error).toEqual({ code: 'caller', message: 'The caller failed: with *** inside' });
  });

  it('cuts and masks the answer that it records', async () => {
    const { run } = aRunner(async () => ({ statusCode: 200, answer: `header-secret ${'x'.repeat(5_000)}` }));
    const { attempt } = await run();
    expect(attempt.answer).toMatch(/^\*\*\* x+$/);
    expect(attempt.answer).toHaveLength(1_024);
  });

  it('ends an attempt at its timeout and lets the caller say what it had got till then', async () => {
    const answered = { statusCode: 200, answer: '...', retryAfter: null };
    const { run } = aRunner(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new DeliveryError('timeout', 'Too slow', answered)));
        }),
    );
    const { attempt } = await run();
    expect(attempt).toMatchObject({
      statusCode: 200,
      answer: '...',
      error: { code: 'timeout', message: 'Too slow' },
    });
    expect(attempt.durationMs).toBeGreaterThanOrEqual(490);
  });

  it('abandons a caller that ignores its signal', async () => {
    const { attempt } = await aRunner(() => new Promise(() => undefined)).run();
    expect(attempt.error).toEqual({
      code: 'timeout',
      message: "The webhook's timeout of 0.5 s was over before the answer was complete",
    });
  });

  it('says that no such caller is here', async () => {
    const { attempt } = await aRunner(() => Promise.reject(new Error('unused'))).run({
      ...WEBHOOK,
      name: 'gone',
    });
    expect(attempt.error?.code).toBe('unknown_caller');
  });

  it('says that the webhook was sealed with another key', async () => {
    const { attempt, error } = await aRunner(() => Promise.reject(new Error('unused'))).run(
      WEBHOOK,
      new Sealer(randomBytes(32)),
    );
    expect(attempt.error?.code).toBe('unseal');
    expect(error?.cause).toBeInstanceOf(Error);
  });

  it('has no outcome when it is interrupted', async () => {
    const { runner, caller, run } = aRunner(() => new Promise(() => undefined));
    const running = run();
    await expect.poll(() => caller.contexts.length).toBe(1);

    runner.interrupt();

    await expect(running).rejects.toThrow(AttemptInterrupted);
    expect(caller.contexts[0]?.signal.aborted).toBe(true);
  });
});
