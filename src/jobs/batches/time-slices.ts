import { setImmediate as nextTurn } from 'node:timers/promises';

/** Nobody notices a pause of the event loop of this length. */
const SLICE_MS = 15;

/** Does `work` for each item, and lets others have the event loop every few milliseconds. */
export async function mapInSlices<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => R,
): Promise<R[]> {
  const results: R[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  for (const [index, item] of items.entries()) {
    results.push(work(item, index));
    if (performance.now() < sliceEnd) continue;
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MS;
  }
  return results;
}
