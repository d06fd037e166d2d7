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

/** Who wants out, and what the operator's settings say of it. */
export interface AddressRules {
  /** A word for the messages: `webhooks`. */
  readonly who: string;
  /** Opens what is not refused always. */
  readonly allow: readonly Range[];
  /** Wins over everything. */
  readonly deny: readonly Range[];
  /** The names of the two settings. */
  readonly settings: { readonly allow: string; readonly deny: string };
  /** What the service itself listens on: its loopback is open while nobody else can reach the service. */
  readonly listensOn: string;
  /** Whether ranges are open that are reserved for documentation, benchmarks and the like, in which labs live. */
  readonly isReservedOpen: boolean;
}

type Range = readonly [IPAddress, number];

/**
 * Decides whether an outbound connection may be made to an address. It judges addresses that are really dialled, never
 * names, so DNS cannot lie to it. No setting opens link-local, cloud metadata, multicast or unspecified ones. Private ranges
 * are open.
 */
export class AddressPolicy {
  private readonly allow: readonly Range[];
  private readonly deny: readonly Range[];
  private readonly isLoopbackOpen: boolean;

  constructor(private readonly rules: AddressRules) {
    this.allow = rules.allow.map(normalizeRange);
    this.deny = rules.deny.map(normalizeRange);
    this.isLoopbackOpen = isLoopbackHost(rules.listensOn);
  }

  /** @param address a literal as a resolver or a socket gives it */
  judge(address: string): Verdict {
    const parsed = parseAddress(address);
    return parsed ? this.judgeParsed(parsed) : refused('its address cannot be read');
  }

  /** Judges a host when it is a literal address. A name is allowed here; its addresses are judged when dialled. */
  judgeHost(hostname: string): Verdict {
    const literal = literalAddress(hostname);
    return literal ? this.judgeParsed(literal) : { isAllowed: true };
  }

  private judgeParsed(address: IPAddress): Verdict {
    const written = [address, ...facesOf(address)];
    if (written.some((face) => includes(this.deny, face)))
      return refused(`its address is in ${this.rules.settings.deny}`);
    for (const face of facesOf(address)) {
      const verdict = this.judgeFace(face);
      if (!verdict.isAllowed) return verdict;
    }
    return { isAllowed: true };
  }

  private judgeFace(face: IPAddress): Verdict {
    const { who, isReservedOpen, settings } = this.rules;
    const always = alwaysRefusedRange(face);
    if (always) return refused(`its address is ${always}, which is never open to ${who}`);
    const range = conditionalRange(face);
    if (!range || includes(this.allow, face)) return { isAllowed: true };
    const isOpen = range === 'loopback' ? this.isLoopbackOpen : isReservedOpen;
    return isOpen ? { isAllowed: true } : refused(`its address is ${range} and not in ${settings.allow}`);
  }
}

function refused(rule: string): Verdict {
  return { isAllowed: false, rule };
}

function includes(ranges: readonly Range[], address: IPAddress): boolean {
  return ranges.some((range) => isWithin(address, range));
}

function isLoopbackHost(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const address = literalAddress(host);
  return address !== undefined && conditionalRange(address) === 'loopback';
}
