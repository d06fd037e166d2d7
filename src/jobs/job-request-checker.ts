import { Inject, Injectable, type Type } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CREDENTIAL_FIELDS } from '../credentials/credential.js';
import { CredentialResolver } from '../credentials/credential-resolver.js';
import type { DeviceAddress } from '../drivers/driver.js';
import { driverNamed, noSuchDriver } from '../drivers/driver-lookup.js';
import { ignoredFields } from '../drivers/ignored-argument.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { linesOf } from './config-lines.js';
import { invalid, type FieldError } from '../problems/problem.js';
import { validatePart } from '../problems/validation.js';
import { Sealer } from '../secrets/sealer.js';
import { TemplateChecker } from '../templates/template-checker.js';
import { checkWebhook } from '../webhooks/webhook-check.js';
import { sealWebhook, toWebhook } from '../webhooks/webhook.mapper.js';
import type { DeviceTestRequestDto } from './device-test.dto.js';
import { ARGUMENTS_CONTEXT, type JobArguments, type JobData } from './job-data.js';
import type { JobRequestDto } from './job-request.dto.js';

type DriverParts = Pick<
  JobRequestDto,
  'driver' | 'connection_args' | 'credential' | 'driver_args' | 'rendering'
>;

/** The answer has told all; what is left is for those who look at the list of jobs. */
const TEST_KEPT_SECONDS = 60;

