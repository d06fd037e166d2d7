/** What NetPulse types when a device asks something, instead of showing a prompt. */
export type Reply =
  | { readonly type: 'text'; readonly text: string }
  /** The `secret` of the connection. */
  | { readonly type: 'secret' }
  /** The `secret` of the connection, or its `password` where there is none (sudo asks for the user's own). */
  | { readonly type: 'secret-or-password' };

/** Something a device may ask; `pattern` is tested on the last line only. */
export interface Question {
  readonly pattern: RegExp;
  readonly reply: Reply;
}

/**
 * A state of the command line and the prompt that shows it. The pattern is tested on the last line only, and should be
 * anchored at both ends; one that is not anchored at its start also finds a prompt behind an unfinished line of output.
 *
 * Named groups: `name` is the part that stays the same over modes (hostname) and is remembered; `status` is the exit
 * status of the command before, where the prompt can be made to show it.
 */
export interface Mode {
  readonly name: string;
  readonly prompt: RegExp;
}

/** One line typed to prepare a session or to end it. Whatever the device says to it is dropped. */
export interface Step {
  readonly send: string;
  readonly questions?: readonly Question[];
}

/** How to get from one mode into the next. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly send: string;
  readonly questions?: readonly Question[];
  /** Whether the new mode is a new shell that has to be prepared like the first one. */
  readonly startsShell?: boolean;
}

/**
 * Configuration that the device reads as free text, without a prompt after each line (`banner motd ^`). It ends with the
 * line that holds the `delimiter` group of the match, or that is `ends`.
 */
export interface TextBlock {
  readonly starts: RegExp;
  readonly ends?: string;
}

/**
 * Everything that NetPulse knows of a kind of command line. A new platform is one more file with such an object, and its
 * line in {@link PLATFORMS}.
 */
export interface Platform {
  /** netmiko's `device_type`. */
  readonly name: string;
  /** Other values of `device_type` that mean the same. */
  readonly aliases: readonly string[];
  /** In the order in which a line is judged: the first that matches is the mode. */
  readonly modes: readonly Mode[];
  readonly transitions: readonly Transition[];
  /** The mode that `secret` leads to; null where there is only one. */
  readonly privilegedMode: string | null;
  /** The mode in which configuration lines are entered. */
  readonly configMode: string;
  /** What may be asked between login and the first prompt. */
  readonly loginQuestions: readonly Question[];
  /** Typed after login, and after enable: paging off, widest lines. */
  readonly opening: readonly Step[];
  /** Typed before the session is closed, to undo what `opening` changed for others. */
  readonly closing: readonly Step[];
  /** The last line while the device waits for a key to show more; a space is the answer. */
  readonly pager: RegExp | null;
  /** Starts of lines by which the device says that it did not accept a command. */
  readonly complaints: readonly RegExp[];
  /** Lines that belong to the prompt although they stand above it (Junos' `[edit]`); dropped from output. */
  readonly contextLine: RegExp | null;
  readonly textBlocks: readonly TextBlock[];
  /** What the return key sends. */
  readonly lineEnd: '\n' | '\r' | '\r\n';
  /** Width of the terminal that is asked for: the echo of a longer command would be wrapped or scrolled. */
  readonly columns: number;
  /** Added to the username at login (RouterOS takes terminal settings there). */
  readonly loginSuffix: string;
}

/** What most platforms have in common. */
export const PLATFORM_DEFAULTS = {
  aliases: [],
  loginQuestions: [],
  opening: [],
  closing: [],
  pager: /^ ?-{2,4} ?\(?[Mm]ore\)? ?-{2,4} ?$/,
  contextLine: null,
  textBlocks: [],
  lineEnd: '\n',
  columns: 511,
  loginSuffix: '',
} as const satisfies Partial<Platform>;
