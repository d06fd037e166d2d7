import { Global, Module } from '@nestjs/common';
import { DeliveryMetrics } from './delivery-metrics.js';
import { HttpMetrics } from './http-metrics.js';
import { JobMetrics } from './job-metrics.js';
import { LoopLag } from './loop-lag.js';
import { MetricsRegistry } from './metrics-registry.js';

const METRICS = [MetricsRegistry, HttpMetrics, JobMetrics, DeliveryMetrics];

/** What is counted, wherever it happens. Global: each room counts its own. */
@Global()
@Module({ providers: [...METRICS, LoopLag], exports: METRICS })
export class MetricsModule {}
