import type { CommandNode, CompletedOption } from './command-tree.js';

/** A step down the tree of commands. */
export interface Step {
  /** The path so far, a space, and the word that leads on. */
  readonly from: string;
  readonly path: string;
}

/** Every step that leads to a command, the program's own first. */
export function stepsOf(nodes: readonly CommandNode[]): Step[] {
  return nodes.flatMap(({ path, commands }) =>
    commands.map(({ name }) => ({
      from: `${path} ${name}`,
      path: path === '' ? name : `${path} ${name}`,
    })),
  );
}

/** The options after which a value stands. */
export function withValue(options: readonly CompletedOption[]): CompletedOption[] {
  return options.filter(({ value }) => value.kind !== 'none');
}
