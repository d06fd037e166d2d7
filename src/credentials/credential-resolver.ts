import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { readCredential, type Credential, type CredentialRef } from './credential.js';
import { CredentialFault, type CredentialProvider } from './credential-provider.js';
import { CredentialUnavailableError } from './credential-unavailable-error.js';

interface Reading {
  readonly credential: Promise<Credential>;
  /** Milliseconds of `performance.now()`; Infinity while the store has not answered. */
  freshUntil: number;
  timer?: NodeJS.Timeout;
}

/** Whatever a provider does, a job learns within this time whether it gets its credential. */
const DEADLINE_MS = 30_000;
const MS_PER_SECOND = 1_000;
/** More than these are not kept: the oldest go first. */
const MAX_KEPT = 1_000;

/**
 * Gets credentials from their providers at the moment of use. A credential is kept in memory for a few seconds, so that a
 * thousand jobs of one login are one question; a failure is never kept.
 */
@Injectable()
export class CredentialResolver implements OnModuleDestroy {
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly plugins: PluginRegistry,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'credentialsCacheSeconds'>,
  ) {}

  /** The names of the providers that there are, sorted. */
  get providers(): string[] {
    return this.plugins.names('credential');
  }

  /** What is wrong with a request's credential, by field; needs no store, so it says nothing of whether it is there. */
  check({ name, ref }: CredentialRef): { field: 'name' | 'ref'; message: string } | null {
    const provider = this.plugins.find<CredentialProvider>('credential', name);
    if (!provider) return { field: 'name', message: `must be one of: ${this.providers.join(', ')}` };
    const message = provider.refFault(ref);
    return message === null ? null : { field: 'ref', message };
  }

  /**
   * @param signal ends this wait; others who wait for the same credential go on
   * @throws CredentialUnavailableError when there is none or it cannot be read
   */
  async resolve(ref: CredentialRef, signal: AbortSignal): Promise<Credential> {
    const key = JSON.stringify([ref.name, ref.ref]);
    const known = this.readings.get(key);
    const reading = known && performance.now() < known.freshUntil ? known : this.start(key, ref);
    return unlessAborted(reading.credential, signal);
  }

  onModuleDestroy(): void {
    for (const { timer } of this.readings.values()) clearTimeout(timer);
    this.readings.clear();
  }

  private start(key: string, ref: CredentialRef): Reading {
    const reading: Reading = { credential: this.read(ref), freshUntil: Infinity };
    this.readings.delete(key);
    this.readings.set(key, reading);
    this.keepWithinLimit();
    const forget = (): void => {
      if (this.readings.get(key) === reading) this.readings.delete(key);
    };
    reading.credential.then(() => {
      const keptMs = this.settings.credentialsCacheSeconds * MS_PER_SECOND;
      reading.freshUntil = performance.now() + keptMs;
      // Kept no longer than used: what is not in memory cannot leak from it.
      reading.timer = setTimeout(forget, keptMs).unref();
    }, forget);
    return reading;
  }

  private keepWithinLimit(): void {
    const [oldest] = this.readings.keys();
    if (this.readings.size <= MAX_KEPT || oldest === undefined) return;
    clearTimeout(this.readings.get(oldest)?.timer);
    this.readings.delete(oldest);
  }

  private async read(ref: CredentialRef): Promise<Credential> {
    const provider = this.plugins.find<CredentialProvider>('credential', ref.name);
    if (!provider)
      throw new CredentialUnavailableError(ref, 'cannot be read: this worker has no such provider');
    const fault = provider.refFault(ref.ref);
    if (fault !== null) throw new CredentialUnavailableError(ref, fault);
    const record = await this.ask(provider, ref);
    const result = readCredential(record);
    if (!result.ok) throw new CredentialUnavailableError(ref, result.fault);
    return result.credential;
  }

  private async ask(
    provider: CredentialProvider,
    ref: CredentialRef,
  ): Promise<Readonly<Record<string, unknown>>> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    try {
      return await unlessAborted(provider.read(ref.ref, deadline), deadline);
    } catch (error) {
      if (error instanceof CredentialFault)
        throw new CredentialUnavailableError(ref, error.message, { cause: error });
      if (deadline.aborted)
        throw new CredentialUnavailableError(ref, `was not read within ${DEADLINE_MS / MS_PER_SECOND} s`);
      // What else a provider throws may quote what it read: only its name is told.
      const name = error instanceof Error ? error.name : typeof error;
      throw new CredentialUnavailableError(ref, `cannot be read (${name})`);
    }
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
