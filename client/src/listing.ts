import type { Api } from './api.js';
import type { CallOptions } from './transport.js';

/** A list of the service: entry by entry, `for await (const job of list)`, or page by page. Each page is asked for when it is reached. */
export class Listing<T> implements AsyncIterable<T> {
  constructor(
    private readonly api: Api,
    private readonly first: string,
    private readonly options: CallOptions = {},
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page;
  }

  /** The pages, as many entries each as the query's `limit`. */
  async *pages(): AsyncGenerator<readonly T[], void, undefined> {
    let path: string | undefined = this.first;
    while (path !== undefined) {
      const { items, next }: { items: readonly T[]; next: string | undefined } = await this.api.page<T>(
        path,
        this.options,
      );
      yield items;
      path = next;
    }
  }

  /** The first entries, at most so many. */
  async take(most: number): Promise<T[]> {
    const taken: T[] = [];
    if (most <= 0) return taken;
    for await (const item of this) {
      taken.push(item);
      if (taken.length >= most) break;
    }
    return taken;
  }
}
