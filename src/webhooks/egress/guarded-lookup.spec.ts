import type { LookupAddress } from 'node:dns';
import { EgressBlockedError, EgressPolicy } from './egress-policy.js';
import { guardedLookup } from './guarded-lookup.js';

const policy = new EgressPolicy({ host: '0.0.0.0', webhookAllow: [], webhookDeny: [] });

/** A resolver that keeps its callbacks until the test answers. */
function aResolver() {
  const asked: { name: string; answer: (error: Error | null, addresses: LookupAddress[]) => void }[] = [];
  return {
    asked,
    resolve: (
      name: string,
      _options: object,
      answer: (error: Error | null, addresses: LookupAddress[]) => void,
    ) => {
      asked.push({ name, answer });
    },
  };
}

function ask(lookup: ReturnType<typeof guardedLookup>, name: string, all: boolean): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    lookup(name, { all }, (error, ...answer) => (error ? reject(error) : resolve(answer)));
  });
}

const GOOD: LookupAddress = { address: '93.184.216.34', family: 4 };
const OTHER: LookupAddress = { address: '2606:2800::1', family: 6 };

describe('guardedLookup', () => {
  it('hands on all addresses of a name when all are allowed', async () => {
    const lookup = guardedLookup(policy, (_name, _options, answer) => answer(null, [GOOD, OTHER]));
    expect(await ask(lookup, 'good.test', true)).toEqual([[GOOD, OTHER]]);
    expect(await ask(lookup, 'good.test', false)).toEqual([GOOD.address, GOOD.family]);
  });

  it('refuses a name whole for one bad address among good ones', async () => {
    const bad: LookupAddress = { address: '169.254.169.254', family: 4 };
    const lookup = guardedLookup(policy, (_name, _options, answer) => answer(null, [GOOD, bad, OTHER]));
    await expect(ask(lookup, 'rebinding.test', true)).rejects.toThrow(EgressBlockedError);
    await expect(ask(lookup, 'rebinding.test', false)).rejects.toThrow(EgressBlockedError);
  });

  it('hands on what the resolver complains about', async () => {
    const failure = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const lookup = guardedLookup(policy, (_name, _options, answer) => answer(failure, []));
    await expect(ask(lookup, 'none.test', true)).rejects.toBe(failure);
  });

  it('asks once for a name that many wait for, and again when it was answered', async () => {
    const { asked, resolve } = aResolver();
    const lookup = guardedLookup(policy, resolve);
    const answers = [
      ask(lookup, 'slow.test', true),
      ask(lookup, 'slow.test', true),
      ask(lookup, 'b.test', true),
    ];
    expect(asked.map(({ name }) => name)).toEqual(['slow.test', 'b.test']);

    for (const { answer } of asked) answer(null, [GOOD]);
    expect(await Promise.all(answers)).toEqual([[[GOOD]], [[GOOD]], [[GOOD]]]);
    void ask(lookup, 'slow.test', true);
    expect(asked).toHaveLength(3);
  });
});
