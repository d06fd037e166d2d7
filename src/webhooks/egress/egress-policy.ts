import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { DeliveryError } from '../delivery-error.js';
import {
  facesOf,
  isWithin,
  literalAddress,
  normalizeRange,
  parseAddress,
  type IPAddress,
} from './address.js';
import { alwaysRefusedRange, conditionalRange } from './address-ranges.js';

export type Verdict = { readonly isAllowed: true } | { readonly isAllowed: false; readonly rule: string };

/** A destination whose address webhooks may not reach. The delivery ends; no other attempt would fare better. */
export class EgressBlockedError extends DeliveryError {
  constructor(readonly rule: string) {
    super('egress_blocked', `The webhook's destination is refused: ${rule}`);
  }
}

type Range = readonly [IPAddress, number];

/**
 * Decides whether an outbound connection may be made to an address. It judges addresses that are really dialled, never
 * names, so DNS cannot lie to it. NETPULSE_WEBHOOK_DENY wins over everything; NETPULSE_WEBHOOK_ALLOW opens loopback and
 * reserved ranges, and never link-local, cloud metadata, multicast or unspecified ones. Private ranges are open.
 */
@Injectable()
export class EgressPolicy {
  private readonly allow: readonly Range[];
  private readonly deny: readonly Range[];
  private readonly isLoopbackOpen: boolean;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'host' | 'webhookAllow' | 'webhookDeny'>) {
    this.allow = settings.webhookAllow.map(normalizeRange);
    this.deny = settings.webhookDeny.map(normalizeRange);
    this.isLoopbackOpen = isLoopbackHost(settings.host);
  }

  /** @param address a literal as a resolver or a socket gives it */
  judge(address: string): Verdict {
    const parsed = parseAddress(address);
    if (!parsed) return { isAllowed: false, rule: 'its address cannot be read' };
    return this.judgeParsed(parsed);
  }

  /** Judges a URL's host when it is a literal address. A name is allowed here; its addresses are judged when dialled. */
  judgeHost(hostname: string): Verdict {
    const literal = literalAddress(hostname);
    return literal ? this.judgeParsed(literal) : { isAllowed: true };
  }

  private judgeParsed(address: IPAddress): Verdict {
    const written = [address, ...facesOf(address)];
    if (written.some((face) => includes(this.deny, face))) {
      return { isAllowed: false, rule: 'its address is in NETPULSE_WEBHOOK_DENY' };
    }
    for (const face of facesOf(address)) {
      const verdict = this.judgeFace(face);
      if (!verdict.isAllowed) return verdict;
    }
    return { isAllowed: true };
  }

  private judgeFace(face: IPAddress): Verdict {
    const always = alwaysRefusedRange(face);
    if (always)
      return { isAllowed: false, rule: `its address is ${always}, which is never open to webhooks` };
    const range = conditionalRange(face);
    if (!range || includes(this.allow, face)) return { isAllowed: true };
    if (range === 'loopback' && this.isLoopbackOpen) return { isAllowed: true };
    return { isAllowed: false, rule: `its address is ${range} and not in NETPULSE_WEBHOOK_ALLOW` };
  }
}

function includes(ranges: readonly Range[], address: IPAddress): boolean {
  return ranges.some((range) => isWithin(address, range));
}

function isLoopbackHost(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const address = literalAddress(host);
  return address !== undefined && conditionalRange(address) === 'loopback';
}
