import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from './api-client.js';

const MAIN = join(import.meta.dirname, '../../dist/bundle/main.js');
/** What the key sends; the terminal makes SIGINT of it. */
const CTRL_C = '\x03';
const START_DEADLINE_MS = 20_000;

/** NetPulse as users run it: a process of its own, from the build, with nothing but its environment. */
export class ServiceProcess {
  private text = '';
  private readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly dataDir: string,
    private readonly interrupt?: () => void,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  }

  /** Starts the process, in this working directory unless another is given, and returns at once. */
  static spawn(dataDir: string, environment: Record<string, string> = {}, cwd?: string): ServiceProcess {
    const own = { NETPULSE_PORT: '0', NETPULSE_DATA_DIR: dataDir, ...environment };
    const child = spawn(process.execPath, [MAIN], { cwd, env: { ...process.env, ...own } });
    return new ServiceProcess(child, dataDir);
  }

  /** Starts the process as a person does, in a terminal (script(1) of util-linux gives it one), and waits until it is ready. */
  static async startInTerminal(dataDir: string): Promise<ServiceProcess> {
    const env = { ...process.env, NETPULSE_PORT: '0', NETPULSE_DATA_DIR: dataDir };
    const child = spawn('script', ['-qec', `exec "${process.execPath}" "${MAIN}"`, '/dev/null'], { env });
    const service = new ServiceProcess(child, dataDir, () => child.stdin.write(CTRL_C));
    await service.says(/API key/);
    return service;
  }

  /** Starts the process and waits until it is ready. */
  static async start(dataDir: string, environment: Record<string, string> = {}): Promise<ServiceProcess> {
    const service = ServiceProcess.spawn(dataDir, environment);
    await service.says(/ready at http/);
    return service;
  }

  /** Everything that it printed so far. */
  get output(): string {
    return this.text;
  }

  /** Where it says that it listens. */
  get url(): string {
    return /ready at (\S+)/.exec(this.text)?.[1] ?? '';
  }

  get api(): ApiClient {
    return new ApiClient(this.url, {
      'X-API-KEY': readFileSync(join(this.dataDir, 'api-key'), 'utf8').trim(),
    });
  }

  /** Waits until the output matches. */
  async says(pattern: RegExp): Promise<void> {
    let isOver = false;
    void this.ended.then(() => (isOver = true));
    await vi.waitFor(
      () => {
        if (!pattern.test(this.text) && isOver) throw new Error(`It ended and said: ${this.text}`);
        expect(this.text).toMatch(pattern);
      },
      { timeout: START_DEADLINE_MS, interval: 20 },
    );
  }

  /** Sends the signal, or presses Ctrl-C in its terminal, and waits for the end. */
  async stop(
    signal: NodeJS.Signals = 'SIGTERM',
  ): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    if (this.interrupt) this.interrupt();
    else this.child.kill(signal);
    return this.ended;
  }

  /** The end that the process comes to by itself. */
  end(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    return this.ended;
  }
}
