import { describe, expect, it } from 'vitest';
import { invalid } from './problem.js';

describe('a refusal', () => {
  it('says of one fault what it is, and names no more than a hundred', () => {
    const faults = Array.from({ length: 150 }, (_value, index) => ({
      field: `f${index}`,
      message: 'is wrong',
    }));

    expect(invalid(faults.slice(0, 1)).message).toBe('f0: is wrong');
    const { detail, extras } = invalid(faults);
    expect(detail).toBe('150 fields are invalid. The first 100 are named.');
    expect(extras.errors).toEqual(faults.slice(0, 100));
  });
});
