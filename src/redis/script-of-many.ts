import type { ScriptSequel } from './script-sequel.js';

const NO_SEQUEL = 'return nil';

/**
 * A script as a function that is called for each of many. The first call's error is the whole command's: so a Redis that
 * refuses to work refuses all of it before anything is done. A later one's is its own answer. What a sequel cannot do is
 * left undone: it must not cost the answer.
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
local positions, count, more = ARGV[1], tonumber(ARGV[2]), {}
for position = 1, tonumber(ARGV[3]) do more[position] = ARGV[3 + position] end
local shared, next, answers, sequel = {}, 4 + #more, {}, nil
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
  local isDone, answer, said = true, nil, false
  if call == 1 then answer = script(keys, args) else isDone, answer = pcall(script, keys, args) end
  if isDone and type(answer) == 'table' then
    local canBegin, begun = true, sequel
    if not sequel then canBegin, begun = pcall(beginSequel, more) end
    sequel = canBegin and begun or nil
    if sequel then
      local isSaid, answered = pcall(sequel, answer)
      said = isSaid and answered or false
    end
  end
  if isDone then
    if answer == nil then answer = false end
    answers[call] = { answer, false, said }
  else
    answers[call] = { false, type(answer) == 'table' and answer.err or tostring(answer), false }
  end
end
return answers
`;
}
