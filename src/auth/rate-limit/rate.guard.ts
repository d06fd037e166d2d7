import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../problems/problem.js';
import { actorOf } from '../actor.js';

/** Limits how many requests an actor may make, whatever they are for. Comes after the guard that says who it is. */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  /** draft-ietf-httpapi-ratelimit-headers-06: the form that clients know. */
  protected override headerPrefix = 'RateLimit';

  /** Open routes have no actor: whoever watches over the service is never turned away. */
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return actorOf(context.switchToHttp().getRequest<FastifyRequest>()) === undefined;
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
    const detail = `More than ${limit} requests in a minute (NETPULSE_RATE_LIMIT).`;
    throw new Problem(429, 'rate-limited', 'Too many requests', detail, { retryAfterSeconds: seconds });
  }
}
