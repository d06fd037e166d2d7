import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SETTINGS } from '../config/settings.js';
import { ApiKey, resolveApiKey } from './api-key.js';
import { ApiKeyGuard } from './api-key.guard.js';

/** Guards every route by the API key, but those marked `@OpenToAll()`. */
@Module({
  providers: [
    { provide: ApiKey, inject: [SETTINGS], useFactory: resolveApiKey },
    { provide: APP_GUARD, useClass: ApiKeyGuard },
  ],
  exports: [ApiKey],
})
export class AuthModule {}
