import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { DeviceError } from '../device-error.js';
import type { LoginSource } from '../driver.js';
import { hostKeyMismatch, hostKeyRevoked, hostKeyUnknown, knownHostsUnusable } from './host-key-errors.js';
import { KnownHostsFile } from './known-hosts-file.js';
import type { HostPlace, KnownKey } from './known-hosts.js';

/** What of a host is needed to know its key. */
export interface HostIdentity extends HostPlace {
  /** `SHA256:...` of the only key to accept; undefined leaves it to the policy. */
  readonly hostKeyFingerprint: string | undefined;
  /** Whose login the host gets: one of the operator's is not sent to a host because the request pins its key. */
  readonly loginFrom: LoginSource;
  /** Whether an unknown key is refused, whatever the policy is. */
  readonly mustBeKnown?: boolean | undefined;
}

/** Judges the key that one host shows during one key exchange. */
export interface HostKeyCheck {
  /** Types of the keys known of this host, so that it is asked for one of those. */
  readonly preferredKeyTypes: readonly string[];
  /** Why the key was refused. */
  readonly fault: DeviceError | null;
  /** Resolves whether to go on; never rejects. */
  judge(key: Buffer): Promise<boolean>;
}

/**
 * Knows which SSH host keys to trust: by NETPULSE_HOST_KEYS and the known hosts file. The fingerprint that a request pins
 * narrows that; it stands instead of the file where the login is the request's own, except under the strict policy.
 */
@Injectable()
export class HostKeys {
  private readonly policy: Settings['hostKeys'];
  private readonly file: KnownHostsFile;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'hostKeys' | 'knownHosts' | 'dataDir'>) {
    this.policy = settings.hostKeys;
    this.file = new KnownHostsFile(settings.knownHosts ?? join(settings.dataDir, 'known_hosts'));
  }

  /** @throws DeviceError of type ConnectionFailed when the known hosts file cannot be read */
  async checkFor(identity: HostIdentity): Promise<HostKeyCheck> {
    const { file, policy } = this;
    if (policy === 'off' && identity.mustBeKnown !== true) return new Check(file, policy, identity, []);
    try {
      return new Check(file, policy, identity, await file.keysOf(identity));
    } catch (error) {
      throw knownHostsUnusable(error);
    }
  }
}

class Check implements HostKeyCheck {
  fault: DeviceError | null = null;

  constructor(
    private readonly file: KnownHostsFile,
    private readonly policy: Settings['hostKeys'],
    private readonly identity: HostIdentity,
    private readonly known: readonly KnownKey[],
  ) {}

  get preferredKeyTypes(): readonly string[] {
    // A pin says nothing of the key's type, but the file may know of which type the pinned key is.
    const pin = this.identity.hostKeyFingerprint;
    const isWanted = (key: KnownKey): boolean =>
      !key.isRevoked && (pin === undefined || fingerprintOf(key.blob) === pin);
    return [...new Set(this.known.filter(isWanted).map(({ type }) => type))];
  }

  async judge(key: Buffer): Promise<boolean> {
    try {
      this.fault = await this.faultOf({ type: typeOf(key), blob: key, isRevoked: false });
    } catch (error) {
      this.fault = knownHostsUnusable(error);
    }
    return this.fault === null;
  }

  private async faultOf(shown: KnownKey): Promise<DeviceError | null> {
    const { host, hostKeyFingerprint: pin } = this.identity;
    if (this.known.some(({ isRevoked, blob }) => isRevoked && blob.equals(shown.blob))) {
      return hostKeyRevoked(host, describe(shown));
    }
    if (pin !== undefined && fingerprintOf(shown.blob) !== pin) {
      return hostKeyMismatch(host, describe(shown), [pin]);
    }
    if (pin !== undefined && this.isPinEnough) return null;
    return this.policy === 'off' && !this.mustBeKnown ? null : this.judgeByFile(shown, this.known);
  }

  private get mustBeKnown(): boolean {
    return this.policy === 'strict' || this.identity.mustBeKnown === true;
  }

  private get isPinEnough(): boolean {
    return this.policy !== 'strict' && this.identity.loginFrom === 'request';
  }

  private async judgeByFile(shown: KnownKey, all: readonly KnownKey[]): Promise<DeviceError | null> {
    const { host } = this.identity;
    const trusted = all.filter(({ isRevoked }) => !isRevoked);
    if (trusted.some(({ blob }) => blob.equals(shown.blob))) return null;
    if (trusted.length > 0) return hostKeyMismatch(host, describe(shown), trusted.map(describe));
    if (this.mustBeKnown) return hostKeyUnknown(host, describe(shown));
    const earlier = await this.file.add(this.identity, shown);
    // Another connection to the same host was first.
    return earlier.length === 0 ? null : this.judgeByFile(shown, earlier);
  }
}

/** As OpenSSH shows it: base64 without padding. */
function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** RFC 4253, 6.6: the blob begins with its type as a string. */
function typeOf(blob: Buffer): string {
  const length = blob.length < 4 ? 0 : blob.readUInt32BE(0);
  return blob.toString('latin1', 4, 4 + length);
}

function describe({ type, blob }: KnownKey): string {
  return `${fingerprintOf(blob)} (${type})`;
}
