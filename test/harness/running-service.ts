import type { Abstract, Type } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { readSettings } from '../../src/config/settings.js';
import { PinoLogger } from '../../src/observability/logger.js';
import { startService, type Service } from '../../src/service.js';
import { ApiClient } from './api-client.js';

interface Options {
  /** Environment variables, by the names that users set. */
  readonly environment?: Record<string, string>;
  readonly plugins?: readonly Type<unknown>[];
  /** A data folder to go on with, instead of a fresh one that is removed at the end. */
  readonly dataDir?: string;
}

/** A whole NetPulse with a Redis of its own, as `npm start` runs it, on a free port and in a folder of its own. */
export class RunningService {
  private constructor(
    private readonly service: Service,
    readonly dataDir: string,
    private readonly logs: string[],
    private readonly isOwnDir: boolean,
  ) {}

  static async start({ environment = {}, plugins = [], dataDir }: Options = {}): Promise<RunningService> {
    const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'netpulse-test-'));
    const settings = readSettings({ NETPULSE_PORT: '0', NETPULSE_DATA_DIR: folder, ...environment });
    const logs: string[] = [];
    const sink = new PassThrough().on('data', (chunk: Buffer) => logs.push(chunk.toString()));
    const service = await startService(settings, new PinoLogger(pino({ level: 'debug' }, sink)), { plugins });
    return new RunningService(service, folder, logs, dataDir === undefined);
  }

  get url(): string {
    return this.service.url;
  }

  get apiKey(): string {
    return this.service.apiKey.reveal();
  }

  /** Everything logged so far. */
  get log(): string {
    return this.logs.join('');
  }

  /** Speaks to the service with its key. */
  get api(): ApiClient {
    return new ApiClient(this.url, { 'X-API-KEY': this.apiKey });
  }

  /** Speaks to the service without a key. */
  get strangerApi(): ApiClient {
    return new ApiClient(this.url, {});
  }

  /** A provider of the running application, for what cannot be seen from outside. */
  get<T>(token: Type<T> | Abstract<T> | string): T {
    return this.service.app.get<T>(token, { strict: false });
  }

  async stop(): Promise<void> {
    await this.service.stop();
    if (this.isOwnDir) rmSync(this.dataDir, { recursive: true, force: true });
  }
}
