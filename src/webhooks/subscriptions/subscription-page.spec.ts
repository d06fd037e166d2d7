import { pageOf } from './subscription-page.js';
import type { Subscription } from './subscription.js';

const idOf = (index: number): string => `00000000-0000-4000-8000-00000000000${index}`;
/** Two were made in the same millisecond. */
const all = [1, 2, 2, 3].map((createdAt, index) => ({ id: idOf(index), createdAt })) as Subscription[];
const idsOf = (subscriptions: readonly Subscription[]): string[] => subscriptions.map(({ id }) => id);

describe('pageOf', () => {
  it('goes through all, newest first, each once', () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = pageOf(all, 1, cursor);
      seen.push(...idsOf(page.subscriptions));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([3, 1, 2, 0].map(idOf));
  });

  it('ends with a page that is just full', () => {
    expect(pageOf(all, 4).nextCursor).toBeNull();
  });

  it('goes on where the last one stood, also when it is gone', () => {
    const { nextCursor } = pageOf(all, 2);
    const rest = all.filter(({ id }) => id !== idOf(1));
    expect(idsOf(pageOf(rest, 2, nextCursor ?? '').subscriptions)).toEqual([2, 0].map(idOf));
  });
});
