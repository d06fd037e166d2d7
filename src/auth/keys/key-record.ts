import type { Actor, ActorName } from '../actor.js';
import { DeviceNetworks } from '../device-networks.js';
import { scopeSet, type Scope } from '../../scopes.js';

/** How a made key reads: `np_`, its id, and 256 random bits in base64url. */
export const KEY_FORM = /^np_[0-9a-f]{10}_[\w-]{43}$/;

/** An API key as it is stored: everything but the key. Times are milliseconds since the epoch. */
export interface KeyRecord {
  readonly id: string;
  readonly name: string;
  /**
   * SHA-256 of the key, hex. A slow password hash would protect keys that can be guessed; 256 random bits cannot, and every
   * request would pay for it.
   */
  readonly digest: string;
  readonly scopes: readonly Scope[];
  /** Null: every device. */
  readonly networks: readonly string[] | null;
  /** Requests a minute; null or missing (an earlier version stored it): as NETPULSE_RATE_LIMIT says. 0: no limit. */
  readonly rateLimit?: number | null;
  readonly createdAt: number;
  readonly createdBy: ActorName;
  readonly expiresAt: number | null;
}

/** What a person recognises a key by; the key's own beginning. */
export function prefixOf(id: string): string {
  return `np_${id}`;
}

export function isExpired({ expiresAt }: KeyRecord, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

export function toActor({ id, name, scopes, networks, rateLimit }: KeyRecord): Actor {
  return {
    id: `key:${id}`,
    name,
    scopes: scopeSet(scopes),
    // What cannot be read any more lets nothing in.
    networks: networks && (DeviceNetworks.read(networks) ?? DeviceNetworks.NONE),
    ...(typeof rateLimit === 'number' ? { rateLimit } : {}),
  };
}
