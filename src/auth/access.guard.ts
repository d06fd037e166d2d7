import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { setActor, type Actor } from './actor.js';
import { Authenticator } from './authenticator.js';
import { ROUTE_ACCESS, type RouteAccess } from './route-access.js';
import { expectScope } from './scope-missing.js';

/** Lets a request through when its key or token has a scope that the route names. A route that names none is closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, places);
    if (access === 'everybody') return true;
    if (access === undefined) throw undeclared();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const admit = (actor: Actor): true => {
      setActor(request, actor);
      expectScope(actor, access);
      return true;
    };
    const actor = this.authenticator.authenticate(request);
    // Mostly known at once: a request should not wait for a turn of the event loop without need.
    return actor instanceof Promise ? actor.then(admit) : admit(actor);
  }
}

/** A fault of whoever wrote the route: better closed than open by mistake. */
function undeclared(): Problem {
  return new Problem(403, 'forbidden', 'Forbidden', 'This route does not say which scope it needs.');
}
