import { TemplateError } from '../template-error.js';
import type { Expression, MacroDefinition, Statement, Template } from './ast.js';
import { firstTemplate, type TemplateSource } from './template-source.js';
import { call, type ExpressionEvaluator } from './expression-evaluator.js';
import { assign } from './assignment.js';
import { Loop } from './loop.js';
import { macroNames } from './macro.js';
import { TemplateModule } from './template-module.js';
import { Output } from './output.js';
import { textOf } from './python-text.js';
import { Scope } from './scope.js';
import { fails, isTrue, listOf, PyFunction, Undefined, type Value } from './values.js';

/** What a body's end means for the loop around it. */
type Flow = 'goes on' | 'break' | 'continue';

/** Runs one template: its statements write to an output. */
export class TemplateRunner {
  /** The bodies of each block: of the template that was asked for, and of those whose body it overrides. */
  private readonly blocks = new Map<string, (readonly Statement[])[]>();
  private parent: Template | null = null;
  private loopDepth = 0;

  constructor(
    private readonly expressions: ExpressionEvaluator,
    private readonly source: TemplateSource,
  ) {}

  /**
   * Renders a template and those that it extends.
   *
   * @param scope gets what the template sets
   */
  render(template: Template, scope: Scope, output: Output): void {
    let current: Template | null = template;
    while (current) {
      for (const [name, body] of current.blocks)
        this.blocks.set(name, [...(this.blocks.get(name) ?? []), body]);
      this.parent = null;
      this.run(current.body, scope, output, true);
      current = this.parent;
    }
  }

  private run(body: readonly Statement[], scope: Scope, output: Output, isTop = false): Flow {
    for (const statement of body) {
      // What stands behind `extends` only defines.
      const isSilent =
        isTop && this.parent !== null && ['data', 'output', 'block', 'include'].includes(statement.kind);
      if (isSilent) continue;
      const flow = this.step(statement, scope, output);
      if (flow !== 'goes on') return flow;
    }
    return 'goes on';
  }

  private step(statement: Statement, scope: Scope, output: Output): Flow {
    try {
      return this.statement(statement, scope, output);
    } catch (error) {
      if (!(error instanceof TemplateError) || error.line !== null) throw error;
      throw new TemplateError(error.type, `${error.message} (line ${statement.line})`, statement.line);
    }
  }

  private statement(node: Statement, scope: Scope, output: Output): Flow {
    switch (node.kind) {
      case 'data':
        output.write(node.text);
        break;
      case 'output':
        output.write(textOf(this.value(node.expression, scope)));
        break;
      case 'for':
        this.for(node, this.value(node.over, scope), scope, output);
        break;
      case 'if':
        for (const { condition, body } of node.branches)
          if (isTrue(this.value(condition, scope))) return this.run(body, scope, output);
        return this.run(node.otherwise, scope, output);
      case 'set':
        assign(node.target, this.value(node.value, scope), scope);
        break;
      case 'set-block':
        assign(
          node.target,
          this.filtered(node.filters, this.captured(node.body, new Scope(scope)), scope),
          scope,
        );
        break;
      case 'with': {
        const inner = new Scope(scope);
        for (const [target, value] of node.values) assign(target, this.value(value, scope), inner);
        return this.run(node.body, inner, output);
      }
      case 'filter':
        output.write(textOf(this.filtered(node.filters, this.captured(node.body, new Scope(scope)), scope)));
        break;
      case 'macro':
        scope.set(node.macro.name, this.macro(node.macro, scope));
        break;
      case 'call':
        output.write(textOf(this.callBlock(node, scope)));
        break;
      case 'include':
        this.include(node, scope, output);
        break;
      case 'import':
        scope.set(node.as, this.module(node, scope));
        break;
      case 'from': {
        const imported = this.module(node, scope);
        for (const [name, as] of node.names) {
          const missing = new Undefined(
            `the template does not export the requested name '${name}'`,
            this.expressions.isStrict,
          );
          scope.set(as, imported.attribute(name) ?? missing);
        }
        break;
      }
      case 'extends':
        if (this.parent) throw fails('extended multiple times');
        this.parent = this.source.template(textOf(this.value(node.template, scope)));
        break;
      case 'block':
        this.block(node.name, 0, scope, output);
        break;
      case 'do':
        this.value(node.expression, scope);
        break;
      case 'break':
      case 'continue':
        return node.kind;
    }
    return 'goes on';
  }

