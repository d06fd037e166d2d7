import { Inject, Optional } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { DEFAULT_EGRESS, DeviceEgress } from '../device-egress.js';
import {
  DeviceDriver,
  type DeviceAddress,
  type Driver,
  type LoginSource,
  type RequestedWork,
} from '../driver.js';
import { HostKeys } from '../ssh/host-keys.js';
import { jumpHostsOf, sshTargetOf } from '../ssh/ssh-target.js';
import { aborted } from '../ssh/ssh-errors.js';
import { SshLink } from '../ssh/ssh-link.js';
import { configFault } from './config-element.js';
import { NetconfClient } from './netconf-client.js';
import { NetconfSyntaxError, parseCommand } from './netconf-command.js';
import { NetconfConnectionArgs } from './netconf-connection-args.js';
import { NetconfDriverArgs } from './netconf-driver-args.js';
import { NetconfSession } from './netconf-session.js';
import { SshSubsystem } from './ssh-subsystem.js';

const MS_PER_SECOND = 1_000;

/** Reads and changes the configuration of devices by NETCONF over SSH (RFC 6241, RFC 6242). */
@DeviceDriver('netconf', {
  description: 'NETCONF over SSH: read, edit, validate and commit configuration',
  connectionArgs: NetconfConnectionArgs,
  driverArgs: NetconfDriverArgs,
})
export class NetconfDriver implements Driver<NetconfConnectionArgs, NetconfDriverArgs> {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'legacyAlgorithms'>,
    private readonly hostKeys: HostKeys,
    @Optional() private readonly egress: DeviceEgress = DEFAULT_EGRESS,
  ) {}

  address(args: NetconfConnectionArgs): DeviceAddress {
    return { host: args.host, port: args.port, deviceType: null, via: jumpHostsOf(args) };
  }

  checkCommands({
    operation,
    commands,
    driverArgs,
  }: RequestedWork<NetconfConnectionArgs, NetconfDriverArgs>): readonly string[] {
    if (operation === 'command') return commands.flatMap((command) => commandFaults(command, driverArgs));
    const fault = configFault(commands.join('\n'));
    return fault === undefined ? [] : [fault];
  }

  async open(
    args: NetconfConnectionArgs,
    signal: AbortSignal,
    loginFrom: LoginSource = 'request',
  ): Promise<NetconfSession> {
    const timeoutMs = args.conn_timeout * MS_PER_SECOND;
    const target = sshTargetOf(args, { settings: this.settings, egress: this.egress, loginFrom });
    const link = await SshLink.open(target, this.hostKeys, signal);
    const onAbort = (): void => link.destroy();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const transport = await SshSubsystem.open(link, timeoutMs);
      const client = await NetconfClient.open(transport, timeoutMs, signal);
      return new NetconfSession(client, link.remoteVersion);
    } catch (error) {
      link.destroy();
      throw signal.aborted ? aborted() : error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }
}

function commandFaults(command: string, args: NetconfDriverArgs): string[] {
  try {
    parseCommand(command, args);
    return [];
  } catch (error) {
    if (error instanceof NetconfSyntaxError) return [error.message];
    throw error;
  }
}
