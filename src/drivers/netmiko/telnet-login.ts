import { DeviceError } from '../device-error.js';
import { authenticationFailed } from '../ssh/ssh-errors.js';
import type { Platform } from './platforms/platform.js';

const ASKS_USERNAME = /(?:user ?name|login|user|user id|name)[\w .@-]{0,20}: ?$/i;
/** `Last login: Tue Nov 24 ...`, of which the rest is still to come. */
const TELLS_LAST_LOGIN = /\blast (?:\w+ )?login: ?$/i;
const ASKS_PASSWORD = /pass(?:word|code|phrase)[\w .@'-]{0,40}: ?$/i;
const REFUSED =
  /^\W*(?:login (?:invalid|incorrect|failed|failure)|(?:authentication|authorization|access) (?:failed|failure|denied|error)|bad (?:password|secret)s?|(?:username|user name|password).{0,30} (?:incorrect|invalid|wrong|error))/im;
/** Prompts are shorter, and a longer text is no login. */
const TAIL_LENGTH = 2_048;

/** What to do next. */
export type LoginStep =
  | { readonly type: 'wait' }
  | { readonly type: 'send'; readonly text: string }
  | { readonly type: 'done' };

const WAIT: LoginStep = { type: 'wait' };
const DONE: LoginStep = { type: 'done' };

/**
 * Answers a device that asks for user and password on its terminal, each once. Knows no socket.
 *
 * Half a line may read like a question (`Contact name: ` of `Contact name: NOC`), so the last line is only judged in a
 * silence.
 */
export class TelnetLogin {
  private tail = '';
  private isUsernameGiven = false;
  private isPasswordGiven = false;

  constructor(
    private readonly platform: Pick<Platform, 'name' | 'modes' | 'loginQuestions'>,
    private readonly username: string,
    private readonly password: string | undefined,
  ) {}

  /** Whether a connection that ends now ends because of the login. */
  get hasAnswered(): boolean {
    return this.isPasswordGiven;
  }

  /** What is waited for. */
  get expectation(): string {
    const prompt = `a prompt of ${this.platform.name}`;
    if (this.isPasswordGiven) return `${prompt} after the password`;
    return this.isUsernameGiven
      ? `a question for the password, or ${prompt}, after the username`
      : `a question for username or password, or ${prompt},`;
  }

  /**
   * Takes what came. With the password given, a prompt is enough: what follows is read like any greeting.
   *
   * @throws DeviceError of type AuthenticationFailed
   */
  read(text: string): LoginStep {
    this.tail = (this.tail + text).slice(-TAIL_LENGTH);
    if (this.hasAnswered && REFUSED.test(this.tail)) throw authenticationFailed();
    return this.hasAnswered && this.isIn ? DONE : WAIT;
  }

  /**
   * Judges the last line when nothing came for a moment.
   *
   * @throws DeviceError of type AuthenticationFailed
   */
  settle(): LoginStep {
    const { lastLine } = this;
    if (ASKS_PASSWORD.test(lastLine)) return this.givePassword();
    if (ASKS_USERNAME.test(lastLine) && !TELLS_LAST_LOGIN.test(lastLine)) return this.giveUsername();
    return this.isIn ? DONE : WAIT;
  }

  private get lastLine(): string {
    return this.tail.slice(this.tail.search(/[^\r\n]*$/));
  }

  private get isIn(): boolean {
    const { lastLine } = this;
    const { modes, loginQuestions } = this.platform;
    return (
      modes.some(({ prompt }) => prompt.test(lastLine)) ||
      loginQuestions.some(({ pattern }) => pattern.test(lastLine))
    );
  }

  private giveUsername(): LoginStep {
    if (this.isUsernameGiven || this.isPasswordGiven) throw authenticationFailed();
    this.isUsernameGiven = true;
    return this.give(this.username);
  }

  private givePassword(): LoginStep {
    if (this.isPasswordGiven) throw authenticationFailed();
    if (this.password === undefined) {
      throw new DeviceError(
        'AuthenticationFailed',
        'Authentication failed: The device asks for a password, and the request has none',
      );
    }
    this.isPasswordGiven = true;
    return this.give(this.password);
  }

  private give(text: string): LoginStep {
    this.tail = '';
    return { type: 'send', text };
  }
}
