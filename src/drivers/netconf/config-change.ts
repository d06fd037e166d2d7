import { CommandRejectedError, DeviceError } from '../device-error.js';
import type { CommandOutput, OutputListener } from '../driver.js';
import { ToldLines } from '../told-lines.js';
import { configElement } from './config-element.js';
import type { NetconfClient } from './netconf-client.js';
import type { NetconfDriverArgs } from './netconf-driver-args.js';
import * as operations from './operations.js';
import type { EditOptions, Operation } from './operations.js';
import { describeError } from './rpc-reply.js';

const MS_PER_SECOND = 1_000;

/** One change of a device's configuration, which is made as a whole or, on a candidate, not at all. */
export class ConfigChange {
  /** What was done, a line a step. */
  private readonly steps: ToldLines;
  private readonly warnings: string[] = [];
  private readonly locked: string[] = [];
  private isCandidateChanged = false;
  private isDiscarded = false;
  private isInEffect = false;
  /** An edit of running was sent that the device need not undo when a part of it fails. */
  private isRunningTouched = false;

  constructor(
    private readonly client: NetconfClient,
    private readonly args: NetconfDriverArgs,
    private readonly signal: AbortSignal,
    onOutput: OutputListener | undefined,
  ) {
    this.steps = new ToldLines(onOutput);
  }

  /**
   * @throws CommandRejectedError when the device refuses a step; what was locked is unlocked, and a candidate is as before
   * @throws DeviceError when the session failed; the device then lets go of locks and candidate by itself
   */
  async make(config: string): Promise<CommandOutput> {
    try {
      await this.change(config);
    } catch (error) {
      if (!(error instanceof StepRefused)) throw error;
      await this.cleanUp();
      const complaint = [error.message, ...this.outcome()].join('; ');
      const message = `The device rejected "${error.step}": ${complaint}`;
      throw new CommandRejectedError(this.output(config, 1, [complaint]), complaint, message);
    }
    await this.cleanUp();
    return this.output(config, 0, []);
  }

  private async change(config: string): Promise<void> {
    const target = this.target();
    if (target === 'candidate') await this.changeCandidate(config);
    else await this.changeRunning(config);
    this.isInEffect = !this.args.dry_run && (target === 'running' || this.args.commit);
    if (this.args.save && !this.args.dry_run && this.has('startup')) {
      await this.step('copy-config running startup', operations.copyConfig('running', 'startup'));
    }
  }

  private async changeCandidate(config: string): Promise<void> {
    const { args } = this;
    const isCommitted = args.commit && !args.dry_run;
    // A candidate that is left uncommitted is not locked: unlocking discards it (RFC 6241, 8.3.5.2).
    if (args.lock && (args.commit || args.dry_run)) await this.lock('candidate');
    if (args.lock && isCommitted) await this.lock('running');
    this.isCandidateChanged = true;
    await this.editCandidate(config);
    if (args.validate ?? (this.has('validate') || args.dry_run)) {
      await this.step('validate candidate', operations.validate('candidate'));
      if (!args.dry_run && this.client.capabilities.isYuma) await this.editAgain(config);
    }
    if (isCommitted) await this.commit();
    // What is neither committed nor tried stays: it was asked for.
    if (!args.dry_run) this.isCandidateChanged = false;
  }

  /**
   * yuma123's netconfd 2.13 says ok to a commit after a validate, and commits nothing: it takes the candidate for
   * unchanged. What has been validated is made once more.
   */
  private async editAgain(config: string): Promise<void> {
    await this.step('discard-changes', operations.discardChanges());
    await this.editCandidate(config);
  }

  private async changeRunning(config: string): Promise<void> {
    const { args } = this;
    if (args.confirmed) throw new StepRefused('commit', 'a confirmed commit needs a candidate to commit');
    if (args.dry_run && !this.has('validate', '1.1')) {
      throw new StepRefused(
        'edit-config running',
        'the device can try nothing out: it offers neither :candidate nor :validate:1.1',
      );
    }
    if (args.lock) await this.lock('running');
    // Unlike a candidate, running cannot be discarded: the device is asked to undo what fails, where it can.
    const errorOption =
      args.error_option ?? (this.has('rollback-on-error') ? 'rollback-on-error' : undefined);
    this.isRunningTouched = !args.dry_run && errorOption !== 'rollback-on-error';
    await this.edit(config, {
      target: 'running',
      testOption: args.dry_run ? 'test-only' : args.test_option,
      errorOption,
    });
    this.isRunningTouched = false;
  }

