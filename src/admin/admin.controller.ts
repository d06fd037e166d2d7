import { Controller, Delete, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateGuard } from '../auth/rate-limit/rate.guard.js';
import { Needs, OpenToAll } from '../auth/route-access.js';
import { Problem } from '../problems/problem.js';
import { AdminSession } from './admin-session.js';
import { QueueBoard } from './queue-board.js';
import { SessionGuard } from './session.guard.js';
import { SIGN_IN_PAGE } from './sign-in-page.js';

const UNAUTHORIZED = 401;
/** Of what the board answers, the rest is the business of NetPulse's own server. */
const HEADERS_KEPT = ['content-type', 'cache-control', 'etag', 'last-modified'];

@ApiTags('admin')
@Controller('admin')
export class AdminController {
  constructor(
    private readonly sessions: AdminSession,
    private readonly board: QueueBoard,
  ) {}

  @Needs('admin')
  @Post('session')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Open the pages under /admin for a browser',
    description:
      'Answers with a cookie (HttpOnly, SameSite=Strict) that is good for 8 hours, or as long as the key.',
  })
  @ApiNoContentResponse()
  signIn(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('Set-Cookie', this.sessions.begin(request));
  }

  @Needs('admin')
  @Delete('session')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget the cookie of the pages under /admin' })
  @ApiNoContentResponse()
  signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('Set-Cookie', this.sessions.end(request));
  }

  /** Open: it holds nothing but a form. */
  @OpenToAll()
  @Get()
  @ApiExcludeEndpoint()
  signInPage(@Res() reply: FastifyReply): void {
    void reply.header('Content-Type', 'text/html; charset=utf-8').send(SIGN_IN_PAGE);
  }

  /** Open to the guard of all routes, which knows no cookies: the session decides. */
  @OpenToAll()
  @UseGuards(SessionGuard, RateGuard)
  @Get(['queues', 'queues/*'])
  @ApiExcludeEndpoint()
  async queues(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const isPage = request.headers.accept?.includes('text/html') ?? false;
    try {
      await this.sessions.expectAdmin(request);
    } catch (error) {
      const isStranger = error instanceof Problem && error.status === UNAUTHORIZED;
      if (!isStranger || !isPage) throw error;
      return void reply.redirect('/admin', 302);
    }
    const { statusCode, headers, body } = await this.board.get(request.url);
    for (const name of HEADERS_KEPT) {
      const value = headers[name];
      if (typeof value === 'string') void reply.header(name, value);
    }
    void reply.status(statusCode).send(body);
  }
}
