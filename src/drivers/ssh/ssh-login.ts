import type { AuthenticationType, Prompt as LoginPrompt } from 'ssh2';

/** What a login can be made with. */
export interface Credentials {
  readonly username: string;
  readonly password: string | undefined;
  /** PEM text. */
  readonly privateKey: string | undefined;
  readonly passphrase: string | undefined;
}

/**
 * Chooses the next way to log in (RFC 4252, 5): key, then password, then keyboard-interactive.
 *
 * A password that was refused is not tried again by keyboard-interactive where the device offers both: it would count
 * as a second failed login, and accounts get locked by those.
 */
export class LoginMethods {
  private readonly tried = new Set<AuthenticationType>();
  private readonly usable: readonly AuthenticationType[];

  constructor({ privateKey, password }: Credentials) {
    this.usable = [
      ...(privateKey === undefined ? [] : (['publickey'] as const)),
      ...(password === undefined ? [] : (['password', 'keyboard-interactive'] as const)),
      // An account may need neither.
      ...(privateKey === undefined && password === undefined ? (['none'] as const) : []),
    ];
  }

  /** @param offered what the device still accepts; null before it was asked. Returns false when nothing is left. */
  next(offered: readonly AuthenticationType[] | null, isPartialSuccess: boolean): AuthenticationType | false {
    const method = this.usable.find((candidate) => this.isWorthTrying(candidate, offered, isPartialSuccess));
    if (method === undefined) return false;
    this.tried.add(method);
    return method;
  }

  private isWorthTrying(
    method: AuthenticationType,
    offered: readonly AuthenticationType[] | null,
    isPartialSuccess: boolean,
  ): boolean {
    if (this.tried.has(method)) return false;
    if (offered === null) return true;
    if (!offered.includes(method)) return false;
    const wasRefused = this.tried.has('password') && offered.includes('password') && !isPartialSuccess;
    return method !== 'keyboard-interactive' || !wasRefused;
  }
}

/** PAN-OS: `Do you accept and acknowledge the statement above ? (yes/no) : `. */
const ASKS_CONSENT = /\b(?:accept|acknowledge)\b/i;
const ASKS_PASSWORD = /pass(?:word|code|phrase)/i;

/**
 * Answers what a device asks by keyboard-interactive (RFC 4256). The password is given once: a device that asks for it
 * again has refused it.
 */
export class KeyboardAnswers {
  private isPasswordGiven = false;

  constructor(private readonly credentials: Credentials) {}

  /** The answers; null when there is none to give. */
  answer(prompts: readonly LoginPrompt[]): string[] | null {
    const answers: string[] = [];
    for (const { prompt, echo } of prompts) {
      if (ASKS_CONSENT.test(prompt) && !ASKS_PASSWORD.test(prompt)) {
        answers.push('yes');
        continue;
      }
      if (echo === true && /user|login/i.test(prompt)) {
        answers.push(this.credentials.username);
        continue;
      }
      if (this.isPasswordGiven || this.credentials.password === undefined) return null;
      this.isPasswordGiven = true;
      answers.push(this.credentials.password);
    }
    return answers;
  }
}
