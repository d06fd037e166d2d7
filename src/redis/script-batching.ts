import type { Redis } from 'ioredis';
import { isRedisUnavailable } from './redis-unavailable.js';
import { TurnBatch } from './turn-batch.js';

/** Bull's scripts that every job needs. */
const BATCHED: ReadonlySet<string> = new Set(['addJob', 'moveToFinished']);
/** More would leave Redis idle while this process works on the answers, and the other way round. */
const MOST_CALLS = 16;
/** Results may be large: Redis closes a connection that sends too much in one command. */
const MOST_BYTES = 1_048_576;

type Argument = string | number | Buffer | null | undefined;
type Call = readonly Argument[];
type Script = (...args: unknown[]) => Promise<unknown>;
/** For each call what it answered, or its error. */
type Answers = readonly (readonly [unknown?, string?])[];

/**
 * Runs what Bull asks of Redis by one and the same script in one turn of the event loop as one command. Bull's script
 * stays as it is and is called once for each, and what is the same for all of them, such as the names of the queue's
 * keys, is sent once. Each call is answered, and fails, as it would alone.
 */
export function batchScripts(connection: Redis): void {
  const define = connection.defineCommand.bind(connection);
  connection.defineCommand = (name, definition) => {
    define(name, definition);
    if (!BATCHED.has(name)) return;
    const scripts = connection as unknown as Record<string, Script>;
    const alone = scripts[name];
    const many = `${name}Many`;
    define(many, { lua: callMany(definition.lua, definition.numberOfKeys ?? 0), numberOfKeys: 1 });
    if (!alone) return;
    const runAlone = (call: Call): Promise<unknown> => alone.call(connection, call);
    const runMany = (args: readonly Argument[]): Promise<Answers> =>
      scripts[many]?.call(connection, args) as Promise<Answers>;
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
  runMany: (args: readonly Argument[]) => Promise<Answers>,
): Promise<PromiseSettledResult<unknown>[]> {
  const parts = alike(calls).map((part) => run(part, runAlone, runMany));
  return (await Promise.all(parts)).flat();
}

/** Runs calls that look alike. None is run twice, since a script that fails may have done a part of its work. */
async function run(
  calls: readonly Call[],
  runAlone: (call: Call) => Promise<unknown>,
  runMany: (args: readonly Argument[]) => Promise<Answers>,
): Promise<PromiseSettledResult<unknown>[]> {
  if (calls.length === 1) return Promise.allSettled(calls.map(runAlone));
  try {
    const answers = await runMany(together(calls));
    return answers.map(([value = null, error]) =>
      error === undefined
        ? { status: 'fulfilled', value }
        : { status: 'rejected', reason: replyError(error) },
    );
  } catch (error) {
    if (isRedisUnavailable(error)) return calls.map(() => ({ status: 'rejected', reason: error }));
    // It was the first whose own error ended the command; the others were not begun.
    return [{ status: 'rejected', reason: error }, ...(await run(calls.slice(1), runAlone, runMany))];
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

/** One key for Redis to know the place by, a letter for each position, what all share, then what each has for itself. */
function together(calls: readonly Call[]): Argument[] {
  const [first = []] = calls;
  const isShared = first.map((value, position) => calls.every((call) => call[position] === value));
  const own = calls.flatMap((call) => call.filter((_, position) => isShared[position] !== true));
  const shared = first.filter((_, position) => isShared[position] === true);
  return [first[0], isShared.map((is) => (is ? 's' : 'o')).join(''), calls.length, ...shared, ...own];
}

/**
 * The script as a function that is called for each. The first call's error is the whole command's: so a Redis that
 * refuses to work refuses all of it before anything is done. A later one's is its own answer.
 */
function callMany(lua: string, numberOfKeys: number): string {
  return `
local function script(KEYS, ARGV)
${lua}
end
local positions, count, shared, next, answers = ARGV[1], tonumber(ARGV[2]), {}, 3, {}
for position = 1, #positions do
  if string.sub(positions, position, position) == 's' then
    shared[position] = ARGV[next]
    next = next + 1
  end
end
for call = 1, count do
  local keys, args = {}, {}
  for position = 1, #positions do
    local value = shared[position]
    if value == nil then
      value = ARGV[next]
      next = next + 1
    end
    if position <= ${numberOfKeys} then keys[position] = value else args[position - ${numberOfKeys}] = value end
  end
  if call == 1 then
    answers[call] = { script(keys, args) }
  else
    local isDone, answer = pcall(script, keys, args)
    if isDone then
      answers[call] = { answer }
    else
      answers[call] = { false, type(answer) == 'table' and answer.err or tostring(answer) }
    end
  end
end
return answers
`;
}
