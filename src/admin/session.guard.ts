import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AdminSession } from './admin-session.js';

/** Comes before the limit of requests, which is the actor's, on routes that a session opens. Turns nobody away: the route does. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(private readonly sessions: AdminSession) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.sessions.identify(context.switchToHttp().getRequest<FastifyRequest>());
    return true;
  }
}
