import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { DeviceNetworks } from './device-networks.js';
import { SCOPES, type Scope } from '../scopes.js';

/** Who made a request, as the jobs that it made and the audit trail remember him. */
export interface ActorName {
  /** `root`, `key:<id>` or `oidc:<subject>`. */
  readonly id: string;
  /** For humans: the key's name, or what the token says of its subject. */
  readonly name: string;
}

/** Who made a request, and what he may do. */
export interface Actor extends ActorName {
  readonly scopes: ReadonlySet<Scope>;
  /** The devices that he may use and whose jobs he may see; null: all. */
  readonly networks: DeviceNetworks | null;
  /** Requests a minute that he may make, 0 without limit; left out: as the setting says. */
  readonly rateLimit?: number;
}

/** The holder of the key that the service was started with. */
export const ROOT: Actor = { id: 'root', name: 'root', scopes: new Set(SCOPES), networks: null };

/** What is remembered of an actor. */
export function nameOf({ id, name }: Actor): ActorName {
  return { id, name };
}

const ACTORS = new WeakMap<FastifyRequest, Actor>();

/** Undefined for requests to open routes, and before a request has been authenticated. */
export function actorOf(request: FastifyRequest): Actor | undefined {
  return ACTORS.get(request);
}

export function setActor(request: FastifyRequest, actor: Actor): void {
  ACTORS.set(request, actor);
}

/** Parameter decorator of a route with a scope: the {@link Actor} who asks. */
export const ByActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw new Error('A route that asks for its actor is not guarded');
  return actor;
});
