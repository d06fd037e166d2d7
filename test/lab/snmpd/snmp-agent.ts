import { writeFile } from 'node:fs/promises';
import { LabFolder } from '../frr/lab-folder.js';
import { freePort } from '../free-port.js';
import { isExecutable, LabProcess } from '../frr/lab-process.js';

const SNMPD = '/usr/sbin/snmpd';
const HOST = '127.0.0.1';
const AUTH_KEY = 'lab-auth-key';
const PRIV_KEY = 'lab-priv-key';

/** Whether Net-SNMP's agent can run here, and if not, why. */
export function canRunSnmpd(): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  return isExecutable(SNMPD)
    ? { ok: true }
    : { ok: false, reason: `Net-SNMP's agent is not installed (${SNMPD}); try: apt-get install snmpd` };
}

/** A real snmpd on a loopback port, with communities and users of its own. */
export class SnmpAgent {
  readonly host = HOST;
  readonly readCommunity = 'lab-read';
  readonly writeCommunity = 'lab-write';
  readonly authKey = AUTH_KEY;
  readonly privKey = PRIV_KEY;

  private constructor(
    readonly port: number,
    private readonly folder: LabFolder,
    private readonly snmpd: LabProcess,
  ) {}

  static async start(): Promise<SnmpAgent> {
    const folder = LabFolder.make();
    const port = await freePort();
    await writeFile(folder.file('snmpd.conf'), configuration(port));
    const snmpd = LabProcess.start('env', [
      `SNMP_PERSISTENT_DIR=${folder.path}`,
      // Without a module to load, snmpd looks for none of the MIB files that Debian may not ship.
      'MIBS=',
      SNMPD,
      ...['-f', '-Lo', '-C', '-c', folder.file('snmpd.conf')],
    ]);
    const agent = new SnmpAgent(port, folder, snmpd);
    try {
      await snmpd.listening(port);
      return agent;
    } catch (error) {
      await agent.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.snmpd.stop();
    this.folder.remove();
  }
}

/** It also listens on TCP, which tells when it is ready. */
function configuration(port: number): string {
  return `
agentAddress udp:${HOST}:${port},tcp:${HOST}:${port}
rocommunity lab-read ${HOST}
rwcommunity lab-write ${HOST}
sysName lab-agent
sysServices 72
createUser md5-des MD5 "${AUTH_KEY}" DES "${PRIV_KEY}"
createUser sha-aes SHA "${AUTH_KEY}" AES "${PRIV_KEY}"
createUser sha256-aes SHA-256 "${AUTH_KEY}" AES "${PRIV_KEY}"
createUser sha512-only SHA-512 "${AUTH_KEY}"
rwuser sha-aes priv
rouser md5-des priv
rouser sha256-aes priv
rouser sha512-only auth
`;
}
