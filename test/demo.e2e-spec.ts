import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const DEMO = join(import.meta.dirname, '../dist/test/lab/demo/demo.js');

describe('the demo', () => {
  it('shows the job, the output of the device, the webhook, and where to go on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpulse-demo-'));
    const environment = { ...process.env, NETPULSE_DATA_DIR: folder, NETPULSE_PORT: '0' };

    const { stdout } = await promisify(execFile)(process.execPath, [DEMO, '--once'], { env: environment });

    expect(stdout).toContain('"command": "show version"');
    expect(stdout).toContain('lab-sw1 uptime is 3 weeks');
    expect(stdout).toMatch(/POST \/callback HTTP\/1\.1[\s\S]*\{"id":"[\w-]+","result":"Cisco IOS Software/);
    expect(stdout).toMatch(/Console +http:\/\/127\.0\.0\.1:\d+\/console#key=np_/);
    expect(stdout).toMatch(/Swagger UI +http:\/\/127\.0\.0\.1:\d+\/docs#key=np_/);
    expect(stdout).toMatch(/curl -s http/);
    expect(stdout).toContain('Everything is stopped.');
    rmSync(folder, { recursive: true, force: true });
  });
});
