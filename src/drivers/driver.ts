import type { Type } from '@nestjs/common';
import { describePlugin, pluginToken } from '../plugins/plugin.js';

/** What one command, or one block of configuration, brought back from a device. */
export interface CommandOutput {
  /** The command as the request named it; for configuration its lines joined by newlines. */
  readonly command: string;
  /** The device's text, without echo and prompt. */
  readonly stdout: string;
  readonly stderr: string;
  /** The exit status where the device has one; otherwise 0 when the device accepted the command, 1 when it did not. */
  readonly exitStatus: number;
  /** The answer as structured data, where there is such a thing: an API's own JSON, an object or a list. */
  readonly parsed?: object | null;
}

/** Is given a device's text as it comes, in pieces of any size, before the whole answer is there; never a secret. */
export type OutputListener = (text: string) => void;

/** What a session can say of the device it is open to. */
export interface SessionFacts {
  /** The prompt that the device shows, where it has one. */
  readonly prompt: string | null;
  /** How the device's end names itself: the SSH identification (RFC 4253, 4.2), an API's version. */
  readonly remoteVersion: string | null;
  /** The platform, where the request left it to the driver to find out. */
  readonly deviceType?: string;
  /** What the device says that it can do, where it does: URIs of NETCONF's hello. */
  readonly capabilities?: readonly string[];
}

/** One thing that a job does in a session: {@link DeviceSession.steps}. */
export type SessionStep = (signal: AbortSignal, onOutput?: OutputListener) => Promise<CommandOutput>;

/** Which device a request is about, as far as NetPulse shows it and takes turns by it. */
export interface DeviceAddress {
  readonly host: string;
  readonly port: number;
  /** The platform, where the driver has such a thing. */
  readonly deviceType: string | null;
  /**
   * Hosts that a session passes before the device (jump hosts, proxies). Each could pose as the device, and each is reached
   * over the network: whatever is judged of `host`, such as the networks of a key, is judged of them, too.
   */
  readonly via: readonly string[];
  /**
   * Whether anybody on the way can read the login (telnet, HTTP), or nobody but the request says who the device is (TLS that
   * trusts whom the request names). A stored login goes there only where its owner allows that.
   */
  readonly isUnprotected?: boolean;
}

/**
 * Who gave the login: the request, or a credential of the operator's that the request named. A request may say itself which
 * host gets its own login, but must not get another's login to a host by declaring it trusted.
 */
export type LoginSource = 'request' | 'credential';

/** What a request asks of a device, once its arguments have passed their DTO classes. */
export interface RequestedWork<C extends object = object, A extends object = object> {
  readonly operation: 'command' | 'config';
  /** The commands, or the lines of configuration. */
  readonly commands: readonly string[];
  readonly connectionArgs: C;
  readonly driverArgs: A;
}

/**
 * Talks to one kind of device. A driver is a provider decorated with {@link DeviceDriver}; it keeps no state of its own:
 * sessions are kept and reused by the workers.
 *
 * `C` is the DTO class named as `connectionArgs`, `A` the one named as `driverArgs`: a driver sees validated instances.
 */
export interface Driver<C extends object = object, A extends object = object> {
  /** The device that these arguments reach. Needs no network. */
  address(args: C): DeviceAddress;
  /**
   * The arguments as all requests have them that one session can serve, such as one name of a platform for all its names. What
   * changes the login, the way or the session itself must stay in them. Without it they are taken as they are.
   */
  sessionArgs?(args: C): object;
  /**
   * What is wrong with the commands or the configuration, for drivers that know before they ask the device: one message a
   * fault, in the way of `must be ...`, without anything that may be secret. The request is then refused. Needs no network.
   */
  checkCommands?(work: RequestedWork<C, A>): readonly string[];
  /** Whether these arguments are work by themselves (a script, a file), so that a request needs no command. */
  isWork?(args: A): boolean;
  /**
   * Connects, logs in and prepares a session, ready for its first command.
   *
   * @param loginFrom left out: the request
   * @throws DeviceError saying why there is no session
   */
  open(args: C, signal: AbortSignal, loginFrom?: LoginSource): Promise<DeviceSession<A>>;
}

/** An open, logged-in session. One job at a time uses it. */
export interface DeviceSession<A extends object = object> {
  /** False once the session is closed or in a state nobody knows (time-out, abort): it must not be used again. */
  readonly isUsable: boolean;
  /** Told by `POST /device/test`. */
  readonly facts?: SessionFacts;
  /**
   * Asks the device for a sign of life, before a job reuses an idle session. Resolves false instead of throwing.
   */
  isAlive(signal: AbortSignal): Promise<boolean>;
  /**
   * Runs one command.
   *
   * @throws CommandRejectedError with the output when the device did not accept it
   * @throws DeviceError when the session failed
   */
  run(command: string, args: A, signal: AbortSignal, onOutput?: OutputListener): Promise<CommandOutput>;
  /** What a job does with its commands and arguments, for drivers that do more than to run each command; else that is it. */
  steps?(commands: readonly string[], args: A): readonly SessionStep[];
  /**
   * Enters the lines in configuration mode and leaves it again, also after a failure.
   *
   * @throws CommandRejectedError with the output so far when the device did not accept a line; no later line is sent
   * @throws DeviceError when the session failed
   */
  configure(
    lines: readonly string[],
    args: A,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput>;
  /** Ends the session. Never throws; safe to call twice. */
  close(): Promise<void>;
}

/** The injection token of a driver. */
export const driverToken = (name: string): string => pluginToken('driver', name);

/** Class decorator of a driver: its name in requests, and the DTOs that judge `connection_args` and `driver_args`. */
export function DeviceDriver(
  name: string,
  about: { description: string; connectionArgs: Type<object>; driverArgs: Type<object> },
): ClassDecorator {
  return describePlugin({
    kind: 'driver',
    name,
    description: about.description,
    parts: { connection_args: about.connectionArgs, driver_args: about.driverArgs },
  });
}
