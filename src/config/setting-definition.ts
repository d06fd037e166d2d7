import { optional, type Parser } from './parsers.js';

/** One setting: its environment variable, how its text is read, and what it is when nothing is set. */
export interface SettingDefinition<T> {
  readonly variable: string;
  readonly parser: Parser<T>;
  readonly defaultText: string;
  /** What the reference page docs/reference/settings.md says of it. */
  readonly about: string;
  /** Never shown; may also be read from the file that `<variable>_FILE` names. */
  readonly isSecret: boolean;
}

export function setting<T>(
  variable: string,
  parser: Parser<T>,
  defaultText: string,
  about: string,
): SettingDefinition<T> {
  return { variable, parser, defaultText, about, isSecret: false };
}

export function secret<T>(variable: string, parser: Parser<T>, about: string): SettingDefinition<T | null> {
  return { variable, parser: optional(parser), defaultText: '', about, isSecret: true };
}
