import type { ScriptSequel } from './script-sequel.js';

const NO_SEQUEL = 'return nil';
const FAIL_ALL = `if failure then
  for call = 1, count do answers[call] = { false, messageOf(failure), false } end
end`;

/**
 * A script as a function that is called for each of many. The first call's error is the whole command's: so a Redis that
 * refuses to work refuses all of it before anything is done. A later one's is its own answer. What a sequel cannot do is
 * left undone: it must not cost the answer. One that is needed makes its error the answer of every call. Bull's scripts leave
 * their KEYS and ARGV as they are, so that all calls share the tables.
 * ARGV a letter for each of the script's keys and arguments (s: the same for all calls, o: each has its own), count of
 * calls, count of the sequel's arguments, these, the arguments that are the same, then those of each call.
 * Answers for each call: its answer, its error or false, what the sequel said or false.
 */
export function callMany(lua: string, numberOfKeys: number, sequel: ScriptSequel | undefined): string {
  return `
local function script(KEYS, ARGV)
${lua}
end
local function beginSequel(ARGV)
${sequel?.lua ?? NO_SEQUEL}
end
local function messageOf(failure)
  return type(failure) == 'table' and failure.err or tostring(failure)
end
local positions, count, more = ARGV[1], tonumber(ARGV[2]), {}
for position = 1, tonumber(ARGV[3]) do more[position] = ARGV[3 + position] end
local next, answers, keys, args, own = 4 + #more, {}, {}, {}, {}
local function set(position, value)
  if position <= ${numberOfKeys} then keys[position] = value else args[position - ${numberOfKeys}] = value end
end
for position = 1, #positions do
  if string.sub(positions, position, position) == 's' then
    set(position, ARGV[next])
    next = next + 1
  else
    own[#own + 1] = position
  end
end
local sequel, finish, failure
local function follow(answer, call, args)
  if sequel == nil then
    local isBegun, first, last = pcall(beginSequel, more)
    if not isBegun then failure = failure or first end
    sequel, finish = isBegun and first or false, isBegun and last
  end
  if not sequel then return false end
  local isSaid, said = pcall(sequel, answer, call, args)
  if not isSaid then failure = failure or said end
  return isSaid and said or false
end
for call = 1, count do
  for i = 1, #own do
    set(own[i], ARGV[next])
    next = next + 1
  end
  local isDone, answer = true, nil
  if call == 1 then answer = script(keys, args) else isDone, answer = pcall(script, keys, args) end
  if not isDone then
    answers[call] = { false, messageOf(answer), false }
  else
    local said = follow(answer, call, args)
    if answer == nil then answer = false end
    answers[call] = { answer, false, said }
  end
end
if finish then
  local isFinished, fault = pcall(finish)
  if not isFinished then failure = failure or fault end
end
${sequel?.isNeeded ? FAIL_ALL : ''}
return answers
`;
}
