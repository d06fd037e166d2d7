/**
 * Gathers what is added in one turn of the event loop and sends it together: under load that takes most of the price of
 * a small command, and an idle service waits for nothing.
 */
export class TurnBatch<T, R = void> {
  private items: T[] = [];
  private sending: Promise<readonly R[]> | undefined;

  /** @param send answers for each item, in their order */
  constructor(private readonly send: (items: readonly T[]) => Promise<readonly R[]>) {}

  /**
   * Resolves with the answer for this item when it has been sent.
   *
   * @throws whatever `send` throws, to everyone whose item was in the batch
   */
  async add(item: T): Promise<R> {
    const index = this.items.push(item) - 1;
    this.sending ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.flush());
    const answers = await this.sending;
    return answers[index] as R;
  }

  private flush(): Promise<readonly R[]> {
    const { items } = this;
    this.items = [];
    this.sending = undefined;
    return this.send(items);
  }
}
