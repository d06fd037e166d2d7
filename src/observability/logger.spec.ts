import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { LogLine } from './log-line.js';
import { PinoLogger } from './logger.js';

function aLogger(): { logger: PinoLogger; last: () => unknown } {
  let text = '';
  const sink = new PassThrough().on('data', (chunk: Buffer) => (text = chunk.toString()));
  const logger = new PinoLogger(pino({ level: 'trace', base: {} }, sink));
  return { logger, last: () => JSON.parse(text) as unknown };
}

describe('PinoLogger', () => {
  it.each(['log', 'warn', 'error', 'debug', 'verbose', 'fatal'] as const)(
    'writes the ids of what a line is about as fields: %s',
    (method) => {
      const { logger, last } = aLogger();

      logger[method](new LogLine('It failed', { job_id: 'j', delivery_id: 'd' }), 'Webhooks');

      expect(last()).toMatchObject({ context: 'Webhooks', job_id: 'j', delivery_id: 'd', msg: 'It failed' });
    },
  );

  it('writes plain text as it is', () => {
    const { logger, last } = aLogger();

    logger.warn('It failed', 'Jobs');

    expect(last()).toEqual({
      level: 40,
      time: expect.any(Number) as number,
      context: 'Jobs',
      msg: 'It failed',
    });
  });
});