  private async edit(config: string, options: EditOptions): Promise<void> {
    const what = options.testOption === 'test-only' ? ' (test-only)' : '';
    const operation = operations.editConfig(configElement(config), {
      defaultOperation: this.args.default_operation,
      ...options,
    });
    await this.step(`edit-config ${options.target}${what}`, operation);
  }

  private async editCandidate(config: string): Promise<void> {
    const { test_option: testOption, error_option: errorOption } = this.args;
    await this.edit(config, { target: 'candidate', testOption, errorOption });
  }

  private async commit(): Promise<void> {
    const { confirmed, confirm_timeout: timeoutSeconds, persist } = this.args;
    if (!confirmed || persist === undefined) {
      await this.step('commit', operations.commit());
      return;
    }
    if (!this.has('confirmed-commit', '1.1')) {
      throw new StepRefused('commit', 'the device does not offer the capability :confirmed-commit:1.1');
    }
    const what = `commit (goes back in ${timeoutSeconds} s unless "commit ${persist}" follows)`;
    await this.step(what, operations.commit({ timeoutSeconds, persist }));
  }

  private async lock(target: string): Promise<void> {
    await this.step(`lock ${target}`, operations.lock(target));
    this.locked.push(target);
  }

  /** A refusal here is a warning only: the session's end lets go of everything. */
  private async cleanUp(): Promise<void> {
    if (this.isCandidateChanged) {
      this.isDiscarded = await this.tryStep('discard-changes', operations.discardChanges());
    }
    for (const target of this.locked.toReversed()) {
      await this.tryStep(`unlock ${target}`, operations.unlock(target));
    }
  }

  private async tryStep(name: string, operation: Operation): Promise<boolean> {
    if (!this.client.isOpen) return false;
    try {
      await this.step(name, operation);
      return true;
    } catch (error) {
      if (!(error instanceof StepRefused || error instanceof DeviceError)) throw error;
      this.warnings.push(`${name}: ${error.message}`);
      await this.client.close();
      return false;
    }
  }

  private async step(name: string, operation: Operation): Promise<void> {
    const { errors, warnings } = await this.client.request(
      operation,
      this.args.read_timeout * MS_PER_SECOND,
      this.signal,
    );
    this.warnings.push(...warnings.map((warning) => `${name}: warning: ${describeError(warning)}`));
    this.tell(`${name}: ${errors.length === 0 ? 'ok' : errors.map(describeError).join('; ')}`);
    if (errors.length > 0) throw new StepRefused(name, errors.map(describeError).join('; '));
  }

  private tell(line: string): void {
    this.steps.add([line]);
  }

  /** In what state a failed change leaves the device. */
  private outcome(): string[] {
    if (this.isInEffect) return ['the change is in effect, but it is not saved'];
    if (this.isDiscarded) return ['nothing was committed, the candidate was discarded'];
    if (this.isCandidateChanged) return ['the candidate may still hold the change'];
    return this.isRunningTouched ? ['a part of the change may be in effect'] : [];
  }

  private target(): 'candidate' | 'running' {
    return this.args.target ?? (this.has('candidate') ? 'candidate' : 'running');
  }

  private has(capability: string, ...versions: readonly string[]): boolean {
    return this.client.capabilities.has(capability, ...versions);
  }

  private output(command: string, exitStatus: number, complaints: readonly string[]): CommandOutput {
    return {
      command,
      stdout: this.steps.text,
      stderr: [...complaints, ...this.warnings].join('\n'),
      exitStatus,
    };
  }
}

/** The device, or what it can do, stands against a step of the change. */
class StepRefused extends Error {
  constructor(
    readonly step: string,
    message: string,
  ) {
    super(message);
  }
}
