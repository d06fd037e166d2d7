import type { Redis } from 'ioredis';
import { isRedisUnavailable } from './redis-unavailable.js';
import type { ScriptSequel, SequelRound } from './script-sequel.js';
import { callMany } from './script-of-many.js';
import { TurnBatch } from './turn-batch.js';

/** Bull's scripts that every job needs. */
const BATCHED: ReadonlySet<string> = new Set(['addJob', 'moveToActive', 'moveToFinished']);
/** More would leave Redis idle while this process works on the answers, and the other way round. */
const MOST_CALLS = 16;
/** Results may be large: Redis closes a connection that sends too much in one command. */
const MOST_BYTES = 1_048_576;

type Argument = string | number | Buffer | null | undefined;
type Call = readonly Argument[];
type Script = (...args: unknown[]) => Promise<unknown>;
/** For each call what it answered, or its error, and what the sequel said. */
type Answers = readonly (readonly [value: unknown, error?: string | null, said?: unknown])[];
type Many = (calls: readonly Call[], heard: Heard) => Promise<Answers>;
/** What is told to sequels before the callers go on, who all go on at once. */
type Heard = (() => void)[];

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
    const runAlone = (call: Call): Promise<unknown> => alone.call(connection, call);
    const many = `${name}Many`;
    const runMany: Many = async (calls, heard) => {
      const sequel = sequels.get(name);
      if (!scripts[many])
        define(many, {
          lua: callMany(definition.lua, definition.numberOfKeys ?? 0, sequel),
          numberOfKeys: 1,
        });
      const round = sequel?.begin();
      const answers = (await scripts[many]?.call(connection, together(calls, round))) as Answers;
      if (round) heard.push(() => round.heard(answers.flatMap(([, , said]) => said ?? [])));
      return answers;
    };
    const batch = new TurnBatch<Call, PromiseSettledResult<unknown>>((calls) =>
      runAll(calls, runAlone, runMany),
    );
    scripts[name] = async function (this: unknown, ...args) {
      const [call] = args;
      // A transaction borrows the function, and has its own order.
      if (this !== connection || !Array.isArray(call)) return alone.apply(this, args);
      const answer = await batch.add(call as Call);
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    };
  };
}

async function runAll(
  calls: readonly Call[],
  runAlone: (call: Call) => Promise<unknown>,
  runMany: Many,
): Promise<PromiseSettledResult<unknown>[]> {
  const heard: Heard = [];
  const parts = alike(calls).map((part) => run(part, runAlone, runMany, heard));
  const answers = (await Promise.all(parts)).flat();
  for (const tell of heard) tell();
  return answers;
}

/** Runs calls that look alike. None is run twice, since a script that fails may have done a part of its work. */
async function run(
  calls: readonly Call[],
  runAlone: (call: Call) => Promise<unknown>,
  runMany: Many,
  heard: Heard,
): Promise<PromiseSettledResult<unknown>[]> {
  if (calls.length === 1) return Promise.allSettled(calls.map(runAlone));
  try {
    const answers = await runMany(calls, heard);
    return answers.map(([value, error]) =>
      typeof error === 'string'
        ? { status: 'rejected', reason: replyError(error) }
        : { status: 'fulfilled', value },
    );
  } catch (error) {
    if (isRedisUnavailable(error)) return calls.map(() => ({ status: 'rejected', reason: error }));
    // It was the first whose own error ended the command; the others were not begun.
    return [{ status: 'rejected', reason: error }, ...(await run(calls.slice(1), runAlone, runMany, heard))];
  }
}

/** As ioredis makes it of what Redis answers. */
function replyError(message: string): Error {
  return Object.assign(new Error(message), { name: 'ReplyError' });
}

/** Neighbours that have the same number of arguments, in parts of bounded size. */
function alike(calls: readonly Call[]): Call[][] {
  const parts: Call[][] = [];
  let bytes = 0;
  for (const call of calls) {
    const part = parts.at(-1);
    bytes += sizeOf(call);
    if (part && part.length < MOST_CALLS && bytes <= MOST_BYTES && part[0]?.length === call.length) {
      part.push(call);
    } else {
      parts.push([call]);
      bytes = sizeOf(call);
    }
  }
  return parts;
}

function sizeOf(call: Call): number {
  let size = 0;
  for (const argument of call)
    if (typeof argument === 'string' || Buffer.isBuffer(argument)) size += argument.length;
  return size;
}

/** One key for Redis to know the place by, and the arguments as {@link callMany} reads them. */
function together(calls: readonly Call[], round: SequelRound | undefined): Argument[] {
  const [first = []] = calls;
  const isShared = first.map((value, position) => calls.every((call) => call[position] === value));
  const own = calls.flatMap((call) => call.filter((_, position) => isShared[position] !== true));
  const shared = first.filter((_, position) => isShared[position] === true);
  const more = round?.args ?? [];
  const letters = isShared.map((is) => (is ? 's' : 'o')).join('');
  return [first[0], letters, calls.length, more.length, ...more, ...shared, ...own];
}
