import { readSettings, SettingsError, type Settings } from './config/settings.js';
import { forgiveOutages } from './redis/forgive-outages.js';
import { createLogger, type PinoLogger } from './observability/logger.js';
import { blame } from './plugins/plugin-blame.js';
import { loadPlugins, type LoadedPlugin } from './plugins/plugin-loader.js';
import { startService, STOP_MARGIN_MS, type Service } from './service.js';

/** sysexits.h: configuration error. */
const EXIT_CONFIGURATION = 78;
const MS_PER_SECOND = 1_000;

await main();

async function main(): Promise<void> {
  const settings = settingsOrExit();
  const logger = createLogger(settings);
  const starting = new AbortController();
  let plugins: LoadedPlugin[] = [];
  let service: Service | undefined;
  let isStopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    logger.log(`${signal}: stopping`);
    forgiveOutages();
    starting.abort();
    endByForce(settings, logger);
    try {
      await service?.stop();
    } catch (error) {
      // Redis may have gone meanwhile: what could be done without it has been done.
      logger.warn(`Not all could be stopped in order: ${String(error)}`);
    }
    if (service) process.exit(0);
  };
  process.on('SIGINT', (signal) => void stop(signal));
  process.on('SIGTERM', (signal) => void stop(signal));
  try {
    plugins = await loadPlugins(settings.plugins, process.cwd());
    service = await startService(settings, logger, {
      signal: starting.signal,
      plugins: plugins.flatMap(({ modules }) => modules),
      environment: process.env,
    });
    if (isStopping) {
      await service.stop();
      process.exit(0);
    }
    greet(service, settings);
  } catch (error) {
    if (!isStopping) reportFailure(blame(error, plugins) ?? error, logger);
    process.exit(isStopping ? 0 : 1);
  }
}

/** A stop that does not come to its end, whatever it waits for, is one all the same. */
function endByForce({ shutdownGraceSeconds }: Settings, logger: PinoLogger): void {
  const withinMs = shutdownGraceSeconds * MS_PER_SECOND + 2 * STOP_MARGIN_MS;
  setTimeout(() => {
    logger.fatal(`Not stopped within ${withinMs / MS_PER_SECOND} s: ended by force`);
    process.exit(1);
  }, withinMs).unref();
}

/** One line that says why there is no service; how it came about only for those who ask for it. */
function reportFailure(error: unknown, logger: PinoLogger): void {
  logger.fatal(error instanceof Error ? error.message : String(error));
  const origin = error instanceof Error ? (error.cause ?? error) : error;
  if (origin instanceof Error) logger.debug(origin.stack);
}

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`NetPulse cannot start with these settings:\n${error.message}\n`);
    process.exit(EXIT_CONFIGURATION);
  }
}

/**
 * What the person who starts the service in a terminal needs next. A key that NetPulse made is shown there, and only
 * there: standard output that is no terminal ends up in logs.
 */
function greet({ url, apiKey }: Service, { logLevel, role }: Settings): void {
  if (logLevel === 'silent') return;
  if (role === 'worker') {
    process.stdout.write(`NetPulse worker is ready at ${url}/health\n`);
    return;
  }
  const isShown = process.stdout.isTTY && apiKey.isGenerated;
  const key = isShown ? `#key=${apiKey.reveal()}` : '';
  const lines = [
    `NetPulse is ready at ${url}`,
    `  Console     ${url}/console${key}`,
    `  Swagger UI  ${url}/docs${key}`,
    `  API key     ${isShown ? `${apiKey.reveal()}  (kept in ${apiKey.origin})` : `in ${apiKey.origin}`}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
