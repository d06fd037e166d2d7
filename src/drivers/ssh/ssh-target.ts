import type { Settings } from '../../config/settings.js';
import type { DeviceEgress } from '../device-egress.js';
import type { LoginSource } from '../driver.js';
import type { SshConnectionArgs } from './ssh-connection-args.js';
import type { Credentials } from './ssh-login.js';

/** A host to log in to by SSH. */
export interface SshHop extends Credentials {
  readonly host: string;
  readonly port: number;
  /** `SHA256:...` of the only host key to accept; undefined leaves it to the host key policy. */
  readonly hostKeyFingerprint: string | undefined;
  /** Whether a host key that is not known is refused, whatever the host key policy is. */
  readonly mustBeKnown?: boolean | undefined;
}

/** What holds for every SSH connection on the way to a device. */
export interface SshWay {
  /** The hosts through which the device is reached, the first one first; none when it is reached directly. */
  readonly jumps: readonly SshHop[];
  /** TCP, key exchange and login, on the jump hosts and on the device together. */
  readonly connectTimeoutMs: number;
  readonly withLegacyAlgorithms: boolean;
  readonly loginFrom: LoginSource;
  /** Judges the first host that is dialled. */
  readonly egress: DeviceEgress;
  /** Milliseconds between signs of life on an idle connection; 0 for none. */
  readonly keepaliveMs: number;
}

/** How a device is reached by SSH. */
export interface SshTarget extends SshHop, SshWay {}

const SSH_PORT = 22;
const MS_PER_SECOND = 1_000;

/** What a driver knows besides a request's arguments. */
export interface SshContext extends Pick<SshWay, 'loginFrom' | 'egress'> {
  readonly settings: Pick<Settings, 'legacyAlgorithms'>;
}

/** How these arguments reach a device. */
export function sshTargetOf(args: SshConnectionArgs, context: SshContext): SshTarget {
  return { ...hopOf(args), ...sshWayOf(args, context) };
}

/** The way to a device, also to one that itself does not speak SSH. */
export function sshWayOf(args: SshConnectionArgs, { settings, loginFrom, egress }: SshContext): SshWay {
  return {
    jumps: jumpsOf(args),
    connectTimeoutMs: args.conn_timeout * MS_PER_SECOND,
    withLegacyAlgorithms: args.legacy_algorithms ?? settings.legacyAlgorithms,
    loginFrom,
    egress,
    keepaliveMs: args.keepalive * MS_PER_SECOND,
  };
}

/** The jump hosts' names, in the order in which they are passed. */
export function jumpHostsOf(args: Pick<SshConnectionArgs, 'proxy_host' | 'jump_hosts'>): readonly string[] {
  return typeof args.proxy_host === 'string'
    ? [args.proxy_host]
    : (args.jump_hosts ?? []).map(({ host }) => host);
}

/** Everything in the arguments that must not be shown. */
export function secretsOf(args: SshConnectionArgs): (string | undefined)[] {
  const hops = [hopOf(args), ...jumpsOf(args)];
  return hops.flatMap(({ password, passphrase }) => [password, passphrase]);
}

function jumpsOf(args: SshConnectionArgs): SshHop[] {
  if (typeof args.proxy_host !== 'string') {
    return (args.jump_hosts ?? []).map((jump) =>
      hopOf({ ...jump, username: jump.username ?? args.username, ssh_strict: args.ssh_strict }),
    );
  }
  return [
    {
      host: args.proxy_host,
      port: args.proxy_port ?? SSH_PORT,
      username: args.proxy_username ?? args.username,
      password: args.proxy_password,
      privateKey: args.proxy_pkey,
      passphrase: args.proxy_passphrase,
      hostKeyFingerprint: args.proxy_host_key_fingerprint,
      mustBeKnown: args.ssh_strict,
    },
  ];
}

type HopArgs = Pick<
  SshConnectionArgs,
  'host' | 'port' | 'username' | 'password' | 'pkey' | 'passphrase' | 'host_key_fingerprint' | 'ssh_strict'
>;

function hopOf(args: HopArgs): SshHop {
  return {
    host: args.host,
    port: args.port ?? SSH_PORT,
    username: args.username,
    password: args.password,
    privateKey: args.pkey,
    passphrase: args.passphrase,
    hostKeyFingerprint: args.host_key_fingerprint,
    mustBeKnown: args.ssh_strict,
  };
}
