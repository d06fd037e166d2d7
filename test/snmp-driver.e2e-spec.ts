import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { plainToInstance } from 'class-transformer';
import { SnmpConnectionArgs } from '../src/drivers/snmp/snmp-connection-args.js';
import { SnmpDriverArgs } from '../src/drivers/snmp/snmp-driver-args.js';
import { SnmpDriver } from '../src/drivers/snmp/snmp.driver.js';
import { canRunSnmpd, SnmpAgent } from './lab/snmpd/snmp-agent.js';

const never = new AbortController().signal;
const plain = new SnmpDriverArgs();
const driver = new SnmpDriver();

function runs(): boolean {
  const can = canRunSnmpd();
  if (!can.ok) console.warn(`SKIPPED: the snmp driver on a real agent: ${can.reason}`);
  return can.ok;
}

describe.runIf(runs())('the snmp driver on a real agent', () => {
  let agent: SnmpAgent;

  beforeAll(async () => {
    agent = await SnmpAgent.start();
  });
  afterAll(() => agent.stop());

  function open(more: object) {
    const { host, port, readCommunity: community } = agent;
    const target = { host, port, timeout: 10, retries: 0 };
    const args =
      'username' in more ? { ...target, version: '3', ...more } : { ...target, community, ...more };
    return driver.open(plainToInstance(SnmpConnectionArgs, args), never);
  }

  async function with2c<T>(
    more: object,
    use: (session: Awaited<ReturnType<typeof open>>) => Promise<T>,
  ): Promise<T> {
    const session = await open(more);
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  }

  it('gets values as snmpget -On prints them, and tells what the agent says of itself', async () => {
    await with2c({}, async (session) => {
      const { stdout, exitStatus, parsed } = await session.run(
        'get sysName.0 .1.3.6.1.2.1.1.7.0 1.3.6.1.2.1.99.1',
        plain,
        never,
      );

      expect(stdout.split('\n')).toEqual([
        '.1.3.6.1.2.1.1.5.0 = STRING: "lab-agent"',
        '.1.3.6.1.2.1.1.7.0 = INTEGER: 72',
        '.1.3.6.1.2.1.99.1 = No Such Object available on this agent at this OID',
      ]);
      expect(exitStatus).toBe(0);
      expect(parsed).toEqual([
        { oid: '1.3.6.1.2.1.1.5.0', type: 'STRING', value: 'lab-agent' },
        { oid: '1.3.6.1.2.1.1.7.0', type: 'INTEGER', value: 72 },
        { oid: '1.3.6.1.2.1.99.1', type: 'noSuchObject', value: null },
      ]);
      expect(session.facts).toEqual({ prompt: null, remoteVersion: expect.stringMatching(/^Linux /) });
      expect(await session.isAlive(never)).toBe(true);
    });
  });

  it('walks one by one and in bulk with the same result', async () => {
    await with2c({}, async (session) => {
      const pieces: string[] = [];
      const walk = await session.run('walk ifDescr', plain, never);
      const bulk = await session.run('bulkwalk ifDescr', { ...plain, max_repetitions: 2 }, never, (text) =>
        pieces.push(text),
      );

      expect(walk.stdout).toMatch(/^\.1\.3\.6\.1\.2\.1\.2\.2\.1\.2\.1 = STRING: "lo"/);
      expect(bulk.stdout).toBe(walk.stdout);
      expect(pieces.join('')).toBe(walk.stdout);
      expect((await session.run('walk sysName.0', plain, never)).stdout).toBe(
        '.1.3.6.1.2.1.1.5.0 = STRING: "lab-agent"',
      );
    });
  });

  it('ends a walk that finds more than it may bring', async () => {
    await with2c({}, async (session) => {
      const failure = session.run('bulkwalk mib-2', { ...plain, max_rows: 10 }, never);

      await expect(failure).rejects.toMatchObject({
        type: 'UnexpectedOutput',
        message: expect.stringContaining('10 rows'),
      });
    });
  });

  it.each([
    { username: 'sha-aes', auth_protocol: 'sha', priv_protocol: 'aes' },
    { username: 'sha256-aes', auth_protocol: 'sha256', priv_protocol: 'aes' },
    { username: 'md5-des', auth_protocol: 'md5', priv_protocol: 'des' },
    { username: 'sha512-only', auth_protocol: 'sha512' },
  ])('asks as $username of version 3', async (user) => {
    const keys = { auth_key: agent.authKey, ...('priv_protocol' in user ? { priv_key: agent.privKey } : {}) };
    await with2c({ ...user, ...keys }, async (session) => {
      expect((await session.run('get sysName.0', plain, never)).stdout).toContain('"lab-agent"');
      expect((await session.run('bulkwalk ifTable', plain, never)).stdout.split('\n').length).toBeGreaterThan(
        20,
      );
    });
  });

  it.each([
    [
      'a wrong authentication key',
      { auth_key: 'wrong-key-1' },
      'The authentication key or protocol is wrong',
    ],
    ['an unknown user', { username: 'nobody' }, 'The device knows no such user'],
    [
      'a wrong authentication protocol',
      { auth_protocol: 'sha256' },
      'The authentication key or protocol is wrong',
    ],
    ['too little security', { priv_protocol: undefined, priv_key: undefined }, 'may not read sysDescr.0'],
  ])('tells of %s', async (_what, wrong, message) => {
    const user = { username: 'sha-aes', auth_protocol: 'sha', auth_key: agent.authKey };
    const priv = { priv_protocol: 'aes', priv_key: agent.privKey };

    await expect(open({ ...user, ...priv, ...wrong })).rejects.toThrow(message);
  });

  it('tells of a wrong privacy key, which agents answer with silence', async () => {
    const user = { username: 'sha-aes', auth_protocol: 'sha', auth_key: agent.authKey };

    const failure = await open({
      ...user,
      priv_protocol: 'aes',
      priv_key: 'wrong-key-1',
      timeout: 0.5,
    }).catch((error: unknown) => error);

    expect(failure).toMatchObject({
      name: expect.stringMatching(/^(AuthenticationFailed|ConnectionTimeout)$/),
    });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('wrong-key-1');
  });

  it('says that a wrong community looks like silence, and does not repeat it', async () => {
    const failure = await open({ community: 'wrong-community', timeout: 0.5 }).catch(
      (error: unknown) => error,
    );

    expect(failure).toMatchObject({ type: 'ConnectionTimeout' });
    expect(String(failure)).toContain('agents are silent also when the community is wrong');
    expect(String(failure)).not.toContain('wrong-community');
  });

  it('sets variables, all or none', async () => {
    await with2c({ community: agent.writeCommunity }, async (session) => {
      const set = await session.configure(
        ['sysContact.0 s "noc"', 'set sysLocation.0 s room 1'],
        plain,
        never,
      );
      expect(set.stdout).toBe('.1.3.6.1.2.1.1.4.0 = STRING: "noc"\n.1.3.6.1.2.1.1.6.0 = STRING: "room 1"');

      const refused = session.configure(['sysContact.0 s other', 'sysLocation.0 i 5'], plain, never);
      await expect(refused).rejects.toMatchObject({
        type: 'CommandRejected',
        complaint: expect.stringContaining('Wrong'),
      });
      expect((await session.run('get sysContact.0', plain, never)).stdout).toContain('"noc"');
    });
  });

  it('tells when the community may only read', async () => {
    await with2c({}, async (session) => {
      await expect(session.configure(['sysContact.0 s x'], plain, never)).rejects.toMatchObject({
        type: 'CommandRejected',
        complaint: 'NoAccess: 1.3.6.1.2.1.1.4.0',
      });
      expect(session.isUsable).toBe(true);
    });
  });
});

