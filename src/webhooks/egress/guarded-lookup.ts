import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { EgressBlockedError, type EgressPolicy } from './egress-policy.js';

type Resolve = (
  hostname: string,
  options: { all: true; family?: LookupOptions['family'] },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type Answer = (fault: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

/**
 * A `lookup` for sockets that hands on a name's addresses only when the policy allows all of them. The socket dials what
 * this lookup answered and asks no second time, so a name that changes its address in between (rebinding) gains nothing.
 *
 * A literal address never reaches a socket's lookup: whoever opens the socket judges it before.
 */
export function guardedLookup(policy: EgressPolicy, resolve: Resolve = lookup): LookupFunction {
  const inFlight = new Map<string, Answer[]>();

  return (hostname, { family, all }, callback) => {
    const answer: Answer = (fault, addresses) => {
      const [first] = addresses;
      if (all || fault || !first) callback(fault, addresses);
      else callback(null, first.address, first.family);
    };
    // Each getaddrinfo holds one of libuv's four threads: deliveries to one slow name share a single call.
    const key = `${family ?? 0} ${hostname}`;
    const waiting = inFlight.get(key);
    if (waiting) {
      waiting.push(answer);
      return;
    }
    const answers = [answer];
    inFlight.set(key, answers);
    resolve(hostname, { all: true, family }, (error, addresses) => {
      inFlight.delete(key);
      const fault = error ?? faultOf(policy, addresses);
      for (const tell of answers) tell(fault, fault ? [] : addresses);
    });
  };
}

function faultOf(policy: EgressPolicy, addresses: readonly LookupAddress[]): EgressBlockedError | null {
  for (const { address } of addresses) {
    const verdict = policy.judge(address);
    if (!verdict.isAllowed) return new EgressBlockedError(verdict.rule);
  }
  return null;
}
