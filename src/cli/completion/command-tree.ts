import type { Command, Option } from 'commander';

/** What may follow an option. */
export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'file' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Only the user knows. */
  | { readonly kind: 'free' };

export interface CompletedOption {
  /** `-p`, `--port`. */
  readonly flags: readonly string[];
  readonly about: string;
  readonly value: Value;
}

/** A command as its completion sees it. */
export interface CommandNode {
  /** The words that lead to it, without the program's name; empty for the program itself. */
  readonly path: string;
  readonly about: string;
  readonly options: readonly CompletedOption[];
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  /** Its first argument. */
  readonly argument: Value;
}

/** The words that may follow an option, by its long flag, or by the command and the flag. */
export type KnownWords = Readonly<Record<string, readonly string[]>>;

const FILE = /<(?:file|path)>/;
const FILE_ARGUMENTS = ['inventory'];
const HELP: CompletedOption = { flags: ['-h', '--help'], about: 'show help', value: { kind: 'none' } };

/** Every command of the program, the program itself first. */
export function commandTree(program: Command, words: KnownWords): CommandNode[] {
  return nodesOf(program, [], words);
}

function nodesOf(command: Command, path: readonly string[], words: KnownWords): CommandNode[] {
  const node = {
    path: path.join(' '),
    about: firstSentence(command.description()),
    options: [...command.options.map((option) => optionOf(option, path.join(' '), words)), HELP],
    commands: command.commands.map((child) => ({
      name: child.name(),
      about: firstSentence(child.description()),
    })),
    argument: argumentOf(command),
  };
  return [node, ...command.commands.flatMap((child) => nodesOf(child, [...path, child.name()], words))];
}

function argumentOf({ registeredArguments: [argument] }: Command): Value {
  if (argument === undefined) return { kind: 'none' };
  if (FILE_ARGUMENTS.includes(argument.name())) return { kind: 'file' };
  return argument.argChoices ? { kind: 'words', words: argument.argChoices } : { kind: 'free' };
}

function optionOf(option: Option, path: string, words: KnownWords): CompletedOption {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  return { flags, about: firstSentence(option.description), value: valueOf(option, path, words) };
}

function valueOf(option: Option, path: string, words: KnownWords): Value {
  const { long = '', flags, required, optional, argChoices } = option;
  if (!required && !optional) return { kind: 'none' };
  if (FILE.test(flags)) return { kind: 'file' };
  const known = argChoices ?? words[`${path} ${long}`] ?? words[long];
  return known ? { kind: 'words', words: known } : { kind: 'free' };
}

/** Fit for a line of a menu, and for any shell's quotes. */
function firstSentence(text: string): string {
  return (text.split(/[.;:](?: |$)/, 1)[0] ?? '').replace(/['"`$\\[\]]/g, '');
}