  private for(node: Extract<Statement, { kind: 'for' }>, over: Value, outer: Scope, output: Output): void {
    const { target, condition, body } = node;
    const items = listOf(over).filter((item) => {
      if (!condition) return true;
      const inner = new Scope(outer);
      assign(target, item, inner);
      return isTrue(this.value(condition, inner));
    });
    if (items.length === 0) return void this.run(node.otherwise, new Scope(outer), output);
    const loop = new Loop(items, node.isRecursive ? this.loopDepth : 0, this.expressions.isStrict, (deeper) =>
      this.recursed(node, deeper, outer),
    );
    for (const [index, item] of items.entries()) {
      const inner = new Scope(outer);
      loop.moveTo(index);
      inner.set('loop', loop);
      assign(target, item, inner);
      if (this.run(body, inner, output) === 'break') break;
    }
  }

  private recursed(node: Extract<Statement, { kind: 'for' }>, items: Value, outer: Scope): string {
    if (!node.isRecursive)
      throw fails("Tried to call non recursive loop. Maybe you forgot the 'recursive' modifier.");
    const output = new Output();
    this.loopDepth++;
    try {
      this.for(node, items, outer, output);
    } finally {
      this.loopDepth--;
    }
    return output.text;
  }

  private macro(definition: MacroDefinition, outer: Scope): PyFunction {
    return new PyFunction(definition.name, (args) => {
      const inner = new Scope(outer);
      const fallback = (index: number): Value | undefined => {
        const parameter = definition.parameters[index];
        return parameter?.fallback ? this.value(parameter.fallback, inner) : undefined;
      };
      macroNames(definition, args, this.expressions.isStrict, fallback, (name, value) =>
        inner.set(name, value),
      );
      return this.captured(definition.body, inner);
    });
  }

  private callBlock(node: Extract<Statement, { kind: 'call' }>, scope: Scope): Value {
    if (node.call.kind !== 'call') throw fails('Expected a call');
    const args = this.expressions.arguments(node.call.args, scope);
    const named = new Map([...args.named, ['caller', this.macro(node.caller, scope)] as const]);
    return call(this.value(node.call.of, scope), { positional: args.positional, named });
  }

  private include(node: Extract<Statement, { kind: 'include' }>, scope: Scope, output: Output): void {
    const template = firstTemplate(this.source, this.value(node.template, scope));
    if (!template && node.ignoreMissing) return;
    if (!template)
      throw new TemplateError('TemplateNotFound', 'There is no template of the name that is included');
    const outer = node.withContext ? scope : this.source.globals;
    const runner = new TemplateRunner(this.expressions, this.source);
    runner.render(template, new Scope(outer), output);
  }

  private module(node: { template: Expression; withContext: boolean }, scope: Scope): TemplateModule {
    const name = textOf(this.value(node.template, scope));
    const outer = node.withContext ? scope : this.source.globals;
    const inner = new Scope(outer);
    const output = new Output();
    new TemplateRunner(this.expressions, this.source).render(this.source.template(name), inner, output);
    return new TemplateModule(inner.names, output.text);
  }

  /** @param level 0 for the block of the template that was asked for, 1 for the one that it overrides, and so on */
  private block(name: string, level: number, scope: Scope, output: Output): void {
    const body = this.blocks.get(name)?.[level];
    if (!body) throw fails(`There is no parent block called '${name}'`);
    const inner = new Scope(scope);
    inner.set(
      'super',
      new PyFunction('super', () => {
        const above = new Output();
        this.block(name, level + 1, scope, above);
        return above.text;
      }),
    );
    this.run(body, inner, output);
  }

  private captured(body: readonly Statement[], scope: Scope): string {
    const output = new Output();
    this.run(body, scope, output);
    return output.text;
  }

  private filtered(
    filters: Extract<Statement, { kind: 'filter' }>['filters'],
    text: Value,
    scope: Scope,
  ): Value {
    return filters.reduce(
      (value, { name, args }) =>
        this.expressions.filter(name, value, this.expressions.arguments(args, scope)),
      text,
    );
  }

  private value(expression: Expression, scope: Scope): Value {
    return this.expressions.evaluate(expression, scope);
  }
}
