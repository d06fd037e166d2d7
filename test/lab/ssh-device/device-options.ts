import type { ServerConfig } from 'ssh2';
import type { DeviceWatcher } from './device-watcher.js';

export interface DeviceUser {
  readonly name: string;
  readonly password?: string;
  /** OpenSSH text of the public key that may log in. */
  readonly publicKey?: string;
}

export type LoginMethod = 'password' | 'keyboard-interactive' | 'publickey';

/** What a device prints for a command: text, or a function that makes it each time. */
export type CommandTable = Readonly<Record<string, string | (() => string)>>;

/** What a device is. All parts have a default. */
export interface SshDeviceOptions {
  /** Where it listens; any free port of 127.0.0.1 unless given. */
  readonly listen?: { readonly host: string; readonly port: number };
  readonly hostname?: string;
  readonly personality?: 'cisco_ios' | 'arista_eos';
  readonly users?: readonly DeviceUser[];
  /** Secret of `enable`; null when it asks for none. */
  readonly secret?: string | null;
  /** Whether a login lands at `#` without `enable`. */
  readonly isPrivileged?: boolean;
  /** Shown before login, by SSH. */
  readonly banner?: string;
  /** Shown after login, above the first prompt. */
  readonly motd?: string;
  readonly commands?: CommandTable;
  readonly loginMethods?: readonly LoginMethod[];
  readonly algorithms?: ServerConfig['algorithms'];
  /** Private keys (OpenSSH text) by which it shows who it is; one for all devices of the process when left out. */
  readonly hostKeys?: readonly string[];
  /** Whether it forwards connections, as a jump host does. */
  readonly allowsForwarding?: boolean;
  readonly watcher?: DeviceWatcher;
}

/** How a device behaves; a test may change any of it at any time. */
export interface DeviceBehavior {
  /** What happens to new connections: `silent` accepts TCP and says nothing, `cut` closes before login. */
  connections: 'normal' | 'silent' | 'cut';
  /** `hang` never answers a login. */
  logins: 'normal' | 'hang';
  /** Milliseconds before the output of each command, or what makes them. */
  delayMs: number | ((command: string) => number);
  /** Output is sent in pieces of so many bytes; 0 sends it whole. */
  chunkBytes: number;
  /** The command at which the device never answers again. */
  hangAt: string | null;
  /** The command in the middle of whose output the device cuts the connection. */
  cutAt: string | null;
  /** A log line that comes in the middle of every output. */
  logLine: string | null;
  /** A log line that comes right behind every prompt, without the prompt being shown again. */
  logLineBehindPrompt: string | null;
  /** Whether `terminal length` is refused, as to users without the right. */
  deniesPagingOff: boolean;
  /** Whether the pager is left standing, instead of being erased with backspaces. */
  leavesPager: boolean;
  doesEcho: boolean;
  /** A port of 127.0.0.1 to which every forwarded connection leads, whatever was asked for; null is honest. */
  forwardsTo: number | null;
}

export function normalBehavior(): DeviceBehavior {
  return {
    connections: 'normal',
    logins: 'normal',
    delayMs: 0,
    chunkBytes: 0,
    hangAt: null,
    cutAt: null,
    logLine: null,
    logLineBehindPrompt: null,
    deniesPagingOff: false,
    leavesPager: false,
    doesEcho: true,
    forwardsTo: null,
  };
}
