import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iosFacts } from './ios/ios-facts.js';
import { iosInterfaces } from './ios/ios-interfaces.js';
import { iosArpTable, iosLldpNeighbors, longInterfaceName } from './ios/ios-neighbors.js';
import { macAddress } from './result-shapes.js';

/** Outputs of real devices with what a person read in them, where this machine has them. */
const ARCHIVE = join(process.cwd(), '../shared/data/ntc-templates.tar.gz');

interface Capture {
  readonly name: string;
  readonly raw: string;
  /** One record a `- key: "value"` item; keys with lists are left out. */
  readonly records: Readonly<Record<string, string>>[];
}

function recordsOf(yaml: string): Record<string, string>[] {
  const records: Record<string, string>[] = [];
  for (const line of yaml.split('\n')) {
    const [, dash, key, value] = /^ {2}(-| ) (\w+): "(.*)"$/.exec(line) ?? [];
    if (/^ {2}- /.test(line)) records.push({});
    const record = records.at(-1);
    if (record && dash !== undefined && key !== undefined) record[key] = (value ?? '').replaceAll('\\"', '"');
  }
  return records;
}

it('a capture is read with the records that a person found in it', () => {
  const yaml =
    '---\nparsed_sample:\n  - age: "-"\n    list:\n      - "x"\n    ip: "192.0.2.1"\n  - age: "7"\n';

  expect(recordsOf(yaml)).toEqual([{ age: '-', ip: '192.0.2.1' }, { age: '7' }]);
});

// Not a skipped test elsewhere: the archive is no part of this repository, and nothing can install it.
if (existsSync(ARCHIVE))
  describe('outputs captured from real IOS devices', () => {
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'netpulse-captures-'));
      const wanted = ['show_version', 'show_interfaces', 'show_ip_arp', 'show_lldp_neighbors'];
      const paths = wanted.map((name) => `ntc-templates/tests/cisco_ios/${name}/`);
      execFileSync('tar', ['xzf', ARCHIVE, '-C', folder, ...paths]);
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    function captures(command: string): Capture[] {
      const place = join(folder, 'ntc-templates/tests/cisco_ios', command);
      return readdirSync(place)
        .filter((file) => file.endsWith('.raw'))
        .map((file) => ({
          name: file,
          raw: readFileSync(join(place, file), 'utf8'),
          records: recordsOf(readFileSync(join(place, file.replace(/raw$/, 'yml')), 'utf8')),
        }));
    }

    it('give the interfaces that a person found', () => {
      for (const { name, raw, records } of captures('show_interfaces')) {
        const found = iosInterfaces(raw);
        // One capture shows an interface twice: the last counts.
        const byName = new Map(records.map((record) => [record.interface ?? '', record]));
        expect(Object.keys(found), name).toEqual([...byName.keys()]);
        for (const [id, record] of byName) {
          expect(found[id], `${name} ${id}`).toMatchObject({
            description: (record.description ?? '').trim(),
            mtu: record.mtu === '' ? -1 : Number(record.mtu),
            mac_address: macAddress(record.mac_address ?? ''),
          });
        }
      }
    });

    it('give host name, version and model', () => {
      for (const { name, raw, records } of captures('show_version')) {
        const facts = iosFacts(raw, '', '');
        expect(facts.hostname, name).toBe(records[0]?.hostname);
        expect(facts.os_version, name).toContain(records[0]?.version);
        expect(facts.model, name).not.toBe('');
        expect(facts.serial_number, name).toMatch(/^\w+$/);
        expect(facts.uptime, name).toBeGreaterThan(0);
      }
    });

    it('give the ARP table', () => {
      for (const { name, raw, records } of captures('show_ip_arp')) {
        const complete = records.filter((record) => macAddress(record.mac_address ?? '') !== '');
        expect(iosArpTable(raw), name).toEqual(
          complete.map((record) => ({
            ip: record.ip_address,
            mac: macAddress(record.mac_address ?? ''),
            interface: record.interface,
            age: record.age === '-' ? -1 : Number(record.age),
          })),
        );
      }
    });

    it('give the LLDP neighbours', () => {
      for (const { name, raw, records } of captures('show_lldp_neighbors')) {
        const found = Object.entries(iosLldpNeighbors('', raw)).flatMap(([local, list]) =>
          list.map((neighbor) => ({ local, ...neighbor })),
        );
        expect(found, name).toEqual(
          records.map((record) => ({
            local: longInterfaceName(record.local_interface ?? ''),
            hostname: record.neighbor_name,
            port: record.neighbor_interface,
          })),
        );
      }
    });
  });
