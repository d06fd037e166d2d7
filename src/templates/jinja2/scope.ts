import type { Value } from './values.js';

/** The names that are known at a place of a template: its own, and those around it. */
export class Scope {
  private readonly own = new Map<string, Value>();

  constructor(private readonly outer: Scope | null = null) {}

  /** Undefined when nobody has set it. */
  find(name: string): Value | undefined {
    const value = this.own.get(name);
    return value === undefined ? this.outer?.find(name) : value;
  }

  set(name: string, value: Value): void {
    this.own.set(name, value);
  }

  /** What has been set here, and not around. */
  get names(): ReadonlyMap<string, Value> {
    return this.own;
  }
}
