import { DeviceError } from '../device-error.js';
import type { Exchange } from './exchange.js';
import type { Prompt } from './prompt.js';
import type { SecretsMask } from '../secrets-mask.js';
import type { TerminalScreen } from './terminal-screen.js';

/** Larger than any device's full configuration and tables: a command that never stops printing must not fill the memory. */
export const MOST_CHARACTERS = 128 * 1024 * 1024;
const SHOWN_IN_ERRORS = 200;
/** What is masked before it is shortened, so that no half of a secret stays. */
const MASKED_TAIL = 2_000;

/** Says what an exchange waited for and what came last, without secrets. */
export class ExchangeReport {
  constructor(
    private readonly screen: TerminalScreen,
    private readonly platformName: () => string,
    private readonly mask: SecretsMask,
  ) {}

  /** @param known the last prompt */
  expectation(exchange: Exchange, known: Prompt | null): string {
    const { lines, ending } = exchange;
    const prompt = known ? `the prompt "${known.text.trim()}"` : `a prompt of ${this.platformName()}`;
    const awaited = ending?.type === 'line' ? `a line that matches ${JSON.stringify(ending.source)}` : prompt;
    const typed = lines.at(-1);
    if (typed === undefined) return `${awaited} after login`;
    return `${awaited} after "${this.maskOf(exchange).apply(typed)}"`;
  }

  timeout(exchange: Exchange, known: Prompt | null): DeviceError {
    const expected = this.expectation(exchange, known);
    const seconds = exchange.timeoutMs / 1_000;
    return new DeviceError(
      'CommandTimeout',
      `Command timeout: ${expected} did not come within ${seconds} s; ${this.lastOutput(exchange)}`,
    );
  }

  tooMuchOutput(exchange: Exchange): DeviceError {
    return new DeviceError(
      'UnexpectedOutput',
      `Too much output: The device sent more than ${MOST_CHARACTERS} characters and no prompt; ${this.lastOutput(exchange)}`,
    );
  }

  tooMuchEditing(): DeviceError {
    return new DeviceError(
      'UnexpectedOutput',
      'Too much editing: The device wipes and moves far more of its line than it writes',
    );
  }

  private lastOutput(exchange: Exchange): string {
    const { lines } = this.screen;
    const text = [...lines.slice(-SHOWN_IN_ERRORS), this.screen.tail(MASKED_TAIL).text].join('\n');
    return `last came ${JSON.stringify(this.maskOf(exchange).apply(text).slice(-SHOWN_IN_ERRORS))}`;
  }

  private maskOf({ answers }: Exchange): SecretsMask {
    return answers ? this.mask.with(answers.secrets) : this.mask;
  }
}
