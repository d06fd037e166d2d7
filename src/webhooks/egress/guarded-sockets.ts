import { Inject, Injectable, Optional } from '@nestjs/common';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { TRUSTED_AUTHORITIES } from '../http/guarded-agents.js';
import { EgressBlockedError, EgressPolicy } from './egress-policy.js';
import { guardedLookup } from './guarded-lookup.js';

/** What `net.connect` and `tls.connect` take, so that they dial only where the policy allows. */
export interface GuardedSocketOptions {
  readonly lookup: LookupFunction;
  /** Certificate authorities (PEM texts) to trust; absent for Node's own. */
  readonly ca?: string[];
}

/** The way out for callers that speak another protocol than HTTP: their sockets obey the egress policy as well. */
@Injectable()
export class GuardedSockets {
  private readonly options: GuardedSocketOptions;

  constructor(
    private readonly policy: EgressPolicy,
    @Optional() @Inject(TRUSTED_AUTHORITIES) authorities: readonly string[] = [],
  ) {
    const lookup = guardedLookup(policy);
    this.options =
      authorities.length === 0 ? { lookup } : { lookup, ca: [...rootCertificates, ...authorities] };
  }

  /**
   * Options for a socket to `hostname`. Addresses of a name are judged by the lookup in them, a literal address here, as it
   * never reaches a lookup.
   *
   * @throws EgressBlockedError for a literal address that is refused
   */
  optionsFor(hostname: string): GuardedSocketOptions {
    if (isIP(hostname) === 0) return this.options;
    const verdict = this.policy.judge(hostname);
    if (!verdict.isAllowed) throw new EgressBlockedError(verdict.rule);
    return this.options;
  }
}
