import { Module, type DynamicModule } from '@nestjs/common';
import { ChannelSubscriber } from './channel-subscriber.js';
import { RedisConnections } from './redis-connections.js';
import type { RedisEndpoint } from './redis-endpoint.js';

/** Offers the connections to Redis, made when the module is. Whoever starts the application closes them after it. */
@Module({})
export class RedisModule {
  static with(endpoint: RedisEndpoint): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [
        { provide: RedisConnections, useFactory: () => RedisConnections.open(endpoint) },
        ChannelSubscriber,
      ],
      exports: [RedisConnections, ChannelSubscriber],
    };
  }
}
