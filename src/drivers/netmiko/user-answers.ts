import { LivePatterns } from './live-patterns.js';
import type { PatternBudget } from './pattern-budget.js';

/** What a request answers when a command asks something. */
export interface UserAnswer {
  /** Regular expression for the line on which the device asks. */
  readonly expect: string;
  /** Typed with a return behind it; one newline at its end is netmiko's way of writing that return. */
  readonly answer: string;
}

/** Shorter answers (`yes`) are no secrets, and hiding them would hide half of an error's text. */
const SHORTEST_SECRET = 4;

/** The `answers` of a request. To each command each of them is given once, in whatever order the device asks. */
export class UserAnswers {
  private readonly patterns: LivePatterns;
  private readonly given = new Set<number>();

  constructor(
    private readonly answers: readonly UserAnswer[],
    budget: PatternBudget,
  ) {
    const sources = answers.map(({ expect }) => expect);
    this.patterns = new LivePatterns(sources, budget);
  }

  /** The next command may be given all of them again. */
  startAgain(): void {
    this.given.clear();
  }

  /**
   * What to type when this is the last line; null where nothing is to be answered.
   *
   * @throws SlowPatternError
   */
  take(line: string): string | null {
    const index = this.patterns.find([line], this.given);
    const found = this.answers[index];
    if (!found) return null;
    this.given.add(index);
    return withoutReturn(found.answer);
  }

  /** What no error may show. */
  get secrets(): readonly string[] {
    return this.answers
      .map(({ answer }) => withoutReturn(answer))
      .filter(({ length }) => length >= SHORTEST_SECRET);
  }
}

function withoutReturn(answer: string): string {
  return answer.replace(/\r?\n$/, '');
}
