import {
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { unauthorized } from '../problems/problem.js';
import { ApiKey } from './api-key.js';

const OPEN = 'netpulse:open';

/** Opens a controller or route to callers without a key. */
export const OpenToAll = (): CustomDecorator => SetMetadata(OPEN, true);

/** Lets a request through when it carries the API key: `X-API-KEY: <key>` or `Authorization: Bearer <key>`. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly apiKey: ApiKey,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean>(OPEN, [context.getHandler(), context.getClass()]))
      return true;
    const candidate = keyOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (candidate === undefined || !this.apiKey.matches(candidate)) throw unauthorized();
    return true;
  }
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const header = headers['x-api-key'];
  if (typeof header === 'string') return header;
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