/** Turns a request into a job, or says everything that is wrong with it: driver and caller judge their own parts. */
@Injectable()
export class JobRequestChecker {
  constructor(
    private readonly plugins: PluginRegistry,
    private readonly sealer: Sealer,
    private readonly credentials: CredentialResolver,
    private readonly templates: TemplateChecker,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws Problem 422 naming every field that is wrong; values are never part of it */
  check(request: JobRequestDto): JobData {
    const errors: FieldError[] = [];
    const makesConfig = isTemplateNamed(request);
    const operation = isGiven(request.config) || makesConfig ? 'config' : 'command';
    const commands = commandsOf(request);
    const driver = this.checkDriver(request, { operation, commands }, errors);
    errors.unshift(...checkOperation(request, driver?.isWork ?? false));
    const rendering = request.rendering && this.templates.rendering(request.rendering, 'rendering', errors);
    const platform = driver?.address.deviceType ?? null;
    const parsing = request.parsing && this.templates.parsing(request.parsing, platform, 'parsing', errors);
    errors.push(...this.checkCredential(request), ...this.checkExecutionTimeout(request));
    if (request.webhook) errors.push(...checkWebhook(request.webhook, this.plugins, this.settings));
    if (errors.length > 0 || !driver) throw invalid(errors);
    const { credential, webhook, retry } = request;
    return {
      driver: request.driver,
      ...whereabouts(driver.address),
      deviceName: request.device_name ?? null,
      operation,
      commands,
      args: this.sealer.seal<JobArguments>(
        { ...driver.args, ...(rendering ? { rendering } : {}) },
        ARGUMENTS_CONTEXT,
      ),
      ...(parsing ? { parsing } : {}),
      ...(credential ? { credential: { name: credential.name, ref: credential.ref } } : {}),
      ...(driver.warnings.length > 0 ? { warnings: driver.warnings } : {}),
      webhook: webhook ? sealWebhook(toWebhook(webhook), this.sealer) : null,
      ...(retry && retry.max > 0 ? { retry: { max: retry.max, on: retry.on } } : {}),
      ttlSeconds: request.ttl ?? this.settings.ttlSeconds,
      executionTimeoutSeconds: request.execution_timeout ?? this.usualExecutionTimeout,
      resultTtlSeconds: request.result_ttl ?? this.settings.resultTtlSeconds,
    };
  }

  /** The job that only tests a device. @throws Problem 422 naming every field that is wrong; values are never part of it */
  checkTest(request: DeviceTestRequestDto): JobData {
    const errors: FieldError[] = [];
    const driver = this.checkDriver(request, { operation: 'test', commands: [] }, errors);
    errors.push(...this.checkCredential(request));
    if (errors.length > 0 || !driver) throw invalid(errors);
    const { credential, timeout } = request;
    return {
      driver: request.driver,
      ...whereabouts(driver.address),
      deviceName: null,
      operation: 'test',
      commands: [],
      args: this.sealer.seal<JobArguments>(driver.args, ARGUMENTS_CONTEXT),
      ...(credential ? { credential: { name: credential.name, ref: credential.ref } } : {}),
      webhook: null,
      ttlSeconds: timeout,
      executionTimeoutSeconds: timeout,
      resultTtlSeconds: TEST_KEPT_SECONDS,
    };
  }

  private get usualExecutionTimeout(): number {
    return Math.min(this.settings.executionTimeoutSeconds, this.settings.maxExecutionTimeoutSeconds);
  }

  private checkExecutionTimeout({ execution_timeout: seconds = 0 }: JobRequestDto): FieldError[] {
    const { maxExecutionTimeoutSeconds: most } = this.settings;
    return seconds <= most ? [] : [{ field: 'execution_timeout', message: `must not be more than ${most}` }];
  }

  private checkCredential({ credential }: Pick<JobRequestDto, 'credential'>): FieldError[] {
    const fault = credential ? this.credentials.check(credential) : null;
    return fault ? [{ field: `credential.${fault.field}`, message: fault.message }] : [];
  }

  private checkDriver(
    request: DriverParts,
    { operation, commands }: Pick<JobData, 'operation' | 'commands'>,
    errors: FieldError[],
  ) {
    const driver = driverNamed(this.plugins, request.driver);
    if (!driver) {
      errors.push(noSuchDriver(this.plugins));
      return undefined;
    }
    const connection = validatePart(
      driver.connectionArgs,
      request.connection_args,
      'connection_args',
      fieldsToCome(request),
    );
    if (!connection.ok) errors.push(...connection.errors);
    const args = validatePart(driver.driverArgs, request.driver_args ?? {}, 'driver_args');
    if (!args.ok) errors.push(...args.errors);
    if (!connection.ok || !args.ok) return undefined;
    // What is rendered is not known before the worker has it.
    if (operation !== 'test' && !isGiven(request.rendering)) {
      const work = { operation, commands, connectionArgs: connection.value, driverArgs: args.value };
      for (const message of driver.instance.checkCommands?.(work) ?? []) {
        errors.push({ field: operation, message });
      }
    }
    return {
      warnings: [
        ...warningsOf(driver.connectionArgs, request.connection_args, 'connection_args'),
        ...warningsOf(driver.driverArgs, request.driver_args, 'driver_args'),
      ],
      isWork: driver.instance.isWork?.(args.value) ?? false,
      args: { connection: connection.value, driver: args.value },
      address: driver.instance.address(connection.value),
    };
  }
}

function warningsOf(
  dto: Type<object>,
  args: Readonly<Record<string, unknown>> | null | undefined,
  name: string,
): string[] {
  const ignored = ignoredFields(dto);
  if (ignored.size === 0) return [];
  return [...ignored]
    .filter(([field]) => isGiven(args?.[field]))
    .map(([field, why]) => `${name}.${field} is ignored: ${why}`);
}

function whereabouts({ host, port, deviceType, via }: DeviceAddress): Pick<JobData, 'device' | 'via'> {
  return { device: { host, port, deviceType }, ...(via.length > 0 ? { via } : {}) };
}

/** What the worker will take from the credential: whether all is there is judged then. */
function fieldsToCome({ credential, connection_args: args }: DriverParts): string[] {
  return credential ? CREDENTIAL_FIELDS.filter((field) => !isGiven(args[field])) : [];
}

/** Such a template makes the whole configuration; otherwise what the request says to do is the template. */
function isTemplateNamed({ rendering }: JobRequestDto): boolean {
  return isGiven(rendering) && (isGiven(rendering.template) || isGiven(rendering.template_name));
}

function checkOperation(request: JobRequestDto, isWorkByArgs: boolean): FieldError[] {
  const { command, config } = request;
  if (isTemplateNamed(request)) {
    const isFree = !isGiven(command) && !isGiven(config);
    return isFree
      ? []
      : [{ field: 'rendering', message: 'its template makes the config: leave out command and config' }];
  }
  if (isGiven(command) !== isGiven(config)) return [];
  if (isWorkByArgs && !isGiven(command)) return [];
  return [{ field: 'command', message: 'exactly one of command and config must be given' }];
}

/** JSON's null counts as left out, as class-validator has it. */
function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

function commandsOf({ command, config }: JobRequestDto): string[] {
  return isGiven(config) ? [config].flat().flatMap(linesOf) : [command ?? []].flat();
}
