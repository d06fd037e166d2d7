import type { Ending, Exchange } from './exchange.js';
import { LivePatterns } from './live-patterns.js';
import type { NetmikoDriverArgs } from './netmiko-driver-args.js';
import { patternBudgetOf } from './pattern-budget.js';
import { UserAnswers } from './user-answers.js';

/** netmiko's own default. */
const LAST_READ_SECONDS = 2;

/** What `driver_args` say about the end of a command, and about the questions in it. Made once for all lines of a command. */
export function commandOptions(
  args: NetmikoDriverArgs,
): Pick<Exchange, 'answers' | 'ending' | 'isEchoAwaited'> {
  return { answers: answersOf(args), ending: endingOf(args), isEchoAwaited: args.cmd_verify };
}

/** Undefined where there are none, which costs nothing. */
export function answersOf(args: Pick<NetmikoDriverArgs, 'answers'>): UserAnswers | undefined {
  const { answers = [] } = args;
  return answers.length === 0 ? undefined : new UserAnswers(answers, patternBudgetOf(args));
}

function endingOf(args: NetmikoDriverArgs): Ending | undefined {
  const { expect_string: source, use_timing: isTimed = false, last_read: seconds = LAST_READ_SECONDS } = args;
  if (source !== undefined)
    return { type: 'line', source, pattern: new LivePatterns([source], patternBudgetOf(args)) };
  return isTimed ? { type: 'quiet', quietMs: seconds * 1_000 } : undefined;
}
