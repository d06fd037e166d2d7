import { readBody } from './body.js';
import { latencyOf } from './latency.js';

const AT = new Date('2026-11-24T12:00:00.250Z');
const ENDED = '2026-11-24T12:00:00.200Z';
const SIGNED = String(Date.parse('2026-11-24T12:00:00Z') / 1_000);

describe('latencyOf', () => {
  it.each<[string, string, string | undefined, object | undefined]>([
    ['event', `{"ended_at":"${ENDED}"}`, SIGNED, { ms: 50, since: 'job_end' }],
    ['standard', `{"timestamp":"${ENDED}"}`, undefined, { ms: 50, since: 'job_end' }],
    ['CloudEvents', `{"specversion":"1.0","time":"${ENDED}"}`, undefined, { ms: 50, since: 'job_end' }],
    ['data of an envelope', `{"data":{"ended_at":"${ENDED}"}}`, undefined, { ms: 50, since: 'job_end' }],
    ['basic, signed', '{"id":"1","result":""}', SIGNED, { ms: 250, since: 'signature' }],
    ['basic, not signed', '{"id":"1","result":""}', undefined, undefined],
    ['text', ENDED, undefined, undefined],
    ['times that are none', '{"ended_at":"soon","time":7}', 'soon', undefined],
    ['null', 'null', undefined, undefined],
  ])('of %s', (_what, body, timestamp, latency) => {
    expect(latencyOf(AT, readBody(Buffer.from(body)), timestamp)).toEqual(latency);
  });
});
