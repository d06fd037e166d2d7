import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { conflict, invalid, notFound, type FieldError } from '../../problems/problem.js';
import type { ActorName } from '../actor.js';
import { UNLIMITED_SCOPES } from '../../scopes.js';
import type { KeyRequestDto } from './key.dto.js';
import { prefixOf, type KeyRecord } from './key-record.js';
import { KeyRing } from './key-ring.js';
import { KeyStore, MOST_KEYS } from './key-store.js';

const ID_BYTES = 5;
const SECRET_BYTES = 32;

/** Makes, lists and revokes API keys. */
@Injectable()
export class KeysService {
  constructor(
    private readonly store: KeyStore,
    private readonly ring: KeyRing,
  ) {}

  /**
   * Makes a key. Nobody can find out the text of it later.
   *
   * @throws Problem 422 when it would be of no use, 409 when there are as many as there may be
   */
  async create(request: KeyRequestDto, by: ActorName): Promise<{ record: KeyRecord; key: string }> {
    const faults = faultsOf(request);
    if (faults.length > 0) throw invalid(faults);
    const id = randomBytes(ID_BYTES).toString('hex');
    const key = `${prefixOf(id)}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
    const { name, scopes, networks, rate_limit: rateLimit, expires_at: expiresAt } = request;
    const record: KeyRecord = {
      id,
      name,
      digest: createHash('sha256').update(key).digest('hex'),
      scopes,
      networks: networks ?? null,
      rateLimit: rateLimit ?? null,
      createdAt: Date.now(),
      createdBy: { id: by.id, name: by.name },
      expiresAt: expiresAt ? Date.parse(expiresAt) : null,
    };
    if (!(await this.store.add(record))) throw conflict(`There are ${MOST_KEYS} keys already; revoke some.`);
    return { record, key };
  }

  /** Every key, newest first, with when it was used last. */
  async list(): Promise<{ record: KeyRecord; lastUsedAt: number | undefined }[]> {
    const [records, uses] = await Promise.all([this.store.all(), this.store.lastUses()]);
    return records
      .sort((a, b) => b.createdAt - a.createdAt)
      .map((record) => ({ record, lastUsedAt: uses.get(record.id) }));
  }

  /** Ends a key: in this process at once, in the others within a second. @throws Problem 404 */
  async revoke(id: string): Promise<void> {
    const existed = await this.store.remove(id);
    this.ring.distrust();
    if (!existed) throw notFound('There is no such key, or it was revoked before.');
  }
}

function faultsOf({ scopes, networks, expires_at: expiresAt }: KeyRequestDto): FieldError[] {
  const faults: FieldError[] = [];
  if (expiresAt && Date.parse(expiresAt) <= Date.now())
    faults.push({ field: 'expires_at', message: 'must be in the future' });
  const unlimited = scopes.filter((scope) => UNLIMITED_SCOPES.includes(scope));
  if (networks && unlimited.length > 0)
    faults.push({
      field: 'networks',
      message: `cannot be kept with ${unlimited.join(', ')}, which see every device: leave one of them out`,
    });
  return faults;
}
