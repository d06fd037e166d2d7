import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { RedisHealth } from './redis-health.js';

/** Answers /health. */
@Module({ controllers: [HealthController], providers: [RedisHealth] })
export class ObservabilityModule {}
