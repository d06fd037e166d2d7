import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { SETTINGS, type Settings } from '../config/settings.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { AccessGuard } from './access.guard.js';
import { ApiKey, resolveApiKey } from './api-key.js';
import { Authenticator } from './authenticator.js';
import { KeyRing } from './keys/key-ring.js';
import { KeyStore } from './keys/key-store.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysService } from './keys/keys.service.js';
import { TokenVerifier } from './oidc/token-verifier.js';
import { limitOf, RateGuard } from './rate-limit/rate.guard.js';
import { RateStore } from './rate-limit/rate-store.js';

const MINUTE_MS = 60_000;

/** Guards every route by the scope that it names (`@Needs`), but those marked `@OpenToAll()`. Offers /keys. */
@Module({})
export class AuthModule {
  static with({ rateLimit }: Settings): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports: [throttler(rateLimit)],
      controllers: [KeysController],
      providers: [...PROVIDERS],
      // The throttler's own, for a route that finds out by itself who asks.
      exports: [ApiKey, Authenticator, ThrottlerModule],
    };
  }
}

const PROVIDERS: readonly Provider[] = [
  { provide: ApiKey, inject: [SETTINGS], useFactory: resolveApiKey },
  KeyStore,
  KeyRing,
  KeysService,
  TokenVerifier,
  Authenticator,
  { provide: APP_GUARD, useClass: AccessGuard },
  { provide: APP_GUARD, useClass: RateGuard },
];

function throttler(byDefault: number): DynamicModule {
  return ThrottlerModule.forRootAsync({
    inject: [RedisConnections],
    useFactory: (redis: RedisConnections) => ({
      throttlers: [{ ttl: MINUTE_MS, limit: (context) => limitOf(context, byDefault) }],
      storage: new RateStore(redis),
    }),
  });
}
