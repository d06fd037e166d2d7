import type { Queue } from 'bull';
import { insideOf } from './queue-inside.js';

const whole = { keys: { wait: 'netpulse:fifo:wait' }, token: 'a-token', toKey: () => '' };

describe('what a Bull queue has inside', () => {
  it('is given where Bull has it', () => {
    expect(insideOf(whole as unknown as Queue).token).toBe('a-token');
  });

  it.each([
    ['Queue.keys.wait', { keys: {} }],
    ['Queue.token', { token: undefined }],
    ['Queue.toKey', { toKey: undefined }],
  ])('stops the start where there is no %s any more', (missing, change) => {
    expect(() => insideOf({ ...whole, ...change } as unknown as Queue)).toThrow(`Bull has no ${missing}`);
  });
});
