import { plainToInstance } from 'class-transformer';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { uncheckedHostKeys } from '../../../test/harness/unchecked-host-keys.js';
import type { SshDeviceOptions } from '../../../test/lab/ssh-device/device-options.js';
import { SshDevice } from '../../../test/lab/ssh-device/ssh-device.js';
import type { CliSession } from './cli-session.js';
import { NetmikoConnectionArgs } from './netmiko-connection-args.js';
import { NetmikoDriver } from './netmiko.driver.js';

const never = new AbortController().signal;
const driver = new NetmikoDriver({ legacyAlgorithms: true }, uncheckedHostKeys());
const servers: Server[] = [];
const sockets = new Set<Socket>();
const sessions: CliSession[] = [];
const jumpHosts: SshDevice[] = [];

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  for (const socket of sockets) socket.destroy();
  await Promise.all(jumpHosts.splice(0).map((jump) => jump.stop()));
  await Promise.all(
    servers.splice(0).map(async (server) => {
      server.close();
      await once(server, 'close');
    }),
  );
});

/** A device over telnet that shows `screens[n]` after the nth line that it got; null ends the connection. */
async function aDevice(screens: readonly (string | null)[]): Promise<{ port: number; lines: string[] }> {
  const lines: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let typed = '';
    let shown = 0;
    const show = (): void => {
      const screen = screens[shown++];
      if (screen === null) socket.destroy();
      else if (screen !== undefined) socket.write(screen);
    };
    socket.on('data', (bytes) => {
      typed += bytes.toString('latin1');
      for (let end = typed.indexOf('\r\n'); end >= 0; end = typed.indexOf('\r\n')) {
        lines.push(typed.slice(0, end));
        typed = typed.slice(end + 2);
        show();
      }
    });
    show();
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, lines };
}

async function aJumpHost(options: SshDeviceOptions = {}): Promise<SshDevice> {
  const jump = await SshDevice.start({ allowsForwarding: true, ...options });
  jumpHosts.push(jump);
  return jump;
}

async function connect(port: number, more: object = {}): Promise<CliSession> {
  const args = plainToInstance(NetmikoConnectionArgs, {
    device_type: 'cisco_ios_telnet',
    host: '127.0.0.1',
    port,
    username: 'admin',
    password: 'pwd123',
    conn_timeout: 5,
    ...more,
  });
  const session = await driver.open(args, never);
  sessions.push(session);
  return session;
}

const OPENED = ['terminal width 511\r\nR1#', 'terminal length 0\r\nR1#'];

describe('a session over telnet', () => {
  it('logs in where user and password are asked for', async () => {
    const device = await aDevice([
      '\r\nUser Access Verification\r\n\r\nUsername: ',
      'admin\r\nPassword: ',
      '\r\n\r\nWelcome\r\nR1#',
      ...OPENED,
      'show x\r\nhello\r\nR1#',
    ]);
    const session = await connect(device.port);

    expect((await session.run('show x', {}, never)).stdout).toBe('hello');
    expect(device.lines.slice(0, 2)).toEqual(['admin', 'pwd123']);
  });

  it('needs no login where none is asked for', async () => {
    const device = await aDevice(['R1#', ...OPENED]);

    expect((await connect(device.port)).isUsable).toBe(true);
  });

  it.each([
    ['asks for the user again', '\r\n% Login invalid\r\n\r\nUsername: '],
    ['asks for the password again', '\r\nPassword: '],
    ['says so', '\r\nLogin incorrect\r\n'],
    ['hangs up', null],
  ])('tells of a wrong password when the device %s', async (_what, refusal) => {
    const device = await aDevice(['Username: ', 'Password: ', refusal]);

    await expect(connect(device.port)).rejects.toMatchObject({ type: 'AuthenticationFailed' });
    expect(device.lines).toEqual(['admin', 'pwd123']);
  });

  it('tells of a device that says nothing, and of what it did not understand', async () => {
    const silent = await aDevice([]);
    const odd = await aDevice(['Choose a colour> ']);

    await expect(connect(silent.port, { conn_timeout: 0.3 })).rejects.toMatchObject({
      type: 'ConnectionTimeout',
      message: 'Connection timeout: Unable to connect to device',
    });
    await expect(connect(odd.port, { conn_timeout: 1.5 })).rejects.toMatchObject({
      message: expect.stringContaining('last came "Choose a colour> "') as string,
    });
  });

  it('says what it waited for, and shows no password that the device repeated', async () => {
    const password = 'Hünter2secret';
    const menu = await aDevice(['Username: ', 'Password: ', `${password}\r\n\r\nSelect a menu item: `]);

    await expect(connect(menu.port, { password, conn_timeout: 2 })).rejects.toMatchObject({
      type: 'ConnectionTimeout',
      message:
        'Connection timeout: a prompt of cisco_ios after the password did not come within 2 s; ' +
        'last came "***\\r\\n\\r\\nSelect a menu item: "',
    });
  });

  it('gives up a device that talks on and on instead of asking for a login', async () => {
    const talker = await aDevice(['Welcome to my device.\r\n'.repeat(100_000)]);

    await expect(connect(talker.port)).rejects.toMatchObject({
      type: 'ConnectionFailed',
      message: expect.stringContaining('more than 1048576 bytes') as string,
    });
  });

  it('goes through jump hosts', async () => {
    const [first, second] = await Promise.all([
      aJumpHost(),
      aJumpHost({ users: [{ name: 'two', password: 'two-pw' }] }),
    ]);
    const device = await aDevice(['Username: ', 'Password: ', 'R1#', ...OPENED, 'show x\r\nhello\r\nR1#']);
    const jump_hosts = [
      { host: first.host, port: first.port, password: 'pwd123' },
      { host: second.host, port: second.port, username: 'two', password: 'two-pw' },
    ];

    const session = await connect(device.port, { jump_hosts });

    expect((await session.run('show x', {}, never)).stdout).toBe('hello');
    first.cutAll();
    await expect.poll(() => session.isUsable).toBe(false);
    await expect.poll(() => first.openConnections + second.openConnections + sockets.size).toBe(0);
  });

  it('lets its jump host go with it', async () => {
    const jump = await aJumpHost();
    const device = await aDevice(['R1#', ...OPENED]);
    const proxy = { proxy_host: jump.host, proxy_port: jump.port, proxy_password: 'pwd123' };

    const session = await connect(device.port, proxy);
    expect(jump.openConnections).toBe(2);
    await session.close();

    await expect.poll(() => jump.openConnections).toBe(0);
  });

  it('tells which jump host cannot reach the device', async () => {
    const jump = await aJumpHost({ allowsForwarding: false });
    const proxy = { proxy_host: jump.host, proxy_port: jump.port, proxy_password: 'pwd123' };

    await expect(connect(23, proxy)).rejects.toMatchObject({
      type: 'ConnectionFailed',
      message: expect.stringMatching(/^Jump host 127\.0\.0\.1: /) as string,
    });
  });

  it('has port 23 unless the request says another', () => {
    const address = (more: object) =>
      driver.address(
        plainToInstance(NetmikoConnectionArgs, { device_type: 'frr_telnet', host: 'r1', ...more }),
      );

    expect(address({})).toMatchObject({ port: 23, deviceType: 'frr_telnet' });
    expect(address({ port: 2023 }).port).toBe(2023);
    expect(address({ device_type: 'frr' }).port).toBe(22);
  });
});
