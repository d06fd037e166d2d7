import { NestFactory } from '@nestjs/core';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { parentPort, workerData } from 'node:worker_threads';
import { readSettings } from '../config/settings.js';
import { forgiveOutages } from '../redis/forgive-outages.js';
import { createLogger } from '../observability/logger.js';
import { MetricsRegistry } from '../observability/metrics/metrics-registry.js';
import { loadPlugins } from '../plugins/plugin-loader.js';
import { RedisConnections } from '../redis/redis-connections.js';
import type { RedisEndpoint } from '../redis/redis-endpoint.js';
import { DeliveringModule } from './delivering.module.js';
import type { FromThread, ThreadStart, ToThread } from './thread-messages.js';

const { environment, isTerminal } = workerData as ThreadStart;
const settings = readSettings(environment);
const logger = createLogger(settings, isTerminal);
Logger.overrideLogger(logger);
let application: INestApplicationContext | undefined;
let connections: RedisConnections | undefined;
let beginning: Promise<void> | undefined;

parentPort?.on('message', (message: ToThread) => {
  obey(message).catch((error: unknown) => {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  });
});

function obey(message: ToThread): Promise<void> {
  switch (message.type) {
    case 'begin':
      return (beginning = begin(message.endpoint));
    case 'count':
      return count();
    case 'stop':
      return stop();
  }
}

async function begin(endpoint: RedisEndpoint): Promise<void> {
  const plugins = await loadPlugins(settings.plugins, process.cwd());
  connections = await RedisConnections.open(endpoint);
  const module = DeliveringModule.with(
    settings,
    connections,
    plugins.flatMap(({ modules }) => modules),
  );
  application = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
}

async function count(): Promise<void> {
  tell({ type: 'metrics', metrics: (await application?.get(MetricsRegistry).snapshot()) ?? [] });
}

/** A start cannot be interrupted: it would go on making connections behind a stop. */
async function stop(): Promise<void> {
  forgiveOutages();
  await beginning;
  await application?.close();
  await connections?.close();
  // Ends this thread alone, whatever a plugin or an exporter still has open.
  process.exit(0);
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}
