import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { OpenToAll } from '../auth/route-access.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { notFound } from '../problems/problem.js';
import { METADATA_PATH, protectedResource, type ProtectedResource } from './protected-resource.js';
import { expectNoRebinding } from './rebinding.js';

/** Open, as its RFC asks for: it names the issuer, which is no secret. */
@ApiExcludeController()
@Controller()
export class ProtectedResourceController {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<Settings, 'oidcIssuer' | 'host' | 'mcpHosts' | 'corsOrigins'>,
  ) {}

  @OpenToAll()
  @Get(METADATA_PATH)
  @Header('Cache-Control', 'no-store')
  get(@Req() request: FastifyRequest): ProtectedResource {
    expectNoRebinding(request.headers, this.settings);
    const { oidcIssuer } = this.settings;
    if (oidcIssuer === null) throw notFound('No OpenID Connect issuer is set up: send an API key.');
    return protectedResource(request, oidcIssuer);
  }
}
