import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OpenToAll } from '../auth/route-access.js';
import { FRONT_DOCUMENT, FRONT_PAGE, FRONT_POLICY } from './front-page.js';

/** Says at `/` what there is and where: to a browser as a page, to anybody else as JSON. */
@ApiExcludeController()
@OpenToAll()
@Controller()
export class FrontController {
  @Get()
  front(@Res() reply: FastifyReply, @Headers('accept') accept = ''): void {
    void reply.header('Vary', 'Accept');
    if (!accept.includes('text/html')) return void reply.send(FRONT_DOCUMENT);
    void reply
      .header('Content-Security-Policy', FRONT_POLICY)
      .type('text/html; charset=utf-8')
      .send(FRONT_PAGE);
  }
}
