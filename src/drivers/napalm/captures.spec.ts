import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iosFacts } from './ios/ios-facts.js';
import { iosInterfaces } from './ios/ios-interfaces.js';
import { iosArpTable, iosLldpNeighbors, longInterfaceName } from './ios/ios-neighbors.js';
import { nxosBgpNeighbors } from './nxos/nxos-bgp.js';
import { nxosFacts } from './nxos/nxos-facts.js';
import { nxosInterfaces, nxosInterfacesIp } from './nxos/nxos-interfaces.js';
import { nxosArpTable, nxosLldpNeighbors } from './nxos/nxos-neighbors.js';
import { asNumber, macAddress } from './result-shapes.js';

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

function capturesIn(place: string): Capture[] {
  return readdirSync(place)
    .filter((file) => file.endsWith('.raw'))
    .map((file) => ({
      name: file,
      raw: readFileSync(join(place, file), 'utf8'),
      records: recordsOf(readFileSync(join(place, file.replace(/raw$/, 'yml')), 'utf8')),
    }));
}

it('a capture is read with the records that a person found in it', () => {
  const yaml =
    '---\nparsed_sample:\n  - age: "-"\n    list:\n      - "x"\n    ip: "192.0.2.1"\n  - age: "7"\n';

  expect(recordsOf(yaml)).toEqual([{ age: '-', ip: '192.0.2.1' }, { age: '7' }]);
});

// Not a skipped test elsewhere: the archive is no part of this repository, and nothing can install it.
if (existsSync(ARCHIVE)) {
  describe('outputs captured from real IOS devices', () => {
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'netpulse-captures-'));
      const wanted = ['show_version', 'show_interfaces', 'show_ip_arp', 'show_lldp_neighbors'];
      const paths = wanted.map((name) => `ntc-templates/tests/cisco_ios/${name}/`);
      execFileSync('tar', ['xzf', ARCHIVE, '-C', folder, ...paths]);
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const captures = (command: string): Capture[] =>
      capturesIn(join(folder, 'ntc-templates/tests/cisco_ios', command));

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

  describe('outputs captured from real NX-OS devices', () => {
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'netpulse-captures-'));
      const wanted = [
        'show_version',
        'show_interface',
        'show_ip_interface_vrf_all',
        'show_ip_arp',
        'show_ip_arp_detail_vrf_all',
        'show_lldp_neighbors_detail',
        'show_ip_bgp_neighbors',
      ];
      const paths = wanted.map((name) => `ntc-templates/tests/cisco_nxos/${name}/`);
      execFileSync('tar', ['xzf', ARCHIVE, '-C', folder, ...paths]);
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const captures = (command: string): Capture[] =>
      capturesIn(join(folder, 'ntc-templates/tests/cisco_nxos', command));

    it('give the interfaces that a person found', () => {
      for (const { name, raw, records } of captures('show_interface')) {
        const found = nxosInterfaces(raw);
        expect(Object.keys(found), name).toEqual(records.map((record) => record.interface));
        for (const record of records) {
          expect(found[record.interface ?? ''], `${name} ${record.interface ?? ''}`).toMatchObject({
            description: (record.description ?? '').trim(),
            mtu: record.mtu === '' ? -1 : Number(record.mtu),
            mac_address: macAddress(record.mac_address ?? ''),
            is_up: (record.link_status ?? '').startsWith('up'),
          });
          // Of others ntc-templates takes the state of the line protocol for it.
          if (record.admin_state === '' || !/^(?:Ethernet|mgmt|port-channel)/.test(record.interface ?? ''))
            continue;
          expect(found[record.interface ?? '']?.is_enabled, name).toBe(
            (record.admin_state ?? '').startsWith('u'),
          );
        }
      }
    });

    it('give name, version, model and uptime', () => {
      for (const { name, raw, records } of captures('show_version')) {
        const facts = nxosFacts(raw, '', '');
        expect(facts, name).toMatchObject({
          hostname: records[0]?.hostname,
          fqdn: records[0]?.hostname,
          os_version: records[0]?.os?.split(' ')[0],
          serial_number: records[0]?.serial,
        });
        expect(facts.model, name).toMatch(/^(?:Nexus|N\d)/);
        expect(facts.uptime, name).toBeGreaterThan(86_400);
      }
    });

    it('give the addresses of the interfaces', () => {
      for (const { name, raw, records } of captures('show_ip_interface_vrf_all')) {
        const found = nxosInterfacesIp(raw, '');
        for (const record of records) {
          if (!/^\d/.test(record.ip_address ?? '')) continue;
          const addresses = found[record.interface ?? '']?.ipv4 ?? {};
          expect(Object.keys(addresses), name).toContain(record.ip_address);
        }
      }
    });

    it('give the ARP table', () => {
      for (const command of ['show_ip_arp', 'show_ip_arp_detail_vrf_all']) {
        for (const { name, raw, records } of captures(command)) {
          const complete = records.filter((record) => macAddress(record.mac_address ?? '') !== '');
          expect(
            nxosArpTable(raw).map(({ ip, mac, interface: port }) => [ip, mac, port]),
            name,
          ).toEqual(
            complete.map((record) => [
              record.ip_address,
              macAddress(record.mac_address ?? ''),
              record.interface,
            ]),
          );
        }
      }
    });

    it('give the LLDP neighbours', () => {
      for (const { name, raw, records } of captures('show_lldp_neighbors_detail')) {
        const found = Object.values(nxosLldpNeighbors(raw)).flat();
        expect(found.map(({ port }) => port).sort(), name).toEqual(
          records.map((record) => record.neighbor_interface).sort(),
        );
      }
    });

    it('give the BGP neighbours', () => {
      const summary = 'BGP router identifier 192.0.2.1, local AS number 65000';
      for (const { name, raw, records } of captures('show_ip_bgp_neighbors')) {
        const peers = nxosBgpNeighbors(summary, raw).global?.peers ?? {};
        expect(Object.keys(peers), name).toEqual(records.map((record) => record.neighbor));
        for (const record of records) {
          const peer = peers[record.neighbor ?? ''];
          const entry = raw.split(`neighbor is ${record.neighbor ?? ''},`)[1] ?? '';
          const isUp = record.bgp_state === 'Established';
          const accepted = Number(/(\d+) accepted paths/.exec(entry)?.[1]);
          expect(peer, name).toMatchObject({
            local_as: record.local_asn ? asNumber(record.local_asn) : 65_000,
            remote_as: asNumber(record.remote_asn ?? ''),
            is_up: isUp,
            is_enabled: !entry.slice(0, 500).includes('Shut (Admin)'),
            description: record.description,
            uptime: isUp ? (expect.any(Number) as number) : -1,
          });
          expect(Object.values(peer?.address_family ?? {})[0]?.accepted_prefixes, name).toBe(
            isUp ? accepted : -1,
          );
        }
      }
    });
  });
}
