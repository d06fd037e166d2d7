import type { DynamicModule, Type } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { MetricsModule } from './observability/metrics/metrics.module.js';
import { PluginsModule } from './plugins/plugins.module.js';
import type { RedisConnections } from './redis/redis-connections.js';
import { RedisModule } from './redis/redis.module.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { TracingModule } from './tracing/tracing.module.js';

/** The modules that every process and thread has. */
export function foundation(settings: Settings, redis: RedisConnections): (DynamicModule | Type<unknown>)[] {
  return [
    ConfigModule.with(settings),
    RedisModule.with(redis),
    MetricsModule,
    TracingModule,
    SecretsModule,
    PluginsModule,
    AuthModule.with(settings),
  ];
}
