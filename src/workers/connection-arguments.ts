import { Injectable, type Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { CREDENTIAL_FIELDS, type CredentialRef } from '../credentials/credential.js';
import { limitFault } from '../credentials/credential-limits.js';
import { CredentialResolver } from '../credentials/credential-resolver.js';
import { CredentialUnavailableError } from '../credentials/credential-unavailable-error.js';
import type { RegisteredDriver } from '../drivers/driver-lookup.js';
import type { FieldError } from '../problems/problem.js';
import { validatePart } from '../problems/validation.js';

/** Completes a job's connection arguments by its credential, at the moment of use. */
@Injectable()
export class ConnectionArguments {
  constructor(private readonly credentials: CredentialResolver) {}

  /**
   * The arguments with what they lack of the login. A field that the request itself gave wins; the credential's fields that
   * the driver does not know are left out.
   *
   * @throws CredentialUnavailableError when it cannot be read, may not be used for this, or does not make a login with the rest
   */
  async complete(
    args: object,
    ref: CredentialRef,
    { name, instance, connectionArgs }: RegisteredDriver,
    signal: AbortSignal,
  ): Promise<object> {
    const credential = await this.credentials.resolve(ref, signal);
    const { host, via, port, isUnprotected = false } = instance.address(args);
    const use = { driver: name, hosts: [host, ...via], port, isUnprotected };
    const fault = limitFault(credential.limits, use);
    if (fault !== null) throw new CredentialUnavailableError(ref, fault);
    const known = fieldsOf(connectionArgs);
    const missing = CREDENTIAL_FIELDS.filter((field) => known.has(field) && !isGiven(args, field));
    const login = Object.fromEntries(missing.map((field) => [field, credential.fields[field]]));
    const result = validatePart(connectionArgs, { ...args, ...login }, 'connection_args');
    if (!result.ok) throw new CredentialUnavailableError(ref, `makes no login: ${sentence(result.errors)}`);
    return result.value;
  }
}

/** Every field that a DTO class has a rule for: others it would refuse. */
function fieldsOf(dto: Type<object>): ReadonlySet<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  return new Set(rules.map(({ propertyName }) => propertyName));
}

function isGiven(args: object, field: string): boolean {
  const value = (args as Readonly<Record<string, unknown>>)[field];
  return value !== undefined && value !== null;
}

/** Rules' messages name what is allowed, never what there was. */
function sentence(errors: readonly FieldError[]): string {
  return errors.map(({ field, message }) => `${field} ${message}`).join('; ');
}
