import { plainToInstance } from 'class-transformer';
import { NetconfConnectionArgs } from '../src/drivers/netconf/netconf-connection-args.js';
import { NetconfDriverArgs } from '../src/drivers/netconf/netconf-driver-args.js';
import { NetconfDriver } from '../src/drivers/netconf/netconf.driver.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';
import { canRunNetconfd, NetconfServer } from './lab/netconfd/netconf-server.js';
import { OpenSshServer } from './lab/openssh/openssh-server.js';

const never = new AbortController().signal;
const driver = new NetconfDriver({ legacyAlgorithms: false }, uncheckedHostKeys());
/** netconfd looks at the clock of a confirmed commit only when nobody has asked for anything for a while. */
const IDLE = { timeout: 30_000, interval: 3_000 };
const SYSTEM = 'urn:ietf:params:xml:ns:yang:ietf-system';

type Session = Awaited<ReturnType<NetconfDriver['open']>>;

function runs(): boolean {
  const can = canRunNetconfd();
  if (!can.ok) console.warn(`SKIPPED: the netconf driver on real netconfd: ${can.reason}`);
  return can.ok;
}

function args(more: object = {}): NetconfDriverArgs {
  return plainToInstance(NetconfDriverArgs, more);
}

/** A `<system>` with this host name, as the lines of a request. */
function named(hostname: string): string[] {
  return [`<system xmlns="${SYSTEM}">`, `  <hostname>${hostname}</hostname>`, '</system>'];
}

