import { ownerOf } from './device-owner.js';

const DEVICES = Array.from({ length: 3_000 }, (_, index) => `10.0.${index >> 8}.${index & 255}:22`);
const WORKERS = ['noc-1-4711-a1b2c3', 'noc-1-4712-a1b2c4', 'noc-2-17-d0e0f0'];

function countsOf(owners: readonly (string | undefined)[]): number[] {
  return WORKERS.map((worker) => owners.filter((owner) => owner === worker).length);
}

describe('ownerOf', () => {
  it('gives every worker its fair share, to within a tenth', () => {
    const counts = countsOf(DEVICES.map((device) => ownerOf(device, WORKERS)));

    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(100);
  });

  it('says the same whatever the order in which the workers are known', () => {
    for (const device of DEVICES)
      expect(ownerOf(device, WORKERS)).toBe(ownerOf(device, WORKERS.toReversed()));
  });

  it('moves only the devices of the worker that leaves, or that joins', () => {
    const [gone, ...left] = WORKERS;
    for (const device of DEVICES) {
      const before = ownerOf(device, WORKERS);
      if (before !== gone) expect(ownerOf(device, left)).toBe(before);
    }
  });

  it('knows no owner without workers', () => {
    expect(ownerOf('10.0.0.1:22', [])).toBeUndefined();
  });
});
