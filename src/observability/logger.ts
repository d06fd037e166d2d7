import type { LoggerService } from '@nestjs/common';
import { createRequire } from 'node:module';
import { pino, type Logger as Pino } from 'pino';
import type PinoPretty from 'pino-pretty';
import type { Settings } from '../config/settings.js';
import { LogLine } from './log-line.js';

/** Nest's own account of what it wires up at start: of use to nobody who runs the service. */
const NEST_STARTUP = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Nest's log on pino: JSON lines for machines, readable lines in a terminal. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Pino) {}

  log(message: unknown, context?: string): void {
    const level = context !== undefined && NEST_STARTUP.has(context) ? 'debug' : 'info';
    this.pino[level]({ context, ...subjectOf(message) }, String(message));
  }

  info(message: string): void {
    this.log(message);
  }

  fatal(message: unknown, context?: string): void {
    this.pino.fatal({ context, ...subjectOf(message) }, String(message));
  }

  /** Nest passes a stack before the context. A start that fails it logs and throws: main.ts says it once. */
  error(message: unknown, ...rest: string[]): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    this.pino[context === 'ExceptionHandler' ? 'debug' : 'error'](
      { context, stack, ...subjectOf(message) },
      String(message),
    );
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context, ...subjectOf(message) }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.pino.debug({ context, ...subjectOf(message) }, String(message));
  }

  verbose(message: unknown, context?: string): void {
    this.pino.trace({ context, ...subjectOf(message) }, String(message));
  }
}

function subjectOf(message: unknown): object | undefined {
  return message instanceof LogLine ? message.subject : undefined;
}

/** @param isTerminal whether somebody reads along: a thread has to be told */
export function createLogger({ logLevel }: Settings, isTerminal = process.stdout.isTTY): PinoLogger {
  const options = { level: logLevel, base: { pid: process.pid } };
  if (!isTerminal) return new PinoLogger(pino(options));
  // 30 files that a service in the background does without.
  const pretty = createRequire(import.meta.url)('pino-pretty') as typeof PinoPretty;
  return new PinoLogger(
    pino(
      options,
      pretty({
        ignore: 'pid,hostname',
        messageFormat: '{if context}[{context}] {end}{msg}',
        hideObject: true,
        sync: true,
      }),
    ),
  );
}
