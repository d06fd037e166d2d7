import { DeviceError } from '../device-error.js';
import { authenticationFailed } from '../ssh/ssh-errors.js';
import type { Platform } from './platforms/platform.js';

const ASKS_USERNAME = /(?:user ?name|login|user|user id|name)[\w .@-]{0,20}: ?$/i;
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

/** Answers a device that asks for user and password on its terminal, each once. Knows no socket. */
export class TelnetLogin {
  private tail = '';
  private isUsernameGiven = false;
  private isPasswordGiven = false;

  constructor(
    private readonly platform: Pick<Platform, 'modes' | 'loginQuestions'>,
    private readonly username: string,
    private readonly password: string | undefined,
  ) {}

  /** Whether a connection that ends now ends because of the login. */
  get hasAnswered(): boolean {
    return this.isPasswordGiven;
  }

  /** @throws DeviceError of type AuthenticationFailed */
  read(text: string): LoginStep {
    this.tail = (this.tail + text).slice(-TAIL_LENGTH);
    const lastLine = this.tail.slice(this.tail.search(/[^\r\n]*$/));
    if (this.hasAnswered && REFUSED.test(this.tail)) throw authenticationFailed();
    if (ASKS_PASSWORD.test(lastLine)) return this.givePassword();
    if (ASKS_USERNAME.test(lastLine)) return this.giveUsername();
    const { modes, loginQuestions } = this.platform;
    const isIn =
      modes.some(({ prompt }) => prompt.test(lastLine)) ||
      loginQuestions.some(({ pattern }) => pattern.test(lastLine));
    return isIn ? { type: 'done' } : WAIT;
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
