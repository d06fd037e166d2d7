import { DeviceError } from '../device-error.js';
import { JsonTooLargeError, parseDeviceJson } from '../json-text.js';
import { textOf, type EapiCommand } from './eapi-command.js';
import type { EapiHttp } from './eapi-http.js';

/** How the commands of one request are run. */
export interface RunOptions {
  readonly format: 'json' | 'text';
  readonly autoComplete?: boolean;
  readonly expandAliases?: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What the switch answered to one command: its model's JSON, or `{output}` in text format. */
export type EapiResult = Readonly<Record<string, unknown>>;

/** The switch ran the commands up to one, and refused that one. */
export class EapiCommandError extends Error {
  constructor(
    /** eAPI's code: 1000 to 1005 are about a command. */
    readonly code: number,
    readonly command: string,
    /** Position of the command in the request. */
    readonly index: number,
    /** What the switch said of it, in one line. */
    readonly complaint: string,
    /** The answers to the commands before it. */
    readonly results: readonly EapiResult[],
  ) {
    super(complaint);
  }
}

/** eAPI's JSON-RPC 2.0: `runCmds`. */
export class EapiClient {
  private lastId = 0;

  constructor(private readonly http: Pick<EapiHttp, 'post'>) {}

  /**
   * Runs commands one after the other; each request begins in the unprivileged mode. One result a command.
   *
   * @throws EapiCommandError when the switch refused one; the later ones were not run
   * @throws DeviceError for everything else
   */
  async runCmds(commands: readonly EapiCommand[], options: RunOptions): Promise<EapiResult[]> {
    this.lastId += 1;
    const id = `netpulse-${this.lastId}`;
    const params = { version: 1, cmds: commands, format: options.format, ...flags(options) };
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'runCmds', params, id });
    const answer = parsed(await this.http.post(body, options.timeoutMs, options.signal));
    if (isRecord(answer.error)) throw faultOf(answer.error, commands);
    const { result } = answer;
    if (!Array.isArray(result) || result.length !== commands.length || !result.every(isRecord)) {
      throw notEapi('its result is not one object a command');
    }
    return result;
  }
}

/** Old EOS refuses parameters that it does not know: only what is wanted is sent. */
function flags({ autoComplete, expandAliases }: RunOptions): object {
  return { ...(autoComplete && { autoComplete }), ...(expandAliases && { expandAliases }) };
}

function parsed(text: string): Record<string, unknown> {
  let answer: unknown;
  try {
    answer = parseDeviceJson(text);
  } catch (error) {
    throw notEapi(error instanceof JsonTooLargeError ? error.message : 'it is not JSON');
  }
  if (!isRecord(answer)) throw notEapi('it is not an object');
  return answer;
}

function notEapi(reason: string): DeviceError {
  return new DeviceError('UnexpectedOutput', `The answer is not one of eAPI: ${reason}`);
}

const NO_JSON = 1003;

/** `data` holds an entry a command that was run, the refused one last, with its `errors`. */
function faultOf(error: Record<string, unknown>, commands: readonly EapiCommand[]): Error {
  const code = Number(error.code);
  const message = oneLine(error.message);
  const data = Array.isArray(error.data) ? error.data.filter(isRecord) : [];
  if (code < 1_000 || data.length === 0) {
    return new DeviceError('UnexpectedOutput', `eAPI refused the request (${code}): ${message}`);
  }
  const index = Math.min(data.length, commands.length) - 1;
  const refused = data[index] ?? {};
  const errors = Array.isArray(refused.errors) ? refused.errors.map(oneLine).filter(Boolean) : [];
  const said = errors.length > 0 ? errors.join('; ') : message;
  const hint = code === NO_JSON ? '; it has no JSON, ask for it with driver_args.encoding = text' : '';
  return new EapiCommandError(
    code,
    textOf(commands[index] ?? ''),
    index,
    `${said}${hint}`,
    data.slice(0, index),
  );
}

function oneLine(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
