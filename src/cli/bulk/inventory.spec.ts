import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInventory } from './inventory.js';

describe('readInventory', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'netpulse-inventory-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function file(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  it('reads CSV: a number for the port, nothing for an empty field, commas in quotes', async () => {
    const path = file(
      'fleet.csv',
      '\ufeffhost,port,username,command,device_name\n# the core\nr1,2222,admin,,"Core, east"\n\nr2,,,show clock,\n',
    );

    expect(await readInventory(path)).toEqual([
      { connection_args: { host: 'r1', port: 2222, username: 'admin' }, device_name: 'Core, east' },
      { connection_args: { host: 'r2' }, command: 'show clock' },
    ]);
  });

  it('leaves a port that is none as it is, for the service to refuse', async () => {
    expect(await readInventory(file('fleet.csv', 'host,port\nr1,abc\n'))).toEqual([
      { connection_args: { host: 'r1', port: 'abc' } },
    ]);
  });

  it('reads YAML', async () => {
    const path = file(
      'fleet.yaml',
      '- host: r1\n  port: 2222\n- host: r2\n  command: [show clock, show version]\n',
    );

    expect(await readInventory(path)).toEqual([
      { connection_args: { host: 'r1', port: 2222 } },
      { connection_args: { host: 'r2' }, command: ['show clock', 'show version'] },
    ]);
  });

  it.each([
    ['a file that is not there', 'none.csv', null, /cannot be read/],
    ['CSV of other widths', 'a.csv', 'host,port\nr1\n', /is no CSV with a line of headings/],
    ['headings alone', 'a.csv', 'host,port\n', /names no device/],
    ['broken YAML', 'a.yml', '- {', /is no YAML/],
    ['YAML that is no list', 'a.yml', 'host: r1', /must be a list/],
  ])('says what is wrong with %s', async (_what, name, text, message) => {
    const path = text === null ? join(folder, name) : file(name, text);

    await expect(readInventory(path)).rejects.toThrow(message);
  });
});
