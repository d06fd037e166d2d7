import { Inject } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { HostKeys } from '../ssh/host-keys.js';
import { sshTargetOf } from '../ssh/ssh-connection-args.js';
import type { SshTarget } from '../ssh/ssh-target.js';
import { DeviceDriver, type DeviceAddress, type Driver } from '../driver.js';
import { CliSession } from './cli-session.js';
import { Conversation, type Replies } from './conversation.js';
import { NetmikoConnectionArgs } from './netmiko-connection-args.js';
import { NetmikoDriverArgs } from './netmiko-driver-args.js';
import { findPlatform } from './platforms/platform-registry.js';
import type { Platform } from './platforms/platform.js';
import { SecretsMask } from './secrets-mask.js';
import { SshTerminal } from './ssh-terminal.js';

const SSH_PORT = 22;

/** Runs commands on the command line of network devices over SSH. Takes the arguments that netmiko takes. */
@DeviceDriver('netmiko', {
  description: 'Command line of network devices over SSH',
  connectionArgs: NetmikoConnectionArgs,
  driverArgs: NetmikoDriverArgs,
})
export class NetmikoDriver implements Driver<NetmikoConnectionArgs, NetmikoDriverArgs> {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'legacyAlgorithms'>,
    private readonly hostKeys: HostKeys,
  ) {}

  address({ host, port, device_type: deviceType }: NetmikoConnectionArgs): DeviceAddress {
    return { host, port: port ?? SSH_PORT, deviceType };
  }

  /** @param platform instead of the one that `device_type` names, for drivers that are made of this one */
  async open(
    args: NetmikoConnectionArgs,
    signal: AbortSignal,
    platform = findPlatform(args.device_type),
  ): Promise<CliSession> {
    if (!platform) throw new Error('An unknown device_type came through validation');
    const connection = await SshTerminal.open(
      this.target(args, platform),
      platform.columns,
      this.hostKeys,
      signal,
    );
    const mask = new SecretsMask([args.password, args.secret, args.passphrase, args.proxy_password]);
    const conversation = new Conversation(connection, platform, repliesOf(args), mask);
    try {
      return await CliSession.open(
        conversation,
        () => connection.close(),
        { ...optionsOf(args, platform), remoteVersion: connection.remoteVersion },
        signal,
      );
    } catch (error) {
      conversation.end();
      throw error;
    }
  }

  private target(args: NetmikoConnectionArgs, platform: Platform): SshTarget {
    const target = sshTargetOf(args, this.settings.legacyAlgorithms);
    return { ...target, username: target.username + platform.loginSuffix };
  }
}

function optionsOf(args: NetmikoConnectionArgs, platform: Platform) {
  return {
    platform,
    isPrivilegeWanted: isGiven(args.secret),
    connectTimeoutMs: args.conn_timeout * 1_000,
    readTimeoutMs: args.read_timeout * 1_000,
  };
}

/** An empty secret is netmiko's way of saying that there is none. */
function repliesOf({ secret, password }: NetmikoConnectionArgs): Replies {
  return (reply) => {
    if (reply.type === 'text') return reply.text;
    if (isGiven(secret)) return secret;
    return reply.type === 'secret-or-password' && isGiven(password) ? password : null;
  };
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
