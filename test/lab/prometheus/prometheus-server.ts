import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LabFolder } from '../frr/lab-folder.js';
import { freePort } from '../free-port.js';
import { isExecutable, LabProcess } from '../frr/lab-process.js';

const PROMETHEUS = '/usr/bin/prometheus';
const PROMTOOL = '/usr/bin/promtool';
const HOST = '127.0.0.1';

/** Why Prometheus cannot run here; undefined when it can. */
export function whyNoPrometheus(): string | undefined {
  if (isExecutable(PROMETHEUS) && isExecutable(PROMTOOL)) return undefined;
  return `Prometheus is not installed (${PROMETHEUS}); try: apt-get install prometheus`;
}

/** Runs promtool in a folder. @throws Error with what it says when it finds a fault */
export async function promtool(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(PROMTOOL, args, { cwd: folder });
  return stdout + stderr;
}

/** Has promtool judge an exposition by Prometheus' conventions. @throws Error with what it says when it finds a fault */
export async function checkMetrics(exposition: string): Promise<void> {
  const checking = promisify(execFile)(PROMTOOL, ['check', 'metrics']);
  checking.child.stdin?.end(exposition);
  await checking;
}

/** A real Prometheus that scrapes one target each half second, with the rules of a file. */
export class PrometheusServer {
  private constructor(
    private readonly port: number,
    private readonly folder: LabFolder,
    private readonly server: LabProcess,
  ) {}

  static async start(target: string, key: string, rules: string): Promise<PrometheusServer> {
    const folder = LabFolder.make();
    const port = await freePort();
    await writeFile(folder.file('prometheus.yml'), configuration(target, key, rules));
    const server = LabProcess.start(PROMETHEUS, [
      `--config.file=${folder.file('prometheus.yml')}`,
      `--storage.tsdb.path=${folder.file('data')}`,
      `--web.listen-address=${HOST}:${port}`,
    ]);
    const prometheus = new PrometheusServer(port, folder, server);
    try {
      await server.listening(port);
      return prometheus;
    } catch (error) {
      await prometheus.stop();
      throw error;
    }
  }

  /** Values of an instant query, by the labels as JSON text. */
  async query(expression: string): Promise<Map<string, number>> {
    const url = `http://${HOST}:${this.port}/api/v1/query?query=${encodeURIComponent(expression)}`;
    const response = await fetch(url);
    if (!response.ok) throw new Error(`Prometheus refuses ${expression}: ${await response.text()}`);
    const answer = (await response.json()) as {
      data: { result: readonly { metric: Record<string, string>; value: [number, string] }[] };
    };
    return new Map(answer.data.result.map(({ metric, value }) => [JSON.stringify(metric), Number(value[1])]));
  }

  async stop(): Promise<void> {
    await this.server.stop();
    this.folder.remove();
  }
}

function configuration(target: string, key: string, rules: string): string {
  return `
global: { scrape_interval: 500ms, scrape_timeout: 500ms }
rule_files: [${JSON.stringify(rules)}]
scrape_configs:
  - job_name: netpulse
    authorization: { credentials: ${JSON.stringify(key)} }
    static_configs: [{ targets: [${JSON.stringify(target)}] }]
`;
}
