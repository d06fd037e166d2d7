import { Inject, Optional } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { DEFAULT_EGRESS, DeviceEgress } from '../device-egress.js';
import { HostKeys } from '../ssh/host-keys.js';
import { jumpHostsOf, secretsOf, sshTargetOf, sshWayOf } from '../ssh/ssh-target.js';
import { DeviceDriver, type DeviceAddress, type Driver, type LoginSource } from '../driver.js';
import { CliSession } from './cli-session.js';
import { Conversation, type Replies } from './conversation.js';
import { NetmikoConnectionArgs } from './netmiko-connection-args.js';
import { NetmikoDriverArgs } from './netmiko-driver-args.js';
import { detectPlatform } from './platform-detection.js';
import { ANY_PLATFORM, readDeviceType } from './platforms/platform-registry.js';
import type { Platform } from './platforms/platform.js';
import { platformOfRemoteVersion } from './recognition.js';
import { SecretsMask } from '../secrets-mask.js';
import { SshTerminal } from './ssh-terminal.js';
import { TelnetTerminal } from './telnet-terminal.js';

const DEFAULT_PORTS = { ssh: 22, telnet: 23 } as const;

/** Runs commands on the command line of network devices over SSH or telnet. Takes the arguments that netmiko takes. */
@DeviceDriver('netmiko', {
  description: 'Command line of network devices over SSH or telnet',
  connectionArgs: NetmikoConnectionArgs,
  driverArgs: NetmikoDriverArgs,
})
export class NetmikoDriver implements Driver<NetmikoConnectionArgs, NetmikoDriverArgs> {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'legacyAlgorithms'>,
    private readonly hostKeys: HostKeys,
    @Optional() private readonly egress: DeviceEgress = DEFAULT_EGRESS,
  ) {}

  address(args: NetmikoConnectionArgs): DeviceAddress {
    const { host, port, device_type: deviceType } = args;
    const transport = readDeviceType(deviceType)?.transport ?? 'ssh';
    return {
      host,
      port: port ?? DEFAULT_PORTS[transport],
      deviceType,
      via: jumpHostsOf(args),
      isUnprotected: transport === 'telnet',
    };
  }

  sessionArgs(args: NetmikoConnectionArgs): object {
    const { platform, transport } = readDeviceType(args.device_type) ?? {};
    return { ...args, device_type: [platform?.name, transport], port: this.address(args).port };
  }

  /** @param platform instead of the one that `device_type` names, for drivers that are made of this one */
  async open(
    args: NetmikoConnectionArgs,
    signal: AbortSignal,
    loginFrom: LoginSource = 'request',
    platform = readDeviceType(args.device_type)?.platform,
  ): Promise<CliSession> {
    if (!platform) throw new Error('An unknown device_type came through validation');
    const mask = new SecretsMask([args.secret, ...secretsOf(args)]);
    const connection = await this.connect(args, platform, mask, signal, loginFrom);
    const { remoteVersion } = connection;
    const hinted = platform === ANY_PLATFORM ? platformOfRemoteVersion(remoteVersion) : undefined;
    const conversation = new Conversation(connection, hinted ?? platform, repliesOf(args), mask);
    try {
      const options = optionsOf(args, hinted ?? platform);
      const limits = { timeoutMs: options.connectTimeoutMs, signal };
      const found =
        options.platform === ANY_PLATFORM
          ? await detectPlatform(conversation, mask, limits)
          : options.platform;
      if (found.loginSuffix !== platform.loginSuffix) {
        await connection.close();
        return await this.open(args, signal, loginFrom, found);
      }
      if (found.columns > platform.columns) connection.widen(found.columns);
      return await CliSession.open(
        conversation,
        () => connection.close(),
        { ...options, platform: found, remoteVersion },
        signal,
      );
    } catch (error) {
      conversation.end();
      throw error;
    }
  }

  private async connect(
    args: NetmikoConnectionArgs,
    platform: Platform,
    mask: SecretsMask,
    signal: AbortSignal,
    loginFrom: LoginSource,
  ): Promise<SshTerminal | TelnetTerminal> {
    if (readDeviceType(args.device_type)?.transport === 'telnet')
      return await this.openTelnet(args, platform, mask, signal, loginFrom);
    const target = sshTargetOf(args, { settings: this.settings, egress: this.egress, loginFrom });
    const login = { ...target, username: target.username + platform.loginSuffix };
    return await SshTerminal.open(login, platform.columns, this.hostKeys, signal);
  }

  private async openTelnet(
    args: NetmikoConnectionArgs,
    platform: Platform,
    mask: SecretsMask,
    signal: AbortSignal,
    loginFrom: LoginSource,
  ): Promise<TelnetTerminal> {
    const { host, username, password } = args;
    const { port } = this.address(args);
    const way = sshWayOf(args, { settings: this.settings, egress: this.egress, loginFrom });
    return await TelnetTerminal.open(
      { host, port, username, password, way },
      platform,
      this.hostKeys,
      mask,
      signal,
    );
  }
}

function optionsOf(args: NetmikoConnectionArgs, platform: Platform) {
  return {
    platform,
    isDetected: readDeviceType(args.device_type)?.platform === ANY_PLATFORM,
    isPrivilegeWanted: isGiven(args.secret),
    connectTimeoutMs: args.conn_timeout * 1_000,
    readTimeoutMs: args.read_timeout * 1_000,
    isEchoAwaited: args.global_cmd_verify,
  };
}

/** An empty secret is netmiko's way of saying that there is none. */
function repliesOf({ username, secret, password }: NetmikoConnectionArgs): Replies {
  return (reply) => {
    if (reply.type === 'text') return reply.text;
    if (reply.type === 'username') return username;
    if (reply.type === 'password') return isGiven(password) ? password : null;
    if (isGiven(secret)) return secret;
    return reply.type === 'secret-or-password' && isGiven(password) ? password : null;
  };
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
