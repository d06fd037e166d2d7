import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../auth/route-access.js';
import { notFound } from '../problems/problem.js';
import { PageFiles } from './page-files.js';

/**
 * What the browser holds the page to. It shows what devices and receivers said, which is hostile input: no inline script,
 * no eval, nothing from or to another origin, no frame around it, and by Trusted Types no text that becomes markup.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  // Asked for every time, answered by 304: see PageFile.etag.
  'Cache-Control': 'no-cache',
} as const;

const PAGE = 'index.html';

/** The page itself holds no data, so it is open; the REST API behind it is not. */
@ApiExcludeController()
@OpenToAll()
@Controller('console')
export class ConsoleController {
  constructor(private readonly files: PageFiles) {}

  @Get()
  page(@Res() reply: FastifyReply, @Headers('if-none-match') known?: string): void {
    this.send(PAGE, reply, known);
  }

  @Get('*')
  file(@Param('*') name: string, @Res() reply: FastifyReply, @Headers('if-none-match') known?: string): void {
    // The page names its files and the API relative to itself, so that it works behind a proxy's prefix, too.
    if (name === '' || name === PAGE) void reply.redirect('../console', 308);
    else this.send(name, reply, known);
  }

  private send(name: string, reply: FastifyReply, known: string | undefined): void {
    const file = this.files.find(name);
    if (!file) throw notFound('The console has no such file.');
    void reply.headers({ ...HEADERS, ETag: file.etag });
    if (known === file.etag) void reply.status(304).send();
    else void reply.header('Content-Type', file.contentType).send(file.body);
  }
}