describe.runIf(runs())('the netconf driver on real netconfd', () => {
  let server: NetconfServer;

  async function using<T>(use: (session: Session) => Promise<T>, more: object = {}): Promise<T> {
    const { host, port, username, password } = server;
    const session = await driver.open(
      plainToInstance(NetconfConnectionArgs, { host, port, username, password, ...more }),
      never,
    );
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  }

  async function hostname(session: Session, source = 'running'): Promise<string | undefined> {
    const { stdout } = await session.run(`get-config ${source}`, args(), never);
    return /<hostname>(.*)<\/hostname>/.exec(stdout)?.[1];
  }

  describe('with a candidate', () => {
    beforeAll(async () => {
      server = await NetconfServer.start('candidate');
    });
    afterAll(() => server.stop());

    it('tells what the device can do, and is alive until it is closed', async () => {
      await using(async (session) => {
        const { stdout, parsed } = await session.run('capabilities', args(), never);

        expect(stdout.split('\n')).toContain('urn:ietf:params:netconf:base:1.1');
        expect(parsed).toContain('urn:ietf:params:netconf:capability:candidate:1.0');
        expect(session.facts.capabilities).toEqual(parsed);
        expect(session.facts.remoteVersion).toMatch(/^OpenSSH_/);
        expect(await session.isAlive(never)).toBe(true);
        await session.close();
        expect(await session.isAlive(never)).toBe(false);
        expect(session.isUsable).toBe(false);
      });
    });

    it('edits, validates and commits, under locks, and shows each step', async () => {
      await using(async (session) => {
        const pieces: string[] = [];
        const { stdout, exitStatus } = await session.configure(named('core-1'), args(), never, (text) =>
          pieces.push(text),
        );

        expect(stdout.split('\n')).toEqual([
          'lock candidate: ok',
          'lock running: ok',
          'edit-config candidate: ok',
          'validate candidate: ok',
          // netconfd commits nothing after a validate otherwise.
          'discard-changes: ok',
          'edit-config candidate: ok',
          'commit: ok',
          'unlock running: ok',
          'unlock candidate: ok',
        ]);
        expect(exitStatus).toBe(0);
        expect(pieces.join('')).toBe(stdout);
        expect(await hostname(session)).toBe('core-1');
      });
    });

    it('reads what a subtree, an XPath expression or nothing selects', async () => {
      await using(async (session) => {
        await session.configure(named('core-2'), args(), never);

        const subtree = await session.run(
          'get-config',
          args({ filter: `<system xmlns="${SYSTEM}"><hostname/></system>` }),
          never,
        );
        const xpath = await session.run(
          'get-config',
          args({ filter: '/sys:system/sys:hostname', filter_namespaces: { sys: SYSTEM } }),
          never,
        );
        const all = await session.run('get', args(), never);

        expect(subtree.stdout).toMatch(/^<rpc-reply /);
        expect(subtree.stdout).not.toContain('nacm');
        expect(subtree.parsed).toMatchObject({ data: { system: { hostname: 'core-2' } } });
        expect(xpath.parsed).toMatchObject({ data: { system: { hostname: 'core-2' } } });
        expect(all.stdout).toContain('netconf-state');
      });
    });

    it('tries a change out and discards it', async () => {
      await using(async (session) => {
        await session.configure(named('before'), args(), never);

        const { stdout } = await session.configure(named('tried'), args({ dry_run: true }), never);

        expect(stdout).toContain('validate candidate: ok\ndiscard-changes: ok\nunlock candidate: ok');
        expect(stdout).not.toContain('commit');
        expect(await hostname(session)).toBe('before');
        expect(await hostname(session, 'candidate')).toBe('before');
      });
    });

    it('leaves a change in the candidate when asked to, for a later commit', async () => {
      await using(async (session) => {
        await session.configure(named('now'), args(), never);
        await session.configure(named('later'), args({ commit: false }), never);
        expect(await hostname(session)).toBe('now');
      });
      await using(async (session) => {
        await session.run('commit', args(), never);
        expect(await hostname(session)).toBe('later');
      });
    });

    it('tells what the device has against a change, discards it and unlocks', async () => {
      await using(async (session) => {
        await session.configure(named('kept'), args(), never);
        const wrong = [
          `<system xmlns="${SYSTEM}">`,
          '<hostname>lost</hostname>',
          '<no-such-leaf/>',
          '</system>',
        ];

        const failure = await session.configure(wrong, args(), never).catch((error: unknown) => error);

        expect(failure).toMatchObject({
          type: 'CommandRejected',
          message: expect.stringMatching(
            /^The device rejected "edit-config candidate": unknown-element: .*bad-element sys:no-such-leaf.*; nothing was committed, the candidate was discarded$/,
          ),
          output: {
            exitStatus: 1,
            stdout: expect.stringMatching(/discard-changes: ok\nunlock running: ok\nunlock candidate: ok$/),
          },
        });
        expect(session.isUsable).toBe(true);
        expect(await hostname(session, 'candidate')).toBe('kept');
      });
    });

    it('tells that somebody else holds the lock, and changes nothing', async () => {
      await using(async (holder) => {
        await holder.run('lock candidate', args(), never);
        expect(holder.isUsable).toBe(false);
        await using(async (session) => {
          await expect(session.configure(named('x'), args(), never)).rejects.toThrow(
            /^The device rejected "lock candidate": lock-denied/,
          );
          expect(session.isUsable).toBe(true);
        });
      });
    });

    it('commits for a time, and a later session makes it last', async () => {
      const confirmed = { confirmed: true, confirm_timeout: 60, persist: 'change-1' };
      await using(async (session) => {
        const { stdout } = await session.configure(named('for-a-time'), args(confirmed), never);
        expect(stdout).toContain('commit (goes back in 60 s unless "commit change-1" follows): ok');
      });
      await using(async (session) => {
        expect(await hostname(session)).toBe('for-a-time');
        await session.run('commit change-1', args(), never);
        await expect(session.run('cancel-commit change-1', args(), never)).rejects.toMatchObject({
          type: 'CommandRejected',
        });
      });
    }, 60_000);

    it.each([
      [
        'when a later session cancels it',
        60,
        (session: Session) => session.run('cancel-commit change-2', args(), never),
      ],
      ['when nobody confirms it in time', 2, () => Promise.resolve()],
    ])(
      'goes back from a commit for a time %s',
      async (_when, confirm_timeout, end) => {
        const confirmed = { confirmed: true, confirm_timeout, persist: 'change-2' };
        await using(async (session) => {
          await session.configure(named('to-stay'), args(), never);
          await session.configure(named('not-to-stay'), args(confirmed), never);
        });

        await using(async (session) => {
          await end(session);
          await vi.waitFor(async () => expect(await hostname(session)).toBe('to-stay'), IDLE);
        });
      },
      60_000,
    );

    it('replaces all that there is, where it is told to', async () => {
      const contact = [`<system xmlns="${SYSTEM}">`, '  <contact>noc</contact>', '</system>'];
      await using(async (session) => {
        await session.configure(contact, args(), never);
        await session.configure(named('merged'), args(), never);
        const merged = await session.run('get-config running', args(), never);
        await session.configure(named('alone'), args({ default_operation: 'replace' }), never);
        const replaced = await session.run('get-config running', args(), never);

        expect(merged.stdout).toContain('<contact>noc</contact>');
        expect(replaced.stdout).toContain('<hostname>alone</hostname>');
        expect(replaced.stdout).not.toContain('<contact>');
      });
    }, 60_000);

    it('sends the XML of an operation, and brings back its error', async () => {
      await using(async (session) => {
        const schema = await session.run('get-schema ietf-system', args(), never);
        const raw = await session.run(
          `<rpc message-id="77" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><get-config><source><running/></source></get-config></rpc>`,
          args(),
          never,
        );

        expect(schema.stdout).toContain('module ietf-system {');
        expect(raw.stdout).toContain('<rpc-reply message-id=');
        await expect(session.run('<no-such-operation/>', args(), never)).rejects.toMatchObject({
          type: 'CommandRejected',
          complaint: expect.stringContaining('no-such-operation'),
          output: { stdout: expect.stringContaining('<rpc-error>'), exitStatus: 1 },
        });
      });
    });

    it('tells of a wrong password', async () => {
      await expect(using(async () => undefined, { password: 'wrong' })).rejects.toMatchObject({
        type: 'AuthenticationFailed',
      });
    });

    it('tells of a host without NETCONF', async () => {
      const host = await OpenSshServer.start({ shell: '/bin/sh' });
      const { username, password, port } = host;
      try {
        await expect(using(async () => undefined, { username, password, port })).rejects.toMatchObject({
          type: 'ConnectionFailed',
          message: expect.stringMatching(/^No NETCONF: /),
        });
      } finally {
        await host.stop();
      }
    });

    it('ends with the job, and not with a reply', async () => {
      await using(async (session) => {
        const stop = new AbortController();
        const running = session.run('get', args(), stop.signal);
        stop.abort();

        await expect(running).rejects.toMatchObject({ type: 'Aborted' });
        expect(session.isUsable).toBe(false);
      });
    });
  });

  describe('without a candidate', () => {
    beforeAll(async () => {
      server = await NetconfServer.start('running');
    });
    afterAll(() => server.stop());

    it('edits running, saves it, and tries out by test-only', async () => {
      await using(async (session) => {
        const { stdout } = await session.configure(named('edge-1'), args({ save: true }), never);
        const tried = await session.configure(named('edge-2'), args({ dry_run: true }), never);

        expect(stdout.split('\n')).toEqual([
          'lock running: ok',
          'edit-config running: ok',
          'copy-config running startup: ok',
          'unlock running: ok',
        ]);
        expect(tried.stdout).toContain('edit-config running (test-only): ok');
        expect(await hostname(session)).toBe('edge-1');
        await expect(session.run('commit', args(), never)).rejects.toMatchObject({
          type: 'CommandRejected',
          complaint: 'the device does not offer the capability :candidate',
        });
      });
    });
  });
});
