import type { Redis } from 'ioredis';
import { isRedisUnavailable } from './redis-unavailable.js';
import type { ScriptCall, ScriptSequel, SequelRound } from './script-sequel.js';
import { callMany } from './script-of-many.js';

/** Bull's scripts that every job needs. */
const BATCHED: ReadonlySet<string> = new Set(['addJob', 'moveToActive', 'moveToFinished']);
/** More would leave Redis idle while this process works on the answers, and the other way round. */
const MOST_CALLS = 16;
/** Results may be large: Redis closes a connection that sends too much in one command. */
const MOST_BYTES = 1_048_576;

type Script = (...args: unknown[]) => Promise<unknown>;
/** For each call what it answered, or its error, and what the sequel said. */
type Answers = readonly (readonly [value: unknown, error?: string | null, said?: unknown])[];
type Many = (calls: readonly ScriptCall[]) => Promise<Answers>;

/** Somebody who waits for the answer to a call. */
interface Caller {
  readonly call: ScriptCall;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs what Bull asks of Redis by one and the same script in one turn of the event loop as one command. Bull's script
 * stays as it is and is called once for each, and what is the same for all of them, such as the names of the queue's
 * keys, is sent once. Each call is answered, and fails, as it would alone.
 *
 * @param sequels by the script's name: looked up when a script is first run with others
 */
export function batchScripts(
  connection: Redis,
  sequels: ReadonlyMap<string, ScriptSequel> = new Map(),
): void {
  const define = connection.defineCommand.bind(connection);
  connection.defineCommand = (name, definition) => {
    define(name, definition);
    if (!BATCHED.has(name)) return;
    const scripts = connection as unknown as Record<string, Script>;
    const alone = scripts[name];
    if (!alone) return;
    const runAlone = (call: ScriptCall): Promise<unknown> => alone.call(connection, call);
    const needsSequel = (): boolean => sequels.get(name)?.isNeeded === true;
    const many = `${name}Many`;
    const runMany: Many = async (calls) => {
      const sequel = sequels.get(name);
      if (!scripts[many])
        define(many, {
          lua: callMany(definition.lua, definition.numberOfKeys ?? 0, sequel),
          numberOfKeys: 1,
        });
      const round = sequel?.begin(calls);
      const answers = (await scripts[many]?.call(connection, together(calls, round))) as Answers;
      // In the same turn of the event loop in which the callers go on: what is not taken up then is given back.
      round?.heard?.(answers.flatMap(([, , said]) => said ?? []));
      return answers;
    };
    let callers: Caller[] = [];
    const flush = (): void => {
      const gathered = callers;
      callers = [];
      for (const part of alike(gathered)) void run(part, needsSequel() ? undefined : runAlone, runMany);
    };
    scripts[name] = function (this: unknown, ...args) {
      const [call] = args;
      // A transaction borrows the function, and has its own order.
      if (this !== connection || !Array.isArray(call)) return alone.apply(this, args);
      return new Promise((resolve, reject) => {
        if (callers.push({ call: call as ScriptCall, resolve, reject }) === 1) setImmediate(flush);
      });
    };
  };
}

/**
 * Runs calls that look alike, and lets their callers go on. Never throws. No call is run twice, since a script that fails
 * may have done a part of its work.
 *
 * @param runAlone left out when a single call, too, has a sequel
 */
async function run(
  callers: readonly Caller[],
  runAlone: ((call: ScriptCall) => Promise<unknown>) | undefined,
  runMany: Many,
): Promise<void> {
  const [first, ...others] = callers;
  if (!first) return;
  if (runAlone && others.length === 0) return runAlone(first.call).then(first.resolve, first.reject);
  try {
    const answers = await runMany(callers.map(({ call }) => call));
    for (const [index, [value, error]] of answers.entries()) {
      if (typeof error === 'string') callers[index]?.reject(replyError(error));
      else callers[index]?.resolve(value);
    }
  } catch (error) {
    if (isRedisUnavailable(error)) return callers.forEach(({ reject }) => reject(error));
    // It was the first whose own error ended the command; the others were not begun.
    first.reject(error);
    await run(others, runAlone, runMany);
  }
}

/** As ioredis makes it of what Redis answers. */
function replyError(message: string): Error {
  return Object.assign(new Error(message), { name: 'ReplyError' });
}

/** Neighbours that have the same number of arguments, in parts of bounded size. */
function alike(callers: readonly Caller[]): Caller[][] {
  const parts: Caller[][] = [];
  let bytes = 0;
  for (const caller of callers) {
    const part = parts.at(-1);
    const size = sizeOf(caller.call);
    bytes += size;
    if (
      part &&
      part.length < MOST_CALLS &&
      bytes <= MOST_BYTES &&
      part[0]?.call.length === caller.call.length
    ) {
      part.push(caller);
    } else {
      parts.push([caller]);
      bytes = size;
    }
  }
  return parts;
}

function sizeOf(call: ScriptCall): number {
  let size = 0;
  for (const argument of call)
    if (typeof argument === 'string' || Buffer.isBuffer(argument)) size += argument.length;
  return size;
}

/** One key for Redis to know the place by, and the arguments as {@link callMany} reads them. */
function together(calls: readonly ScriptCall[], round: SequelRound | undefined): ScriptCall {
  const [first = []] = calls;
  const isShared = first.map((value, position) => calls.every((call) => call[position] === value));
  const own = calls.flatMap((call) => call.filter((_, position) => isShared[position] !== true));
  const shared = first.filter((_, position) => isShared[position] === true);
  const more = round?.args ?? [];
  const letters = isShared.map((is) => (is ? 's' : 'o')).join('');
  return [first[0], letters, calls.length, more.length, ...more, ...shared, ...own];
}
