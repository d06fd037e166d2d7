/** What NetPulse types when a device asks something, instead of showing a prompt. */
export type Reply =
  | { readonly type: 'text'; readonly text: string }
  /** That of the connection. */
  | { readonly type: 'username' | 'password' }
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
  /** Whether the name is followed by `-` and the part of the configuration: `[R1-GigabitEthernet0/0/1]`. */
  readonly hasView?: boolean;
  /** Whether it is a shell around the command line, which a session that begins in it leaves by its transition. */
  readonly isLeftAtLogin?: boolean;
  /** Where prompts are alike: what the line above the prompt must look like. */
  readonly context?: RegExp;
}

/** One line typed to prepare a session. Whatever the device says to it is dropped. */
export interface Step {
  readonly send: string;
  /** The only mode in which it is typed; any when left out. */
  readonly mode?: string;
  readonly questions?: readonly Question[];
}

/** How to get from one mode into the next. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  /** Typed first, whatever the device says to it. */
  readonly before?: string;
  readonly send: string;
  readonly questions?: readonly Question[];
  /** Where there are two ways: whether this one is for requests with a `secret`, or for those without. */
  readonly isFor?: 'secret' | 'no-secret';
  /** Whether one goes only one level up, and has to be typed until the mode is another one. */
  readonly isStepwise?: boolean;
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

/** How entered configuration takes effect, on a device that does not apply each line at once. */
export interface Commit {
  /** What is entered in this mode waits for the commit. */
  readonly mode: string;
  readonly send: string;
  /** `send` with the comment at `{comment}`; null where the device takes none. */
  readonly sendWithComment: string | null;
  readonly questions: readonly Question[];
  /** What one line of the answer must look like; null where a commit that went well is silent. */
  readonly succeeded: RegExp | null;
  /** What no line may look like, besides the platform's complaints. */
  readonly failed: readonly RegExp[];
  /**
   * Drops what was not committed, typed in the same mode; `{user}` is the user in the prompt. Null where leaving the mode
   * drops it.
   */
  readonly discard: string | null;
}

/** How configuration is kept over a restart, on a device that does not keep it by itself. */
export interface Save {
  /** The mode in which it is typed; null where any will do. */
  readonly mode: string | null;
  readonly send: string;
  readonly questions: readonly Question[];
  /** What no line of the answer may look like, besides the platform's complaints. */
  readonly failed: readonly RegExp[];
}

/** Commands that only read, by whose answers platforms are told apart. */
export type Probe =
  | 'show version'
  | 'display version'
  | 'get system status'
  | 'show system info'
  | '/system resource print'
  | 'uname -a';

/** A program of the host through which output may go (`less`, `more`). */
export interface HostPager {
  /**
   * The last line while it waits for a space. Only counts when nothing follows, as a line of output may begin like this
   * (`:` of `::/0`).
   */
  readonly waits: RegExp;
  /** The last line when all was shown, which only a `q` ends. */
  readonly ends: RegExp;
}

/** What a platform's answer to a probe looks like, and no other platform's. */
export interface Fingerprint {
  readonly probe: Probe;
  readonly pattern: RegExp;
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
  /** The mode in which configuration lines are entered; the first that can be reached, where there are several. */
  readonly configModes: readonly string[];
  /** Null where each line takes effect at once. */
  readonly commit: Commit | null;
  /** Null where configuration outlives a restart without it. */
  readonly save: Save | null;
  /** What may be asked between login and the first prompt. */
  readonly loginQuestions: readonly Question[];
  /** Typed after login, and after enable: paging off, widest lines. */
  readonly opening: readonly Step[];
  /** The last line while the device waits for a key to show more; a space is the answer. */
  readonly pager: RegExp | null;
  /** Null where the command line pages by itself, or not at all. */
  readonly hostPager: HostPager | null;
  /** Starts of lines by which the device says that it did not accept a command. */
  readonly complaints: readonly RegExp[];
  /** The same in answer to a line of configuration, where less that is no refusal is printed. */
  readonly configComplaints: readonly RegExp[];
  /**
   * Where the prompt tells exit statuses, those by which the device says that it did not run a command; in configuration
   * every one but 0 says so of a line. Null where the prompt tells none.
   */
  readonly refusalStatuses: readonly number[] | null;
  /** Lines that belong to the prompt although they stand above it (Junos' `[edit]`); dropped from output. */
  readonly contextLine: RegExp | null;
  readonly textBlocks: readonly TextBlock[];
  /** What the return key sends. */
  readonly lineEnd: '\n' | '\r' | '\r\n';
  /** Width of the terminal that is asked for: the echo of a longer command would be wrapped or scrolled. */
  readonly columns: number;
  /** Added to the username at login (RouterOS takes terminal settings there). */
  readonly loginSuffix: string;
  /** How the platform is recognized where `device_type` is `autodetect`. */
  readonly fingerprints: readonly Fingerprint[];
  /** The SSH identification of the platform's own server (RFC 4253, 4.2); null where others have the same. */
  readonly remoteVersion: RegExp | null;
}

/** What most platforms have in common. */
export const PLATFORM_DEFAULTS = {
  aliases: [],
  loginQuestions: [],
  opening: [],
  commit: null,
  save: null,
  // ` --More-- `, `---- More ----`, `<--- More --->`, `---(more 45%)---`
  pager: /^ {0,2}<?-{2,4} ?\(?[Mm]ore(?: \d{1,3}%)?\)? ?-{2,4}>? ?$/,
  hostPager: null,
  configComplaints: [],
  refusalStatuses: null,
  contextLine: null,
  textBlocks: [],
  lineEnd: '\n',
  columns: 511,
  loginSuffix: '',
  fingerprints: [],
  remoteVersion: null,
} as const satisfies Partial<Platform>;
