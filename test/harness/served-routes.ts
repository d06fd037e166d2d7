import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { RunningService } from './running-service.js';

/** A level of the tree, the path's next part, and the methods it answers: `│   └── /:id (GET, HEAD)`. */
const BRANCH = /^((?:│ {3}| {4})*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/;
const LEVEL_LENGTH = 4;

/**
 * Every route that the HTTP server has, whoever added it, as `GET /jobs/{id}`: also those that neither a controller nor the
 * OpenAPI document shows.
 */
export function servedRoutes(service: RunningService): string[] {
  const { httpAdapter } = service.get<HttpAdapterHost<FastifyAdapter>>(HttpAdapterHost);
  const tree = httpAdapter.getInstance().printRoutes({ commonPrefix: false });
  const parts: string[] = [];
  return tree
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part, methods = ''] = BRANCH.exec(line) ?? [];
      if (part === undefined) throw new Error(`Fastify draws its routes in another way: ${line}`);
      parts.splice(indent.length / LEVEL_LENGTH, Infinity, part);
      const path = parts.join('').replaceAll(/:(\w+)/g, '{$1}');
      return methods === '' ? [] : methods.split(', ').map((method) => `${method} ${path}`);
    });
}
