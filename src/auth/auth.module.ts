import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SETTINGS } from '../config/settings.js';
import { AccessGuard } from './access.guard.js';
import { ApiKey, resolveApiKey } from './api-key.js';
import { Authenticator } from './authenticator.js';
import { KeyRing } from './keys/key-ring.js';
import { KeyStore } from './keys/key-store.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysService } from './keys/keys.service.js';
import { TokenVerifier } from './oidc/token-verifier.js';

/** Guards every route by the scope that it names (`@Needs`), but those marked `@OpenToAll()`. Offers /keys. */
@Module({
  controllers: [KeysController],
  providers: [
    { provide: ApiKey, inject: [SETTINGS], useFactory: resolveApiKey },
    KeyStore,
    KeyRing,
    KeysService,
    TokenVerifier,
    Authenticator,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [ApiKey, Authenticator],
})
export class AuthModule {}
