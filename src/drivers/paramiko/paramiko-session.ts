import type { SshLink } from '../ssh/ssh-link.js';
import { CommandRejectedError, DeviceError } from '../device-error.js';
import type { CommandOutput, DeviceSession, OutputListener, SessionFacts, SessionStep } from '../driver.js';
import type { DownloadArgs, UploadArgs } from './file-transfer-args.js';
import type { ParamikoDriverArgs } from './paramiko-driver-args.js';
import { NoSftpError, withSftp, type TransferLimits } from './sftp-channel.js';
import { UnfitFileError } from './encoded-text.js';
import { download } from './sftp-download.js';
import { DamagedFileError, upload } from './sftp-upload.js';
import type { RemoteProgram } from './remote-program.js';
import { RemoteRun } from './remote-run.js';
import { UnconfirmedKillError } from './remote-stop.js';

/** What a session knows beside its connection. */
export interface SessionOptions {
  /** What sudo gets when it asks; null when there is nothing to give. */
  readonly sudoPassword: string | null;
  readonly readTimeoutMs: number;
  readonly masked: (text: string) => string;
}

const ALIVE_TIMEOUT_MS = 5_000;
const MS_PER_SECOND = 1_000;
/** How a script is named among the results. */
const SCRIPT = 'script_content';

/** A login on a host. Every command, script and file has a channel of its own, so that one leaves nothing behind for the next. */
export class ParamikoSession implements DeviceSession<ParamikoDriverArgs> {
  readonly facts: SessionFacts;
  private isOpen = true;

  constructor(
    private readonly link: SshLink,
    private readonly options: SessionOptions,
  ) {
    this.facts = { prompt: null, remoteVersion: link.remoteVersion };
    link.client.once('close', () => (this.isOpen = false));
  }

  get isUsable(): boolean {
    return this.isOpen;
  }

  async isAlive(signal: AbortSignal): Promise<boolean> {
    try {
      const program = programOf({ kind: 'command', text: 'true' }, this.options);
      await RemoteRun.run(this.link.client, program, {
        ...this.options,
        timeoutMs: ALIVE_TIMEOUT_MS,
        signal,
      });
      return this.isOpen;
    } catch {
      this.link.destroy();
      return false;
    }
  }

  steps(commands: readonly string[], args: ParamikoDriverArgs): readonly SessionStep[] {
    const { upload: up, script_content: script, download: down } = args;
    return [
      ...(up ? [this.upload(up, args)] : []),
      ...commands.map(
        (command): SessionStep =>
          (signal, onOutput) =>
            this.run(command, args, signal, onOutput),
      ),
      ...(script === undefined || script === null ? [] : [this.script(script, args)]),
      ...(down ? [this.download(down, args)] : []),
    ];
  }

  run(
    command: string,
    args: ParamikoDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    return this.runProgram(command, { kind: 'command', text: command }, args, signal, onOutput);
  }

  async configure(): Promise<CommandOutput> {
    throw new DeviceError('UnexpectedOutput', 'The paramiko driver has no configuration mode');
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.link.close();
  }

  private script(text: string, args: ParamikoDriverArgs): SessionStep {
    const work = { kind: 'script', text, interpreter: args.script_interpreter } as const;
    return (signal, onOutput) => this.runProgram(SCRIPT, work, args, signal, onOutput);
  }

  private async runProgram(
    name: string,
    work: RemoteProgram['work'],
    args: ParamikoDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    this.assertOpen();
    const timeoutMs = this.timeoutMs(args);
    const program = programOf(work, this.options, args);
    const options = { ...this.options, timeoutMs, signal, onOutput };
    const output = {
      command: name,
      ...(await this.untilKnown(RemoteRun.run(this.link.client, program, options))),
    };
    if (args.stop_on_error && output.exitStatus !== 0)
      throw new CommandRejectedError(output, `It ended with exit status ${output.exitStatus}`);
    return output;
  }

  /** Once the connection is gone, the host kills what it began. */
  private async untilKnown<T>(run: Promise<T>): Promise<T> {
    try {
      return await run;
    } catch (error) {
      if (error instanceof UnconfirmedKillError) this.link.destroy();
      throw error;
    }
  }

  private upload(file: UploadArgs, args: ParamikoDriverArgs): SessionStep {
    return (signal) =>
      this.transfer(`upload ${file.path}`, signal, args, async (limits) => ({
        stdout: '',
        parsed: await upload(this.link.client, limits, file),
      }));
  }

  private download(file: DownloadArgs, args: ParamikoDriverArgs): SessionStep {
    return (signal) =>
      this.transfer(`download ${file.path}`, signal, args, async (limits) => {
        const got = await withSftp(this.link.client, limits, (sftp) => download(sftp, file));
        return { stdout: got.content, parsed: got.file };
      });
  }

  private async transfer(
    command: string,
    signal: AbortSignal,
    args: ParamikoDriverArgs,
    work: (limits: TransferLimits) => Promise<{ stdout: string; parsed: object }>,
  ): Promise<CommandOutput> {
    this.assertOpen();
    try {
      const done = await work({ timeoutMs: this.timeoutMs(args), signal });
      return { command, stderr: '', exitStatus: 0, ...done };
    } catch (error) {
      // ssh2 leaves the channel of a refused subsystem open, and sshd gives out ten.
      if (error instanceof NoSftpError) this.link.destroy();
      if (error instanceof DeviceError) throw error;
      const complaint = complaintOf(error);
      throw new CommandRejectedError({ command, stdout: '', stderr: complaint, exitStatus: 1 }, complaint);
    }
  }

  /** ssh2 throws an error of its own at what is asked of a connection that is gone. */
  private assertOpen(): void {
    if (!this.isOpen) throw new DeviceError('SessionLost', 'Session lost: The host ended the session');
  }

  private timeoutMs({ read_timeout: seconds }: ParamikoDriverArgs): number {
    return seconds === undefined ? this.options.readTimeoutMs : seconds * MS_PER_SECOND;
  }
}

function programOf(
  work: RemoteProgram['work'],
  { sudoPassword }: SessionOptions,
  args?: ParamikoDriverArgs,
): RemoteProgram {
  return {
    work,
    environment: args?.environment ?? {},
    workingDirectory: args?.working_directory ?? null,
    sudoUser: args?.sudo === true ? args.sudo_user : null,
    canAnswerSudo: sudoPassword !== null,
    hasTerminal: args?.pty ?? false,
  };
}

/** SSH_FX_... of SFTP version 3 (draft-ietf-secsh-filexfer-02, 7), which servers say in words of their own. */
const SFTP_STATUS: Readonly<Record<number, string>> = {
  2: 'No such file or directory',
  3: 'Permission denied',
  4: 'The host could not do it: the path may be a directory, its disk full or its file system read-only',
};

function complaintOf(error: unknown): string {
  if (error instanceof DamagedFileError || error instanceof UnfitFileError) return error.message;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (typeof code === 'number' ? SFTP_STATUS[code] : undefined) ?? String(message);
}
