import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ActorName } from '../auth/actor.js';

/** A job as the audit trail looks at it. */
export interface NotedJob {
  readonly id: string;
  readonly data: {
    readonly driver: string;
    readonly device: { readonly host: string };
    readonly operation: string;
    readonly commands: readonly string[];
    readonly batchId?: string;
    readonly by?: ActorName;
  };
}

/** A job that has ended, as the audit trail looks at it. */
export interface NotedEnd extends NotedJob {
  /** Who ran it; null when nobody has. */
  readonly worker: string | null;
  readonly outcome: { readonly status: string; readonly error: { readonly type: string } | null } | null;
}

/** What a route knows of a request beyond what HTTP shows: kept until the answer is out and the request is recorded. */
export class AuditNote {
  /** The jobs that the request made or touched. */
  jobs: readonly NotedJob[] = [];
  /** Hosts that the request named, where it has made no jobs for them. */
  hosts: readonly string[] = [];
  /** Hosts that it asked for in vain: forbidden to whoever asked. */
  refusedHosts: readonly string[] = [];
  /** The batch that it named. */
  batchId: string | undefined;
  /** What was asked for, where the route does not say: an MCP tool. */
  tool: string | undefined;
  /** What was asked for or made, by its path. */
  location: string | undefined;
  /** Whether the request belongs into the trail, where neither its method nor its status tells. */
  isKept: boolean | undefined;
  /** Stable name of the problem that was found, where HTTP's answer is none: an MCP tool's. */
  problem: string | null = null;
}

const NOTES = new WeakMap<FastifyRequest, AuditNote>();

/** The note of a request, made when there is none. */
function noteOf(request: FastifyRequest): AuditNote {
  const known = NOTES.get(request);
  if (known) return known;
  const note = new AuditNote();
  NOTES.set(request, note);
  return note;
}

/** The note of a request on which somebody has noted something. */
export function knownNoteOf(request: FastifyRequest): AuditNote | undefined {
  return NOTES.get(request);
}

/** Parameter decorator: the request's {@link AuditNote}. */
export const ForAudit = createParamDecorator((_data: unknown, context: ExecutionContext): AuditNote =>
  noteOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
