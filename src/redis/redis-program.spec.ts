import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedisProgram } from './redis-program.js';

const OLD = 'Redis server v=6.0.16 sha=00000000:0 malloc=jemalloc-5.2.1 bits=64';
const NEW = 'Valkey server v=8.0.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64';

let folder: string;

/** A PATH with nothing else than programs that say these versions. */
function aPathWith(programs: Readonly<Record<string, string>>): void {
  for (const [name, version] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${version}'\n`, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
}

describe('the Redis on the PATH', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netpulse-path-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is said to be too old when it is', async () => {
    aPathWith({ 'redis-server': OLD });

    await expect(findRedisProgram()).rejects.toThrow(
      /too old \(Redis server v=6\.0\.16.*needs 7\.0 or later/,
    );
  });

  it('is passed over for a Valkey that is new enough', async () => {
    aPathWith({ 'redis-server': OLD, 'valkey-server': NEW });

    expect(await findRedisProgram()).toMatchObject({ command: 'valkey-server', version: NEW });
  });
});
