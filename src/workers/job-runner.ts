import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { CredentialUnavailableError } from '../credentials/credential-unavailable-error.js';
import { CommandRejectedError, DeviceError } from '../drivers/device-error.js';
import { driverNamed } from '../drivers/driver-lookup.js';
import type { CommandOutput, DeviceSession, SessionStep } from '../drivers/driver.js';
import { ARGUMENTS_CONTEXT, type JobArguments, type JobData } from '../jobs/job-data.js';
import type { JobOutcome, JobOutput } from '../jobs/job-outcome.js';
import { PluginRegistry } from '../plugins/plugin-registry.js';
import { Sealer, UnsealError } from '../secrets/sealer.js';
import { Tracing } from '../tracing/tracing.js';
import { ConnectionArguments } from './connection-arguments.js';
import { testDevice } from './device-test.js';
import type { LiveOutput } from './live-output.js';
import { TemplateError } from '../templates/template-error.js';
import { JobTemplates } from './job-templates.js';
import { ResultCap, ResultTooLargeError } from './result-cap.js';
import { SessionPool, type SessionLease } from './session-pool.js';

const MS_PER_SECOND = 1_000;

/** Runs a job on its device and says truthfully how it went. Knows no queue. */
@Injectable()
export class JobRunner {
  constructor(
    private readonly plugins: PluginRegistry,
    private readonly sealer: Sealer,
    private readonly connectionArguments: ConnectionArguments,
    private readonly sessions: SessionPool,
    private readonly templates: JobTemplates,
    private readonly tracing: Tracing,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'maxResultBytes'>,
  ) {}

  /**
   * Never throws: a failure is an outcome, with the outputs that came before it.
   *
   * @param output gets what the device sends, as it comes
   * @param signal ends the job early; its reason, when it is an Error, is told as the job's error
   */
  async run(job: JobData, signal: AbortSignal, output?: LiveOutput): Promise<JobOutcome> {
    const outputs: JobOutput[] = [];
    try {
      const driver = driverNamed(this.plugins, job.driver);
      if (!driver) throw new UnknownDriverError(job.driver);
      const args = this.sealer.open<JobArguments>(job.args, ARGUMENTS_CONTEXT);
      const connection = job.credential
        ? await this.connectionArguments.complete(args.connection, job.credential, driver, signal)
        : args.connection;
      const loginFrom = job.credential ? 'credential' : 'request';
      if (job.operation === 'test') {
        return {
          status: 'finished',
          outputs,
          error: null,
          test: await testDevice(driver.instance, connection, loginFrom, signal),
        };
      }
      const commands = await this.templates.commandsOf(job, args.rendering);
      await this.sessions.use({ driver, args: connection, loginFrom }, signal, (lease) =>
        perform(
          stepsOf({ ...job, commands }, args.driver, lease.session).map(
            (step, index): SessionStep =>
              async (aborted, onOutput) => {
                const ask = (): Promise<CommandOutput> => step(aborted, onOutput);
                const attributes = { 'netpulse.step': index, 'netpulse.session_reused': lease.isReused };
                const output = await this.tracing.inSpan(
                  `device ${job.operation}`,
                  'client',
                  attributes,
                  ask,
                );
                return this.templates.parsed(job, output, lease.session.facts?.deviceType);
              },
          ),
          lease,
          signal,
          outputs,
          new ResultCap(this.settings.maxResultBytes),
          output,
        ),
      );
      return { status: 'finished', outputs, error: null };
    } catch (error) {
      return { status: 'failed', outputs, error: describe(error, signal) };
    }
  }
}

/** This worker lacks a driver that the submitting process knows: their plugins differ. */
class UnknownDriverError extends Error {
  constructor(name: string) {
    super(`This worker has no driver "${name}"`);
  }
}

async function perform(
  steps: readonly SessionStep[],
  { isReused }: SessionLease,
  signal: AbortSignal,
  outputs: JobOutput[],
  cap: ResultCap,
  live: LiveOutput | undefined,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const onOutput = live && ((text: string) => live.add(index, text));
    const startedAt = performance.now();
    const keep = (whole: CommandOutput): void => {
      const { output, error } = cap.admit(whole);
      const durationSeconds = Math.round(performance.now() - startedAt) / MS_PER_SECOND;
      outputs.push({ ...output, durationSeconds, sessionReused: isReused });
      if (error) throw error;
    };
    try {
      keep(await step(signal, onOutput));
    } catch (error) {
      if (error instanceof CommandRejectedError) keep(error.output);
      throw error;
    }
  }
}

function stepsOf(
  { operation, commands }: JobData,
  driverArgs: object,
  session: DeviceSession,
): readonly SessionStep[] {
  if (operation === 'config')
    return [(signal, onOutput) => session.configure(commands, driverArgs, signal, onOutput)];
  return (
    session.steps?.(commands, driverArgs) ??
    commands.map((command) => (signal, onOutput) => session.run(command, driverArgs, signal, onOutput))
  );
}

function describe(error: unknown, signal: AbortSignal): { type: string; message: string } {
  if (signal.aborted && signal.reason instanceof JobAbortedError) {
    return { type: signal.reason.type, message: signal.reason.message };
  }
  if (error instanceof DeviceError) return { type: error.type, message: error.message };
  if (error instanceof CredentialUnavailableError) return { type: error.type, message: error.message };
  if (error instanceof ResultTooLargeError) return { type: error.type, message: error.message };
  if (error instanceof TemplateError) return { type: error.type, message: error.message };
  if (error instanceof UnsealError) return { type: 'UnsealFailed', message: error.message };
  if (error instanceof UnknownDriverError) return { type: 'UnknownDriver', message: error.message };
  // Whatever a driver throws beyond its contract may quote what it was given: only its name is told.
  const name = error instanceof Error ? error.name : typeof error;
  return { type: 'InternalError', message: `The driver failed unexpectedly (${name})` };
}

/** Why a running job was ended early; the reason of the abort signal. */
export class JobAbortedError extends Error {
  constructor(
    readonly type: 'ExecutionTimeout' | 'WorkerLost',
    message: string,
  ) {
    super(message);
  }
}
