import { Controller, Get } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ProblemFilter } from '../problems/problem.filter.js';
import { AccessGuard } from './access.guard.js';
import { ROOT } from './actor.js';
import { Authenticator } from './authenticator.js';
import { Needs, OpenToAll } from './route-access.js';

@Controller()
class Routes {
  @Get('undeclared')
  undeclared(): string {
    return 'reached';
  }

  @Needs('admin')
  @Get('declared')
  declared(): string {
    return 'reached';
  }

  @OpenToAll()
  @Get('open')
  open(): string {
    return 'reached';
  }
}

describe('AccessGuard', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [Routes],
      providers: [
        { provide: Authenticator, useValue: { authenticate: () => ROOT } },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
  });
  afterAll(() => app.close());

  it.each([
    ['/undeclared', 403],
    ['/declared', 200],
    ['/open', 200],
  ])(
    'answers whoever may do everything at %s with %i: a route that names no scope is closed',
    async (url, status) => {
      expect((await app.inject({ url })).statusCode).toBe(status);
    },
  );
});
