import { CommandRejectedError, DeviceError } from '../device-error.js';
import type { CommandOutput, DeviceSession, OutputListener, SessionFacts } from '../driver.js';
import { ConfigChange } from './config-change.js';
import type { NetconfClient } from './netconf-client.js';
import { lacks, parseCommand } from './netconf-command.js';
import type { NetconfDriverArgs } from './netconf-driver-args.js';
import { get } from './operations.js';
import { describeError, parsedReply, type RpcReply } from './rpc-reply.js';

const MS_PER_SECOND = 1_000;
const ALIVE_TIMEOUT_MS = 5_000;
/** An empty subtree filter selects nothing (RFC 6241, 6.4.2): the cheapest question. */
const NOTHING = { filter: '<nothing xmlns="urn:netpulse:nothing"/>', namespaces: {} };

/** An open NETCONF session on a device. */
export class NetconfSession implements DeviceSession<NetconfDriverArgs> {
  /** A lock or a subscription of a job goes with its session. */
  private isBound = false;

  constructor(
    private readonly client: NetconfClient,
    private readonly remoteVersion: string | null,
  ) {}

  get facts(): SessionFacts {
    const { uris } = this.client.capabilities;
    return { prompt: null, remoteVersion: this.remoteVersion, capabilities: uris };
  }

  get isUsable(): boolean {
    return this.client.isOpen && !this.isBound;
  }

  async isAlive(signal: AbortSignal): Promise<boolean> {
    try {
      await this.client.request(get(NOTHING), ALIVE_TIMEOUT_MS, signal);
      return true;
    } catch (error) {
      if (error instanceof DeviceError) return false;
      throw error;
    }
  }

  async run(
    command: string,
    args: NetconfDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    const parsed = parseCommand(command, args);
    if (parsed.kind === 'capabilities') return this.tellCapabilities(command, onOutput);
    const missing = lacks(this.client.capabilities, parsed.needs);
    if (missing !== undefined) throw incapable(command, missing);
    if (parsed.bindsSession) this.isBound = true;
    const reply = await this.client.request(parsed.operation, args.read_timeout * MS_PER_SECOND, signal);
    onOutput?.(reply.text);
    return outputOf(command, reply);
  }

  async configure(
    lines: readonly string[],
    args: NetconfDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    return await new ConfigChange(this.client, args, signal, onOutput).make(lines.join('\n'));
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private tellCapabilities(command: string, onOutput: OutputListener | undefined): CommandOutput {
    const { uris } = this.client.capabilities;
    const stdout = uris.join('\n');
    onOutput?.(stdout);
    return { command, stdout, stderr: '', exitStatus: 0, parsed: uris };
  }
}

function outputOf(command: string, reply: RpcReply): CommandOutput {
  const [error] = reply.errors;
  const stderr = [...reply.errors, ...reply.warnings].map(describeError).join('\n');
  const output = {
    command,
    stdout: reply.text,
    stderr,
    exitStatus: error ? 1 : 0,
    parsed: parsedReply(reply),
  };
  if (error) throw new CommandRejectedError(output, describeError(error));
  return output;
}

function incapable(command: string, capability: string): CommandRejectedError {
  const complaint = `the device does not offer the capability :${capability}`;
  return new CommandRejectedError({ command, stdout: '', stderr: complaint, exitStatus: 1 }, complaint);
}
