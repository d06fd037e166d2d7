import { LinePlaces, PLACES_PER_MS } from './device-line.js';

const NOW = Date.UTC(2038, 0, 1);

describe('LinePlaces', () => {
  it('places jobs by their time, and by their order within a millisecond', () => {
    const places = new LinePlaces();

    const given = [places.next(NOW), places.next(NOW), places.next(NOW + 1), places.next(NOW - 1)];

    expect(given.map((place) => place - NOW * PLACES_PER_MS)).toEqual([0, 1, PLACES_PER_MS, -PLACES_PER_MS]);
  });

  it('keeps a batch in order that takes longer than others take to come', () => {
    const places = new LinePlaces();
    const batch: number[] = [];

    for (let index = 0; index < 10_000; index++) {
      batch.push(places.next(NOW));
      if (index % 2 === 0) places.next(NOW + 1 + index);
    }

    expect(batch).toEqual(Array.from({ length: 10_000 }, (_, index) => NOW * PLACES_PER_MS + index));
  });
});
