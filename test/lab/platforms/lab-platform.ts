/** A question in place of a prompt; `otherwise` answers every line that `answers` does not name. */
export interface LabQuestion {
  readonly text: string;
  readonly isHidden?: boolean;
  readonly answers: Readonly<Record<string, Reaction>>;
  readonly otherwise: Reaction;
}

/** What a device does on a line, in this order. */
export interface Reaction {
  readonly print?: string;
  readonly does?: 'commit' | 'discard' | 'clear' | 'save' | 'enter' | 'paging-off';
  readonly asks?: LabQuestion;
  /** The mode whose prompt comes next; the same when left out. */
  readonly to?: string;
}

/** A command: the first one that fits the mode and the line counts. */
export interface LabCommand extends Reaction {
  readonly line: string | RegExp;
  /** Modes in which it is known; all when left out. */
  readonly in?: readonly string[];
  /** Only when there is something that was not committed. */
  readonly ifDirty?: boolean;
  /** What it does in place of the rest, where the configuration makes a difference. */
  readonly reacts?: (held: HeldConfiguration) => Reaction | undefined;
}

/** What a device has of configuration while a line is entered. */
export interface HeldConfiguration {
  readonly running: readonly string[];
  readonly candidate: readonly string[];
  /** Whether the candidate began empty, and not as a copy of what runs. */
  readonly isCleared: boolean;
}

/** What a test does on the platform. */
export interface LabScript {
  /** A command in the mode in which a session is at home, and what it prints. */
  readonly command: string;
  readonly output: string;
  readonly lines: readonly string[];
  /** Refused in configuration mode; null where nothing is refused. */
  readonly badLine: string | null;
  /** The line by which `badLine` is refused. */
  readonly complaint: string;
}

/** How a device of one kind looks on a terminal: the lab's own data, not NetPulse's. */
export interface LabPlatform {
  readonly label: string;
  readonly deviceType: string;
  readonly greeting: string;
  /** Asked after login, before the first prompt. */
  readonly loginQuestion?: LabQuestion;
  /** Prompts by mode; the lines above the last one stand above the prompt. */
  readonly modes: Readonly<Record<string, string>>;
  readonly firstMode: string;
  readonly commands: readonly LabCommand[];
  /** Modes in which every line but the bad one is configuration. */
  readonly configModes: readonly string[];
  /** Configuration lines that open another mode. */
  readonly submodes: readonly (readonly [RegExp, string])[];
  /** What the device says to a line that begins free text (`banner motd #`), and shows on each line of it. */
  readonly freeText?: { readonly says: string; readonly prompt: string };
  /** Printed for a line that the device does not know; null where it takes all. */
  readonly refusal: string | null;
  /** Whether lines wait for a commit. */
  readonly hasCandidate: boolean;
  /** Empty where there is none. */
  readonly pager: string;
  readonly pagerErased: string;
  /** Printed above the output of each command (XR's time). */
  readonly stamp: string;
  /** Printed below it (the blank line of SR OS). */
  readonly tail: string;
  readonly isSecretNeeded: boolean;
  /** What tells what the device is. */
  readonly version?: { readonly command: string; readonly output: string };
  readonly script: LabScript;
}

/** Of the account `admin`. */
export const LAB_PASSWORD = 'pwd123';
export const LAB_SECRET = 'en4ble-s3cret';

/** Lines as devices print them: enough for three pages, with letters of two and four bytes. */
export function table(lines: number, line: (index: number) => string): string {
  return Array.from({ length: lines }, (_, index) => line(index)).join('\n');
}

const backspaces = '\b'.repeat(9);

export const LAB_DEFAULTS = {
  greeting: '',
  submodes: [],
  hasCandidate: false,
  pager: ' --More-- ',
  pagerErased: `${backspaces}        ${backspaces}`,
  stamp: '',
  tail: '',
  isSecretNeeded: false,
} as const satisfies Partial<LabPlatform>;
