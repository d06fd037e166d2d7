import { isEqual } from './operators.js';
import { PyFunction, PyTuple, Undefined, type Value } from './values.js';

/** The variable `loop` inside of a `for`. */
export class Loop extends PyFunction {
  override readonly type = 'LoopContext';
  private index = -1;
  private lastChecked: PyTuple | undefined;

  /** @param recurse renders the loop's body for further items, where the loop is recursive */
  constructor(
    private readonly items: readonly Value[],
    private readonly depth: number,
    private readonly isStrict: boolean,
    recurse: (items: Value) => Value,
  ) {
    super('loop', ({ positional }) => recurse(positional[0] ?? null));
  }

  moveTo(index: number): void {
    this.index = index;
  }

  override attribute(name: string): Value | undefined {
    const { index } = this;
    const { length } = this.items;
    if (name === 'index') return index + 1;
    if (name === 'index0') return index;
    if (name === 'revindex') return length - index;
    if (name === 'revindex0') return length - index - 1;
    if (name === 'first') return index === 0;
    if (name === 'last') return index === length - 1;
    if (name === 'length') return length;
    if (name === 'depth') return this.depth + 1;
    if (name === 'depth0') return this.depth;
    if (name === 'previtem') return this.neighbour(index - 1, 'previous');
    if (name === 'nextitem') return this.neighbour(index + 1, 'next');
    if (name === 'cycle')
      return new PyFunction(name, ({ positional }) => positional[index % positional.length] ?? null);
    if (name === 'changed') return new PyFunction(name, ({ positional }) => this.changed(positional));
    return undefined;
  }

  private neighbour(index: number, which: string): Value {
    const item = index < 0 ? undefined : this.items[index];
    return item === undefined ? new Undefined(`there is no ${which} item`, this.isStrict) : item;
  }

  private changed(values: readonly Value[]): boolean {
    const now = new PyTuple(values);
    const isSame = this.lastChecked !== undefined && isEqual(this.lastChecked, now);
    this.lastChecked = now;
    return !isSame;
  }
}
