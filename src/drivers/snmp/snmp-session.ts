import { CommandRejectedError } from '../device-error.js';
import type { CommandOutput, DeviceSession, OutputListener, SessionFacts } from '../driver.js';
import { ToldLines } from '../told-lines.js';
import { follows, isWithin } from './oid.js';
import { formatBinding, isPresent, type SnmpBinding } from './snmp-binding.js';
import type { SnmpClient } from './snmp-client.js';
import { parseAssignment, parseCommand, type SnmpCommand } from './snmp-command.js';
import type { SnmpDriverArgs } from './snmp-driver-args.js';
import { authenticationFailed, SnmpRefusal, unexpectedAnswer } from './snmp-errors.js';

const SYS_DESCR = '1.3.6.1.2.1.1.1.0';
const SYS_UP_TIME = '1.3.6.1.2.1.1.3.0';

/** An agent that has answered with these credentials. SNMP has no connection: there is no more to a session. */
export class SnmpSession implements DeviceSession<SnmpDriverArgs> {
  private constructor(
    private readonly client: SnmpClient,
    readonly facts: SessionFacts,
  ) {}

  /** @throws DeviceError when the agent does not answer, or not to these credentials */
  static async open(client: SnmpClient, signal: AbortSignal): Promise<SnmpSession> {
    try {
      const [description] = await client.get([SYS_DESCR], signal);
      const text = description?.type === 'STRING' ? String(description.value) : null;
      return new SnmpSession(client, { prompt: null, remoteVersion: text });
    } catch (error) {
      client.close();
      throw error instanceof SnmpRefusal ? refusedAtOnce(error) : error;
    }
  }

  get isUsable(): boolean {
    return this.client.isOpen;
  }

  async isAlive(signal: AbortSignal): Promise<boolean> {
    try {
      await this.client.get([SYS_UP_TIME], signal);
      return true;
    } catch (error) {
      return error instanceof SnmpRefusal;
    }
  }

  async run(
    command: string,
    args: SnmpDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    const tell = new Answer(command, onOutput);
    try {
      await this.ask(parseCommand(command), args, tell, signal);
      return tell.output(0);
    } catch (error) {
      throw tell.withOutput(error);
    }
  }

  async configure(
    lines: readonly string[],
    _args: SnmpDriverArgs,
    signal: AbortSignal,
    onOutput?: OutputListener,
  ): Promise<CommandOutput> {
    const tell = new Answer(lines.join('\n'), onOutput);
    const assignments = lines.filter((line) => line.trim() !== '').map(parseAssignment);
    try {
      tell.add(await this.client.set(assignments, signal));
      return tell.output(0);
    } catch (error) {
      throw tell.withOutput(error);
    }
  }

  async close(): Promise<void> {
    this.client.close();
  }

  private async ask(
    { verb, oids }: SnmpCommand,
    args: SnmpDriverArgs,
    tell: Answer,
    signal: AbortSignal,
  ): Promise<void> {
    const [root] = oids;
    if (verb === 'get') tell.add(await this.client.get(oids, signal));
    else if (verb === 'getnext') tell.add(await this.client.getNext(oids, signal));
    else if (root !== undefined)
      await this.walk(root, verb === 'bulkwalk' ? args.max_repetitions : 0, args, tell, signal);
  }

  /** @param repetitions 0 asks for one value at a time */
  private async walk(
    root: string,
    repetitions: number,
    { max_rows: maxRows }: SnmpDriverArgs,
    tell: Answer,
    signal: AbortSignal,
  ): Promise<void> {
    let last = root;
    for (;;) {
      const batch =
        repetitions === 0
          ? await this.client.getNext([last], signal)
          : await this.client.getBulk(last, repetitions, signal);
      const end = batch.findIndex((binding) => !isPresent(binding) || !isWithin(binding.oid, root));
      const rows = end === -1 ? batch : batch.slice(0, end);
      for (const { oid } of rows) {
        // Agents with a broken table answer in circles.
        if (!follows(oid, last))
          throw unexpectedAnswer(`OID .${oid} does not follow .${last}: the agent walks in circles`);
        last = oid;
      }
      tell.add(rows);
      if (tell.rows > maxRows) throw unexpectedAnswer(`more than ${maxRows} rows (driver_args.max_rows)`);
      if (end !== -1 || batch.length === 0) break;
    }
    // A leaf has nothing below it: as snmpwalk does, ask for itself.
    if (tell.rows === 0) tell.add(await this.client.get([root], signal));
  }
}

function refusedAtOnce({ message }: SnmpRefusal): Error {
  return /^(?:AuthorizationError|NoAccess)/.test(message)
    ? authenticationFailed('These credentials, or their security level, may not read sysDescr.0')
    : unexpectedAnswer(`the agent refuses sysDescr.0: ${message}`);
}

/** What one command brings back, as it comes. */
class Answer {
  private readonly bindings: SnmpBinding[] = [];
  private readonly lines: ToldLines;

  constructor(
    private readonly command: string,
    onOutput: OutputListener | undefined,
  ) {
    this.lines = new ToldLines(onOutput);
  }

  get rows(): number {
    return this.bindings.length;
  }

  add(bindings: readonly SnmpBinding[]): void {
    this.bindings.push(...bindings);
    this.lines.add(bindings.map(formatBinding));
  }

  output(exitStatus: number, stderr = ''): CommandOutput {
    return {
      command: this.command,
      stdout: this.lines.text,
      stderr,
      exitStatus,
      parsed: this.bindings,
    };
  }

  withOutput(error: unknown): unknown {
    if (!(error instanceof SnmpRefusal)) return error;
    return new CommandRejectedError(
      this.output(1, error.message),
      error.message,
      `The agent refused the request: ${error.message}`,
    );
  }
}
