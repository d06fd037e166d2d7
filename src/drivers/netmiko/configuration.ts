import type { CommandOutput, OutputListener } from '../driver.js';
import { ConfigurationRejectedError, type Candidate, type Refusal } from './configuration-errors.js';
import { answersOf } from './command-options.js';
import { findBadStatus, findComplaint, findConfigComplaint } from './complaints.js';
import type { Conversation } from './conversation.js';
import { LivePatterns } from './live-patterns.js';
import { patternBudgetOf } from './pattern-budget.js';
import type { ModeNavigator, Limits } from './mode-navigator.js';
import type { NetmikoConfigArgs } from './netmiko-config-args.js';
import type { Commit, Platform, Question, Save } from './platforms/platform.js';
import { SecretsMask } from '../secrets-mask.js';
import { groupLines } from './text-blocks.js';
import { Transcript } from './transcript.js';
import { SlowPatternError } from './user-pattern.js';

/** The device on which configuration is entered. */
export interface ConfigurationTarget {
  readonly platform: Platform;
  readonly conversation: Conversation;
  readonly navigator: ModeNavigator;
  /** The mode to return to. */
  readonly home: string;
}

/** Time-outs of one job: committing and saving take long on many devices. */
export interface ConfigurationLimits {
  readonly lines: Limits;
  readonly commit: Limits;
}

/** One block of configuration: enters the lines, commits or discards them, saves, and leads the device home. */
export class Configuration {
  private readonly transcript: Transcript;
  private readonly entered: string[] = [];
  private readonly refusals: Refusal[] = [];
  private readonly errorPattern: LivePatterns | null;
  private candidate: Candidate = null;

  constructor(
    private readonly target: ConfigurationTarget,
    private readonly args: NetmikoConfigArgs,
    private readonly limits: ConfigurationLimits,
    listener?: OutputListener,
  ) {
    this.transcript = new Transcript(listener);
    const { error_pattern: source } = args;
    this.errorPattern = source === undefined ? null : new LivePatterns([source], patternBudgetOf(args));
  }

  /**
   * @throws ConfigurationRejectedError with the output so far when the device did not accept a line, the commit or the saving
   * @throws DeviceError when the session failed, or does not come home again
   */
  async apply(lines: readonly string[]): Promise<CommandOutput> {
    try {
      await this.goToConfiguration();
      await this.enter(lines);
      await this.finish();
    } finally {
      await this.leave();
    }
    const output = this.output();
    const [first, ...others] = this.refusals;
    if (first) throw new ConfigurationRejectedError(output, [first, ...others], this.candidate);
    return output;
  }

  private async goToConfiguration(): Promise<void> {
    const { platform, navigator } = this.target;
    const mode =
      platform.configModes.find((name) => navigator.canReach(name)) ?? platform.configModes[0] ?? '';
    this.transcript.add(...(await navigator.goTo(mode, this.limits.lines)));
  }

  private async enter(lines: readonly string[]): Promise<void> {
    const { platform, conversation } = this.target;
    const answers = answersOf(this.args);
    const mask = new SecretsMask(answers?.secrets ?? []);
    for (const group of groupLines(platform, lines)) {
      answers?.startAgain();
      const answer = await conversation.ask({ lines: group, questions: [], answers, ...this.limits.lines });
      this.transcript.add(answer);
      this.entered.push(...group);
      const complaint =
        findConfigComplaint(platform, answer.output) ??
        findBadStatus(answer, () => platform.refusalStatuses !== null) ??
        this.matchIn(answer.output);
      if (complaint === null) continue;
      this.refusals.push({ line: group.at(-1) ?? '', complaint: mask.apply(complaint.trim()) });
      if (this.args.stop_on_error !== false) return;
    }
  }

  private matchIn(output: readonly string[]): string | null {
    const { errorPattern } = this;
    if (!errorPattern) return null;
    try {
      if (errorPattern.find(output) < 0) return null;
      return output.find((line) => errorPattern.find([line]) >= 0) ?? null;
    } catch (error) {
      if (error instanceof SlowPatternError) return error.message;
      throw error;
    }
  }

  private async finish(): Promise<void> {
    const { commit, save } = this.target.platform;
    if (commit?.mode === this.target.conversation.mode) await this.commitOrDiscard(commit);
    if (save && this.args.save && this.refusals.length === 0) await this.save(save);
  }

  private async commitOrDiscard(commit: Commit): Promise<void> {
    if (this.refusals.length === 0 && this.args.commit !== false) await this.commit(commit);
    if (this.refusals.length > 0 || this.args.commit === false) await this.discard(commit);
  }

  private async commit(commit: Commit): Promise<void> {
    const { commit_comment: comment } = this.args;
    const send =
      comment && commit.sendWithComment !== null
        ? commit.sendWithComment.replace('{comment}', () => comment)
        : commit.send;
    const output = await this.type(send, commit.questions);
    const complaint = this.complaintIn(output, commit.failed);
    const isDone = commit.succeeded === null || output.some((line) => commit.succeeded?.test(line));
    if (complaint === null && isDone) return;
    this.refusals.push({ line: send, complaint: complaint ?? output.join(' ').trim() });
  }

  /** Where leaving the mode discards, that is left to it. */
  private async discard({ discard }: Commit): Promise<void> {
    this.candidate = 'discarded';
    if (discard === null) return;
    const user = this.target.conversation.promptName.replace(/@.*$/, '');
    const output = await this.type(
      discard.replace('{user}', () => user),
      [],
    );
    if (this.complaintIn(output, []) !== null) this.candidate = 'left';
  }

  private async save({ mode, send, questions, failed }: Save): Promise<void> {
    if (mode !== null) this.transcript.add(...(await this.target.navigator.goTo(mode, this.limits.lines)));
    const complaint = this.complaintIn(await this.type(send, questions), failed);
    if (complaint !== null) this.refusals.push({ line: send, complaint });
  }

  private async type(line: string, questions: readonly Question[]): Promise<readonly string[]> {
    const answer = await this.target.conversation.ask({ lines: [line], questions, ...this.limits.commit });
    this.transcript.add(answer);
    return answer.output;
  }

  private complaintIn(output: readonly string[], failed: readonly RegExp[]): string | null {
    const failure = output.find((line) => failed.some((pattern) => pattern.test(line)));
    return failure?.trim() ?? findComplaint(this.target.platform, output);
  }

  /** Where no transition leads home the session is of no more use, and ends. */
  private async leave(): Promise<void> {
    const { conversation, navigator, home } = this.target;
    if (!conversation.isOpen || this.args.exit_config_mode === false) return;
    try {
      this.transcript.add(...(await navigator.goTo(home, this.limits.lines)));
    } catch (error) {
      conversation.end();
      throw error;
    }
  }

  private output(): CommandOutput {
    return {
      command: this.entered.join('\n'),
      stdout: this.transcript.lines.join('\n'),
      stderr: '',
      exitStatus: this.refusals.length === 0 ? this.transcript.exitStatus : 1,
    };
  }
}
