import { describePlugin, pluginToken } from '../plugins/plugin.js';
import type { TemplateChoice } from './template-choice.js';

/** What is parsed, and what is known of it. */
export interface ParseInput {
  readonly output: string;
  /** Null leaves the choice to the parser, by platform and command. */
  readonly template: TemplateChoice | null;
  /** netmiko's name of the device's platform. */
  readonly platform: string | null;
  readonly command: string | null;
}

/** Makes structured data of what a device printed. A parser is a provider decorated with {@link OutputParser}. */
export interface Parser {
  /** What is wrong with such a request, as far as it can be said before there is an output; null when nothing is. */
  fault(input: Omit<ParseInput, 'output'>): string | null;
  /** @throws TemplateError saying what is wrong with the template, or that the output is not what it expects */
  parse(input: ParseInput): Promise<object>;
}

/** The injection token of a parser. */
export const parserToken = (name: string): string => pluginToken('parser', name);

/** Class decorator of a parser: its name in requests. */
export function OutputParser(name: string, about: { description: string }): ClassDecorator {
  return describePlugin({ kind: 'parser', name, description: about.description, parts: {} });
}
