import type { Capabilities } from './hello.js';
import type { NetconfDriverArgs } from './netconf-driver-args.js';
import * as operations from './operations.js';
import type { Operation, Selection } from './operations.js';
import { checkContent, withoutDeclaration, XmlError } from './xml.js';

/** A command that is none; the message says what is wrong with it, and quotes nothing. */
export class NetconfSyntaxError extends Error {}

/** A command of the netconf driver: an operation for the device, or a question to the session itself. */
export type NetconfCommand =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      /** It leaves something behind in its session (a lock, a subscription): nobody else may get that session. */
      readonly bindsSession: boolean;
      /** What the device must be able to do for it, by RFC 6241's names. */
      readonly needs: readonly string[];
    }
  | { readonly kind: 'capabilities' };

const DATASTORES = ['running', 'candidate', 'startup'] as const;
const BINDING = /<(?:[\w-]+:)?(?:lock|partial-lock|create-subscription|establish-subscription)[\s/>]/;

/**
 * Reads an operation's name with its arguments, or the XML of one.
 *
 * @throws NetconfSyntaxError
 */
export function parseCommand(text: string, args: NetconfDriverArgs): NetconfCommand {
  const trimmed = withoutDeclaration(text);
  if (trimmed.startsWith('<')) return raw(trimmed);
  const [name = '', ...words] = trimmed.split(/\s+/);
  const read = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!read) {
    throw new NetconfSyntaxError(
      `must be the XML of an operation, or begin with one of: ${Object.keys(COMMANDS).join(', ')}`,
    );
  }
  return read(words, args);
}

/** What a device lacks for a command; undefined when it lacks nothing. */
export function lacks(capabilities: Capabilities, needs: readonly string[]): string | undefined {
  return needs.find((name) => !capabilities.has(name));
}

/** What `filter` of the driver's arguments selects. */
function selectionOf(args: NetconfDriverArgs): Selection {
  return {
    ...(args.filter === undefined ? {} : { filter: args.filter }),
    ...(args.with_defaults === undefined ? {} : { withDefaults: args.with_defaults }),
    namespaces: args.filter_namespaces ?? {},
  };
}

function needsOf({ filter, withDefaults }: Selection): string[] {
  return [
    ...(filter === undefined || operations.isSubtree(filter) ? [] : ['xpath']),
    ...(withDefaults === undefined ? [] : ['with-defaults']),
  ];
}

type Reader = (words: readonly string[], args: NetconfDriverArgs) => NetconfCommand;

const COMMANDS: Readonly<Record<string, Reader>> = {
  capabilities: (words) => {
    expectWords(words, 0, 0, 'capabilities');
    return { kind: 'capabilities' };
  },
  get: (words, args) => {
    expectWords(words, 0, 0, 'get');
    const selection = selectionOf(args);
    return operation(operations.get(selection), needsOf(selection));
  },
  'get-config': (words, args) => {
    expectWords(words, 0, 1, 'get-config [SOURCE]');
    const selection = selectionOf(args);
    return operation(
      operations.getConfig(datastore(words[0] ?? args.source ?? 'running'), selection),
      needsOf(selection),
    );
  },
  'get-schema': ([identifier = '', version, ...more]) => {
    expectWords(more, 0, identifier === '' ? -1 : 0, 'get-schema MODULE [REVISION]');
    return operation(operations.getSchema(identifier, version));
  },
  lock: ([target = '', ...more]) => {
    expectWords(more, 0, 0, 'lock TARGET');
    return { ...operation(operations.lock(datastore(target))), bindsSession: true };
  },
  unlock: ([target = '', ...more]) => {
    expectWords(more, 0, 0, 'unlock TARGET');
    return operation(operations.unlock(datastore(target)));
  },
  validate: (words) => {
    expectWords(words, 0, 1, 'validate [SOURCE]');
    return operation(operations.validate(datastore(words[0] ?? 'candidate')), ['validate']);
  },
  commit: (words) => {
    expectWords(words, 0, 1, 'commit [PERSIST-ID]');
    const [persistId] = words;
    return operation(persistId === undefined ? operations.commit() : operations.confirmCommit(persistId), [
      'candidate',
    ]);
  },
  'cancel-commit': ([persistId = '', ...more]) => {
    expectWords(more, 0, persistId === '' ? -1 : 0, 'cancel-commit PERSIST-ID');
    return operation(operations.cancelCommit(persistId), ['confirmed-commit']);
  },
  'discard-changes': (words) => {
    expectWords(words, 0, 0, 'discard-changes');
    return operation(operations.discardChanges(), ['candidate']);
  },
  'copy-config': ([source = '', target = '', ...more]) => {
    expectWords(more, 0, 0, 'copy-config SOURCE TARGET');
    return operation(operations.copyConfig(datastore(source), datastore(target)));
  },
};

function operation(body: Operation, needs: readonly string[] = []) {
  return { kind: 'operation', operation: body, needs, bindsSession: false } as const;
}

function raw(xml: string): NetconfCommand {
  try {
    checkContent(xml);
  } catch (error) {
    if (error instanceof XmlError) throw new NetconfSyntaxError(error.message);
    throw error;
  }
  const [, given = '', body] = /^<rpc((?:\s[^>]*)?)>(.*)<\/rpc>$/s.exec(xml) ?? [];
  // The message-id and the namespace of the envelope are NetPulse's own; prefixes that the body may use are kept.
  const attributes = given.replaceAll(/\s(?:message-id|xmlns)\s*=\s*(?:"[^"]*"|'[^']*')/g, '').trim();
  return {
    ...operation({ body: body ?? xml, ...(attributes === '' ? {} : { attributes }) }),
    bindsSession: BINDING.test(xml),
  };
}

function datastore(word: string): string {
  if (DATASTORES.some((name) => name === word)) return word;
  throw new NetconfSyntaxError(`must name a datastore: ${DATASTORES.join(', ')}`);
}

function expectWords(words: readonly string[], least: number, most: number, usage: string): void {
  if (words.length < least || words.length > most) throw new NetconfSyntaxError(`must be: ${usage}`);
}
