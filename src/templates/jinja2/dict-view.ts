import { reprOf } from './python-text.js';
import { PyObject, type Value } from './values.js';

/** What `keys`, `values` and `items` of a dict give. */
export class DictView extends PyObject {
  constructor(
    readonly type: string,
    private readonly source: () => Iterable<Value>,
  ) {
    super();
  }

  override elements(): Iterable<Value> {
    return this.source();
  }

  override text(): string {
    return `${this.type}([${[...this.source()].map(reprOf).join(', ')}])`;
  }

  override get isTrue(): boolean {
    return [...this.source()].length > 0;
  }
}
