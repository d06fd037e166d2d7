import { bind, required, wholeNumber } from './call-arguments.js';
import { pairsOf } from './dict-methods.js';
import { textOf } from './python-text.js';
import { fails, keyOf, PyFunction, PyObject, type Key, type Value } from './values.js';

/** A function of Jinja2's own, by its name. */
export const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['range', new PyFunction('range', ({ positional }) => rangeOf(positional))],
  [
    'dict',
    new PyFunction('dict', ({ positional, named }) => {
      const pairs = positional.flatMap(pairsOf).map(([key, value]): [Key, Value] => [keyOf(key), value]);
      return new Map([...pairs, ...named]);
    }),
  ],
  [
    'namespace',
    new PyFunction('namespace', ({ positional, named }) => {
      const pairs = positional.flatMap(pairsOf).map(([key, value]): [string, Value] => [textOf(key), value]);
      return new Namespace(new Map([...pairs, ...named]));
    }),
  ],
  ['cycler', new PyFunction('cycler', ({ positional }) => new Cycler(positional))],
  ['joiner', new PyFunction('joiner', (args) => joinerOf(bind(args, 'sep')[0] ?? ', '))],
]);

/** What `namespace()` makes: fields that a template sets from anywhere. */
export class Namespace extends PyObject {
  readonly type = 'Namespace';

  constructor(private readonly fields: Map<string, Value>) {
    super();
  }

  set(name: string, value: Value): void {
    this.fields.set(name, value);
  }

  override attribute(name: string): Value | undefined {
    return this.fields.get(name);
  }
}

class Range extends PyObject {
  readonly type = 'range';

  constructor(
    private readonly start: number,
    private readonly stop: number,
    private readonly step: number,
  ) {
    super();
  }

  override *elements(): Iterable<Value> {
    for (let at = this.start; this.step > 0 ? at < this.stop : at > this.stop; at += this.step) yield at;
  }

  override text(): string {
    const step = this.step === 1 ? '' : `, ${this.step}`;
    return `range(${this.start}, ${this.stop}${step})`;
  }

  override get isTrue(): boolean {
    return this.step > 0 ? this.start < this.stop : this.start > this.stop;
  }
}

class Cycler extends PyObject {
  readonly type = 'Cycler';
  private position = 0;

  constructor(private readonly items: readonly Value[]) {
    super();
    if (items.length === 0) throw fails('at least one item has to be provided');
  }

  override attribute(name: string): Value | undefined {
    if (name === 'current') return this.current;
    if (name === 'next') return new PyFunction('next', () => this.next());
    if (name !== 'reset') return undefined;
    return new PyFunction('reset', () => {
      this.position = 0;
      return null;
    });
  }

  private get current(): Value {
    return this.items[this.position % this.items.length] ?? null;
  }

  private next(): Value {
    const { current } = this;
    this.position++;
    return current;
  }
}

function rangeOf(bounds: readonly Value[]): Range {
  const [first, second, third] = bounds.map((bound) => wholeNumber(bound, 0));
  if (bounds.length > 3) throw fails('range expected at most 3 arguments');
  if (third === 0) throw fails('range() arg 3 must not be zero');
  const start = wholeNumber(required(first, 'stop'), 0);
  return second === undefined ? new Range(0, start, 1) : new Range(start, second, third ?? 1);
}

/** Nothing at the first call, its text at all others. */
function joinerOf(separator: Value): PyFunction {
  let isUsed = false;
  return new PyFunction('joiner', () => {
    const text = isUsed ? textOf(separator) : '';
    isUsed = true;
    return text;
  });
}
