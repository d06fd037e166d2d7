import type { Span, SpanSink } from './span.js';
import { Tracing } from './tracing.js';

interface Made {
  readonly name: string;
  readonly parent: string | undefined;
  ended?: string | undefined;
}

function aTracing(): { tracing: Tracing; made: Made[] } {
  const made: Made[] = [];
  const sink: SpanSink = {
    start(name, _kind, _attributes, parent): Span {
      const span: Made = { name, parent };
      made.push(span);
      return { traceparent: `of ${name}`, set: () => {}, end: (error = 'well') => (span.ended = error) };
    },
    close: () => Promise.resolve(),
  };
  return { tracing: new Tracing(sink), made };
}

describe('Tracing', () => {
  it('puts spans into the one in which they are made, over promises', async () => {
    const { tracing, made } = aTracing();
    const request = tracing.start('request', 'server', {});

    await tracing.during(request, () =>
      tracing.inSpan('outer', 'client', {}, async () => {
        await Promise.resolve();
        await tracing.inSpan('inner', 'client', {}, () => Promise.resolve());
      }),
    );

    expect(made).toEqual([
      { name: 'request', parent: undefined },
      { name: 'outer', parent: 'of request', ended: 'well' },
      { name: 'inner', parent: 'of outer', ended: 'well' },
    ]);
  });

  it('names what went wrong by its stable name alone', async () => {
    const { tracing, made } = aTracing();
    const fault = Object.assign(new Error('said pwd123'), { type: 'AuthenticationFailed' });

    const work = tracing.during(tracing.start('request', 'server', {}), () =>
      tracing.inSpan('connect', 'client', {}, () => Promise.reject(fault)),
    );

    await expect(work).rejects.toBe(fault);
    expect(made[1]?.ended).toBe('AuthenticationFailed');
  });

  it('just does the work when it is off', async () => {
    const tracing = new Tracing(null);

    expect(await tracing.inSpan('x', 'client', {}, () => Promise.resolve(1))).toBe(1);
    expect(tracing.start('x', 'client', {})).toBeUndefined();
    expect(tracing.traceparent).toBeUndefined();
  });
});
