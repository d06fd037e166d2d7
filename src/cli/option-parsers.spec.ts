import { duration, moment, port, statusCodes } from './option-parsers.js';

describe('duration', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['2', 2_000],
    ['1.5s', 1_500],
    ['500ms', 500],
    ['2m', 120_000],
  ])('reads %s', (text, ms) => {
    expect(duration(text)).toBe(ms);
  });

  it.each(['', 's', '-1s', '1h', '1e3', '999999m'])('refuses %j', (text) => {
    expect(() => duration(text)).toThrow('It must be a duration');
  });
});

describe('moment', () => {
  it.each([
    ['90d', 90 * 86_400_000],
    ['12h', 12 * 3_600_000],
    ['30m', 30 * 60_000],
  ])('reads %s from now', (text, ms) => {
    expect(Math.abs(moment(text).getTime() - Date.now() - ms)).toBeLessThan(5_000);
  });

  it('reads ISO 8601', () => {
    expect(moment('2027-01-31T12:00:00Z').toISOString()).toBe('2027-01-31T12:00:00.000Z');
  });

  it.each(['', '90', '1y', 'tomorrow', '2027-13-01'])('refuses %j', (text) => {
    expect(() => moment(text)).toThrow('It must be 90d');
  });
});

describe('port', () => {
  it.each(['0', '80', '65535'])('reads %s', (text) => {
    expect(port(text)).toBe(Number(text));
  });

  it.each(['', '65536', '-1', '8080x', '1.5'])('refuses %j', (text) => {
    expect(() => port(text)).toThrow('It must be a port');
  });
});

describe('statusCodes', () => {
  it.each([
    ['200', [200]],
    ['500, 503,200', [500, 503, 200]],
  ])('reads %s', (text, codes) => {
    expect(statusCodes(text)).toEqual(codes);
  });

  it.each(['', '100', '600', 'OK', '200,'])('refuses %j', (text) => {
    expect(() => statusCodes(text)).toThrow('It must be a status code');
  });
});
