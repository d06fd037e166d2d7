import { LinePlaces, PLACES_PER_MS } from './device-line.js';

const NOW = Date.UTC(2038, 0, 1);

describe('LinePlaces', () => {
  it('places jobs by their time, and by their order within a millisecond', () => {
    const places = new LinePlaces();

    const given = [places.next(NOW), places.next(NOW), places.next(NOW + 1), places.next(NOW - 1)];

    expect(given.map((place) => place - NOW * PLACES_PER_MS)).toEqual([0, 1, PLACES_PER_MS, -PLACES_PER_MS]);
  });

  it('keeps the jobs of a millisecond in order while others of later ones come', () => {
    const places = new LinePlaces();
    const together: number[] = [];

    for (let count = 0; count < 1_000; count++) {
      together.push(places.next(NOW));
      places.next(NOW + (count % 500));
    }

    expect(together).toEqual([...together].sort((a, b) => a - b));
    expect(new Set(together).size).toBe(1_000);
  });
});
