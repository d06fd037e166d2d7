import { All, Controller, Inject, Req, Res, UseFilters, type OnApplicationShutdown } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AuditNote, ForAudit } from '../audit/audit-note.js';
import { ByActor, type Actor } from '../auth/actor.js';
import { Needs } from '../auth/route-access.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { malformed, Problem } from '../problems/problem.js';
import { McpProblemFilter } from './mcp-problem.filter.js';
import { expectNoRebinding } from './rebinding.js';
import { ToolRooms } from './tool-rooms.js';

/**
 * The Model Context Protocol over streamable HTTP, without sessions. It is no part of the REST API, and so not of its document.
 * The protocol's library is loaded at the first message: most services never get one.
 */
@ApiExcludeController()
@Needs('jobs:read', 'jobs:write', 'webhooks:read', 'webhooks:write', 'mcp:commands', 'mcp:config')
@UseFilters(McpProblemFilter)
@Controller('mcp')
export class McpController implements OnApplicationShutdown {
  private readonly exchanges = new Set<AbortController>();

  constructor(
    private readonly rooms: ToolRooms,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'host' | 'mcpHosts' | 'corsOrigins'>,
  ) {}

  @All()
  async message(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @ByActor() actor: Actor,
    @ForAudit() note: AuditNote,
  ): Promise<void> {
    note.isKept = false;
    expectNoRebinding(request.headers, this.settings);
    // Sessions, which these are about, are not kept: each message may reach another process.
    if (request.method !== 'POST') throw methodNotAllowed(reply);
    // One message a request, as of revision 2025-06-18: otherwise one request would count for many calls.
    if (Array.isArray(request.body)) throw malformed('Send one message a request, not a batch.');
    const exchange = new AbortController();
    this.exchanges.add(exchange);
    reply.raw.once('close', () => {
      this.exchanges.delete(exchange);
      if (!reply.raw.writableFinished) exchange.abort();
    });
    const { answer } = await import('./mcp-server.js');
    const message = {
      request: toWebRequest(request, exchange.signal),
      body: request.body,
      requestId: request.id,
    };
    await send(await answer(message, this.rooms, { actor, note }), reply);
  }

  onApplicationShutdown(): void {
    for (const exchange of this.exchanges) exchange.abort();
  }
}

/** The body is handed on as it was parsed. */
function toWebRequest({ method, headers, url }: FastifyRequest, signal: AbortSignal): Request {
  const list = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const text of [value ?? []].flat()) list.append(name, text);
  }
  list.delete('content-length');
  list.delete('transfer-encoding');
  return new Request(new URL(url, 'http://localhost'), { method, headers: list, body: '{}', signal });
}

async function send(response: Response, reply: FastifyReply): Promise<void> {
  void reply.status(response.status);
  response.headers.forEach((value, name) => void reply.header(name, value));
  if (response.body === null) await reply.send();
  // The same stream: Node's types for it and the web's know nothing of each other.
  else await reply.send(Readable.fromWeb(response.body as ReadableStream));
}

function methodNotAllowed(reply: FastifyReply): Problem {
  void reply.header('Allow', 'POST');
  const detail = 'There are no sessions here, and nothing is sent unasked: send messages by POST.';
  return new Problem(405, 'method-not-allowed', 'Method not allowed', detail);
}
