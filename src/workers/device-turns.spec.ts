import { DeviceTurns } from './device-turns.js';

describe('DeviceTurns', () => {
  it('lets a job go when its device is free', () => {
    const turns = new DeviceTurns();

    expect(turns.ask('r1:22', 'a')).toBe('go');
  });

  it('makes a job wait while another one has its device, but not for another device', () => {
    const turns = new DeviceTurns();
    turns.ask('r1:22', 'a');

    expect(turns.ask('r1:22', 'b')).toBe('wait');
    expect(turns.ask('r2:22', 'c')).toBe('go');
  });

  it('calls the waiting jobs in the order in which they came', () => {
    const turns = new DeviceTurns();
    for (const job of ['a', 'b', 'c']) turns.ask('r1:22', job);

    expect(turns.done('r1:22')).toBe('b');
    expect(turns.ask('r1:22', 'b')).toBe('go');
    expect(turns.done('r1:22')).toBe('c');
  });

  it('lets nobody overtake a job that has been called', () => {
    const turns = new DeviceTurns();
    for (const job of ['a', 'b']) turns.ask('r1:22', job);
    turns.done('r1:22');

    expect(turns.ask('r1:22', 'late')).toBe('wait');
    expect(turns.ask('r1:22', 'b')).toBe('go');
    expect(turns.done('r1:22')).toBe('late');
  });

  it('keeps the place of a job that comes again while it waits', () => {
    const turns = new DeviceTurns();
    for (const job of ['a', 'b', 'c', 'b']) turns.ask('r1:22', job);

    expect(turns.done('r1:22')).toBe('b');
    turns.ask('r1:22', 'b');
    expect(turns.done('r1:22')).toBe('c');
  });

  it('calls the next job when the called one is gone', () => {
    const turns = new DeviceTurns();
    for (const job of ['a', 'b', 'c']) turns.ask('r1:22', job);
    turns.done('r1:22');

    expect(turns.skip('r1:22', 'b')).toBe('c');
    expect(turns.calledFor('r1:22')).toBe('c');
  });

  it('skips nobody when the job has come meanwhile', () => {
    const turns = new DeviceTurns();
    for (const job of ['a', 'b']) turns.ask('r1:22', job);
    turns.done('r1:22');
    turns.ask('r1:22', 'b');

    expect(turns.skip('r1:22', 'b')).toBeUndefined();
    expect(turns.ask('r1:22', 'c')).toBe('wait');
  });

  it('frees the device when nobody waits', () => {
    const turns = new DeviceTurns();
    turns.ask('r1:22', 'a');

    expect(turns.done('r1:22')).toBeUndefined();
    expect(turns.ask('r1:22', 'b')).toBe('go');
  });
});