describe('the snmp driver without an agent', () => {
  const args = (port: number, more: object = {}) =>
    plainToInstance(SnmpConnectionArgs, { host: '127.0.0.1', port, community: 'x', ...more });

  async function silentPort(): Promise<{ socket: Socket; port: number }> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return { socket, port: socket.address().port };
  }

  it('tells at once that nothing listens', async () => {
    const { socket, port } = await silentPort();
    socket.close();
    await once(socket, 'close');

    await expect(driver.open(args(port, { timeout: 10 }), never)).rejects.toMatchObject({
      type: 'ConnectionFailed',
      message: 'Connection refused: No SNMP agent listens on that UDP port',
    });
  });

  it('sends again what is not answered, and ends when the job does', async () => {
    const { socket, port } = await silentPort();
    const stop = new AbortController();
    const datagrams: Buffer[] = [];
    socket.on('message', (bytes) => {
      datagrams.push(bytes);
      if (datagrams.length === 2) stop.abort();
      else socket.send('rubbish', socket.address().port);
    });
    try {
      await expect(driver.open(args(port, { timeout: 0.1, retries: 5 }), stop.signal)).rejects.toMatchObject({
        type: 'Aborted',
      });
      expect(datagrams).toHaveLength(2);
    } finally {
      socket.close();
    }
  });
});
