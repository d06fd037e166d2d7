import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DEMO = join(import.meta.dirname, '../dist/test/lab/demo/demo.js');
const READY_DEADLINE_MS = 30_000;

describe('the demo', () => {
  it(
    'shows the job, the output of the device, the webhook, and where to go on, and ends in order',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'netpulse-demo-'));
      const environment = { ...process.env, NETPULSE_DATA_DIR: folder };
      // Somebody else's, or ours.
      const other = createServer();
      await new Promise<void>((resolve) => {
        other.once('error', () => resolve());
        other.listen(9_000, '127.0.0.1', resolve);
      });
      const demo = spawn(process.execPath, [DEMO], { env: environment });
      const ended = once(demo, 'close');
      let stdout = '';
      demo.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));

      await vi.waitFor(() => expect(stdout).toContain('Ctrl-C stops everything'), {
        timeout: READY_DEADLINE_MS,
      });
      const note = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();
      const [url, devicePort] = [note('url'), note('device-port')];
      demo.kill('SIGINT');
      // Under npm, one Ctrl-C comes twice.
      await vi.waitFor(() => expect(stdout).toContain('Stopping ...'));
      demo.kill('SIGINT');

      expect(await ended).toEqual([0, null]);
      expect(stdout).toContain('"command": "show version"');
      expect(stdout).toContain('lab-sw1 uptime is 3 weeks');
      expect(stdout).toMatch(/POST \/callback HTTP\/1\.1[\s\S]*\{"id":"[\w-]+","result":"Cisco IOS Software/);
      expect(stdout).toMatch(/Console +http:\/\/127\.0\.0\.1:\d+\/console#key=np_/);
      expect(stdout).toMatch(/Swagger UI +http:\/\/127\.0\.0\.1:\d+\/docs#key=np_/);
      expect(stdout).toContain(`(kept in ${join(folder, 'api-key')})`);
      expect(stdout).toContain(`curl -s ${url}/jobs`);
      expect(stdout).toContain(`Port 9000 is in use by another program: this demo is at ${url}.`);
      expect(stdout).toContain(`ssh admin@127.0.0.1 -p ${devicePort} `);
      expect(existsSync(join(folder, 'url'))).toBe(false);
      expect(stdout).toContain('Everything is stopped.');
      other.close();
      rmSync(folder, { recursive: true, force: true });
    },
    2 * READY_DEADLINE_MS,
  );
});
