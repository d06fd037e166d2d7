import { Inject } from '@nestjs/common';
import { DeviceError } from '../device-error.js';
import {
  DeviceDriver,
  driverToken,
  type DeviceAddress,
  type Driver,
  type LoginSource,
  type RequestedWork,
} from '../driver.js';
import { NetmikoConnectionArgs } from '../netmiko/netmiko-connection-args.js';
import { NetmikoDriver } from '../netmiko/netmiko.driver.js';
import { isEapiUnprotected, PyeapiConnectionArgs } from '../pyeapi/pyeapi-connection-args.js';
import { PyeapiDriver } from '../pyeapi/pyeapi.driver.js';
import { jumpHostsOf } from '../ssh/ssh-target.js';
import { CliDevice } from './cli-device.js';
import type { Getter } from './device-reader.js';
import { EapiDevice } from './eapi-device.js';
import { EOS_GETTERS } from './eos/eos-getters.js';
import { EOS_SESSION_PLATFORM } from './eos/eos-session-platform.js';
import { GETTER_NAMES, isGetterName, type GetterName } from './getters.js';
import { IOS_GETTERS } from './ios/ios-getters.js';
import { JUNOS_GETTERS } from './junos/junos-getters.js';
import { replaceProblem } from './junos/junos-replace.js';
import { NapalmConnectionArgs, platformOf, type NapalmPlatform } from './napalm-connection-args.js';
import type { NapalmDevice } from './napalm-device.js';
import { NapalmDriverArgs } from './napalm-driver-args.js';
import { NapalmSession } from './napalm-session.js';
import { NXOS_GETTERS } from './nxos/nxos-getters.js';

const GETTERS: Readonly<Record<NapalmPlatform, Readonly<Record<GetterName, Getter>>>> = {
  ios: IOS_GETTERS,
  eos: EOS_GETTERS,
  nxos: NXOS_GETTERS,
  junos: JUNOS_GETTERS,
};
const DEVICE_TYPES = {
  ios: 'cisco_ios',
  eos: 'arista_eos',
  nxos: 'cisco_nxos',
  junos: 'juniper_junos',
} as const;
const DEFAULT_PORTS = { ssh: 22, http: 80, https: 443 } as const;
const NO_JUMP = 'cannot be sent over http or https through a jump host';
/** eAPI's time-out where the request sets none: the job's own time ends it earlier. */
const DAY_SECONDS = 86_400;

/** Structured facts and merged configuration in NAPALM's shapes, over the netmiko and pyeapi drivers. */
@DeviceDriver('napalm', {
  description: "NAPALM's getters and merged configuration for ios, eos, nxos and junos",
  connectionArgs: NapalmConnectionArgs,
  driverArgs: NapalmDriverArgs,
})
export class NapalmDriver implements Driver<NapalmConnectionArgs, NapalmDriverArgs> {
  constructor(
    @Inject(driverToken('netmiko')) private readonly netmiko: NetmikoDriver,
    @Inject(driverToken('pyeapi')) private readonly pyeapi: PyeapiDriver,
  ) {}

  address(args: NapalmConnectionArgs): DeviceAddress {
    const { host, port, transport } = reached(args);
    const isUnprotected = transport !== 'ssh' && isEapiUnprotected({ ...args, transport });
    return { host, port, deviceType: DEVICE_TYPES[platformOf(args)], via: jumpHostsOf(args), isUnprotected };
  }

  sessionArgs(args: NapalmConnectionArgs): object {
    return { ...args, device_type: platformOf(args) };
  }

  checkCommands({
    operation,
    commands,
    connectionArgs,
    driverArgs,
  }: RequestedWork<NapalmConnectionArgs, NapalmDriverArgs>): readonly string[] {
    if (reached(connectionArgs).transport !== 'ssh' && platformOf(connectionArgs) !== 'eos')
      return ['cannot be sent over http or https: only eos has eAPI'];
    if (isPastJumpHost(connectionArgs)) return [NO_JUMP];
    if (operation === 'config' && driverArgs.replace)
      return replaceProblems(platformOf(connectionArgs), commands);
    if (operation === 'config' || commands.every((command) => isGetterName(command.trim()))) return [];
    return [`must be a getter, or a list of them: ${GETTER_NAMES.join(', ')}`];
  }

  async open(
    args: NapalmConnectionArgs,
    signal: AbortSignal,
    loginFrom?: LoginSource,
  ): Promise<NapalmSession> {
    const platform = platformOf(args);
    return new NapalmSession(await this.connect(args, platform, signal, loginFrom), GETTERS[platform]);
  }

  private async connect(
    args: NapalmConnectionArgs,
    platform: NapalmPlatform,
    signal: AbortSignal,
    loginFrom: LoginSource | undefined,
  ): Promise<NapalmDevice> {
    const { host, port, transport, secret } = reached(args);
    if (transport !== 'ssh') {
      if (isPastJumpHost(args)) throw new DeviceError('ConnectionFailed', `Connection failed: ${NO_JUMP}`);
      const { username, password, verify, ca, conn_timeout, read_timeout } = args;
      const timeout = read_timeout || DAY_SECONDS;
      const eapi = { host, port, transport, username, password, secret, verify, ca, conn_timeout, timeout };
      return new EapiDevice(await this.pyeapi.open(Object.assign(new PyeapiConnectionArgs(), eapi), signal));
    }
    const cli = { ...args, port, secret, device_type: DEVICE_TYPES[platform] };
    const override = platform === 'eos' ? EOS_SESSION_PLATFORM : undefined;
    return new CliDevice(
      await this.netmiko.open(Object.assign(new NetmikoConnectionArgs(), cli), signal, loginFrom, override),
      platform,
    );
  }
}

function replaceProblems(platform: NapalmPlatform, lines: readonly string[]): readonly string[] {
  if (platform === 'eos') return [];
  if (platform !== 'junos')
    return ['cannot replace the whole configuration: only that of eos and junos can be'];
  const problem = replaceProblem(lines);
  return problem === null ? [] : [problem];
}

/** To pass over a jump host silently would send the password another way than was asked for. */
function isPastJumpHost(args: NapalmConnectionArgs): boolean {
  return jumpHostsOf(args).length > 0 && reached(args).transport !== 'ssh';
}

/** Where and how, `optional_args` first. */
function reached({ host, port, transport, secret, optional_args: optional }: NapalmConnectionArgs) {
  const way = optional?.transport ?? transport ?? 'ssh';
  return {
    host,
    transport: way,
    port: optional?.port ?? port ?? DEFAULT_PORTS[way],
    secret: optional?.secret ?? secret,
  };
}
