import { Catch, Inject, Injectable, type ArgumentsHost } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { Problem } from '../problems/problem.js';
import { challengeWithMetadata } from './protected-resource.js';

/** Tells clients of /mcp that come without a key or token where tokens are to be had, if there is an issuer. */
@Catch()
@Injectable()
export class McpProblemFilter extends ProblemFilter {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'oidcIssuer'>) {
    super();
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const isAsking = error instanceof Problem && error.status === 401 && this.settings.oidcIssuer !== null;
    super.catch(isAsking ? withMetadata(error, host) : error, host);
  }
}

function withMetadata({ status, code, title, detail, extras }: Problem, host: ArgumentsHost): Problem {
  const request = host.switchToHttp().getRequest<FastifyRequest>();
  const challenge = challengeWithMetadata(extras.challenge ?? 'Bearer', request);
  return new Problem(status, code, title, detail, { ...extras, challenge });
}
