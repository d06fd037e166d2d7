import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { Problem } from '../../problems/problem.js';
import { actorOf } from '../actor.js';

/** Whoever has no limit waits for nothing. */
const LET_IN = Promise.resolve(true);

/** Limits how many requests an actor may make, whatever they are for. Comes after the guard that says who it is. */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  /** draft-ietf-httpapi-ratelimit-headers-06: the form that clients know. */
  protected override headerPrefix = 'RateLimit';

  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'rateLimit'>,
  ) {
    super(options, storage, reflector);
  }

  override canActivate(context: ExecutionContext): Promise<boolean> {
    return limitOf(context, this.settings.rateLimit) === 0 ? LET_IN : super.canActivate(context);
  }

  protected override async getTracker(request: Record<string, unknown>): Promise<string> {
    return actorOf(request as unknown as FastifyRequest)?.id ?? '';
  }

  /** Not by route: one limit for all. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override async throwThrottlingException(
    context: ExecutionContext,
    { limit, timeToBlockExpire: seconds }: ThrottlerLimitDetail,
  ): Promise<void> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.headers({ 'RateLimit-Limit': limit, 'RateLimit-Remaining': 0, 'RateLimit-Reset': seconds });
    throw rateLimited(limit, seconds);
  }
}

export function rateLimited(limit: number, retryAfterSeconds: number): Problem {
  const detail = `More than ${limit} requests in a minute.`;
  return new Problem(429, 'rate-limited', 'Too many requests', detail, { retryAfterSeconds });
}

/**
 * Requests a minute that whoever asks may make: as his key says, or else the setting; 0 without limit. Open routes have no actor:
 * whoever watches over the service is never turned away.
 */
export function limitOf(context: ExecutionContext, byDefault: number): number {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  return actor ? (actor.rateLimit ?? byDefault) : 0;
}
