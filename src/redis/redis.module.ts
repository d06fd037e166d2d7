import { Module, type DynamicModule } from '@nestjs/common';
import { ChannelSubscriber } from './channel-subscriber.js';
import { RedisConnections } from './redis-connections.js';
import type { RedisEndpoint } from './redis-endpoint.js';

/** Offers the connections to Redis. Whoever starts the application closes them after it. */
@Module({})
export class RedisModule {
  /** @param redis the connections, or where to, when the module is to make them */
  static with(redis: RedisEndpoint | RedisConnections): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [
        {
          provide: RedisConnections,
          useFactory: () => (redis instanceof RedisConnections ? redis : RedisConnections.open(redis)),
        },
        ChannelSubscriber,
      ],
      exports: [RedisConnections, ChannelSubscriber],
    };
  }
}
