import { PyObject, type Value } from './values.js';

/** What `import` gives: what a template sets and defines; names with `_` are its own. */
export class TemplateModule extends PyObject {
  readonly type = 'TemplateModule';

  constructor(
    private readonly names: ReadonlyMap<string, Value>,
    private readonly output: string,
  ) {
    super();
  }

  override attribute(name: string): Value | undefined {
    return name.startsWith('_') ? undefined : this.names.get(name);
  }

  override text(): string {
    return this.output;
  }
}
