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
import { SecretsMask } from '../secrets-mask.js';
import { HostKeys } from '../ssh/host-keys.js';
import { jumpHostsOf, secretsOf, sshTargetOf } from '../ssh/ssh-target.js';
import { SshLink } from '../ssh/ssh-link.js';
import { ParamikoConnectionArgs } from './paramiko-connection-args.js';
import { ParamikoDriverArgs } from './paramiko-driver-args.js';
import { ParamikoSession } from './paramiko-session.js';

const SSH_PORT = 22;
const MS_PER_SECOND = 1_000;
/** Linux takes no longer argument (MAX_ARG_STRLEN, 128 KiB), and a command is one of its shell's. */
const LONGEST_COMMAND_BYTES = 128 * 1024 - 1;

/** Runs programs on Linux hosts over SSH, and transfers files. Named as NetPulse named it, after the Python library. */
@DeviceDriver('paramiko', {
  description: 'Commands, scripts and files on Linux hosts over SSH',
  connectionArgs: ParamikoConnectionArgs,
  driverArgs: ParamikoDriverArgs,
})
export class ParamikoDriver implements Driver<ParamikoConnectionArgs, ParamikoDriverArgs> {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'legacyAlgorithms'>,
    private readonly hostKeys: HostKeys,
    @Optional() private readonly egress: DeviceEgress = DEFAULT_EGRESS,
  ) {}

  address(args: ParamikoConnectionArgs): DeviceAddress {
    return { host: args.host, port: args.port ?? SSH_PORT, deviceType: null, via: jumpHostsOf(args) };
  }

  isWork({ script_content: script, upload, download }: ParamikoDriverArgs): boolean {
    return [script, upload, download].some((part) => part !== undefined && part !== null);
  }

  checkCommands({ operation, commands }: RequestedWork): readonly string[] {
    if (operation === 'config')
      return ['must not be given: a Linux host has no configuration mode, use command or driver_args'];
    const faults = new Set(commands.flatMap(faultOf));
    return [...faults];
  }

  async open(
    args: ParamikoConnectionArgs,
    signal: AbortSignal,
    loginFrom: LoginSource = 'request',
  ): Promise<ParamikoSession> {
    const target = sshTargetOf(args, { settings: this.settings, egress: this.egress, loginFrom });
    const link = await SshLink.open(target, this.hostKeys, signal);
    const mask = new SecretsMask([args.secret, ...secretsOf(args)]);
    return new ParamikoSession(link, {
      sudoPassword: [args.secret, args.password].find((password) => isGiven(password)) ?? null,
      readTimeoutMs: args.read_timeout * MS_PER_SECOND,
      masked: (text) => mask.apply(text),
    });
  }
}

function faultOf(command: string): readonly string[] {
  if (command.includes('\0')) return ['must not contain NUL'];
  if (Buffer.byteLength(command) <= LONGEST_COMMAND_BYTES) return [];
  return [
    `must have at most ${LONGEST_COMMAND_BYTES} bytes: what is longer is for driver_args.script_content`,
  ];
}

function isGiven(text: string | null | undefined): text is string {
  return text !== undefined && text !== null && text !== '';
}
