import { plainToInstance } from 'class-transformer';
import { ParamikoConnectionArgs } from '../src/drivers/paramiko/paramiko-connection-args.js';
import { ParamikoDriverArgs } from '../src/drivers/paramiko/paramiko-driver-args.js';
import type { ParamikoSession } from '../src/drivers/paramiko/paramiko-session.js';
import { ParamikoDriver } from '../src/drivers/paramiko/paramiko.driver.js';
import type { CommandOutput } from '../src/drivers/driver.js';
import { uncheckedHostKeys } from './harness/unchecked-host-keys.js';
import { SftpHost } from './lab/sftp-host/sftp-host.js';

const never = new AbortController().signal;
const driver = new ParamikoDriver({ legacyAlgorithms: false }, uncheckedHostKeys());
/** Other work may be going on. */
const PATIENCE = { timeout: 10_000 };
const LARGE = 'netpulse '.repeat(100_000);

/** What OpenSSH's server never does at a test's wish; with that one itself, see paramiko-driver.e2e-spec.ts. */
describe('the paramiko driver and an SFTP server that lies, hangs or goes away', () => {
  let host: SftpHost;
  let session: ParamikoSession;

  beforeEach(async () => {
    host = await SftpHost.start();
    const { host: address, port, username, password } = host;
    const args = plainToInstance(ParamikoConnectionArgs, { host: address, port, username, password });
    session = await driver.open(args, never);
  });
  afterEach(async () => {
    await session.close();
    await host.stop();
  });

  async function work(more: object, signal = never): Promise<CommandOutput | undefined> {
    const [step] = session.steps([], plainToInstance(ParamikoDriverArgs, more));
    return step?.(signal);
  }

  const upload = (content = 'new', more: object = {}): object => ({
    upload: { path: '/f', content },
    ...more,
  });

  describe('writes a file', () => {
    it('by the plain rename where there is no other', async () => {
      expect(await work(upload())).toMatchObject({ parsed: { path: '/f', size: 3 } });
      expect(host.files.names).toEqual(['/f']);
      expect(host.files.textOf('/f')).toBe('new');
    });

    it('and leaves the old one where that rename replaces nothing', async () => {
      host.files.put('/f', 'old');

      await expect(work(upload())).rejects.toMatchObject({ type: 'CommandRejected' });

      expect(host.files.names).toEqual(['/f']);
      expect(host.files.textOf('/f')).toBe('old');
    });

    it('and refuses what the host has made of it', async () => {
      host.files.put('/f', 'old');
      host.behavior.damages = true;

      await expect(work(upload())).rejects.toMatchObject({
        type: 'CommandRejected',
        complaint: 'The file on the host is not what was sent',
      });

      expect(host.files.names).toEqual(['/f']);
    });

    it.each(['OPEN', 'WRITE', 'READ', 'RENAME'] as const)(
      'and leaves no other behind when its job is stopped at %s',
      async (request) => {
        host.behavior.hangsAt = request;
        const stop = new AbortController();
        const failure = work(upload(LARGE), stop.signal);
        void failure.catch(() => {});
        await vi.waitFor(() => expect(host.files.counts[request]).toBeGreaterThan(0), PATIENCE);

        stop.abort();

        await expect(failure).rejects.toMatchObject({
          type: 'Aborted',
          message: 'Aborted: The job was stopped before the file was transferred',
        });
        expect(host.files.names).toEqual(request === 'RENAME' ? ['/f'] : []);
        await vi.waitFor(() => expect(host.openChannels).toBe(0), PATIENCE);
        expect(session.isUsable).toBe(true);
      },
    );

    it('and leaves no other behind when it takes too long', async () => {
      host.behavior.hangsAt = 'WRITE';

      await expect(work(upload(LARGE, { read_timeout: 1 }))).rejects.toMatchObject({
        type: 'CommandTimeout',
        message: 'Command timeout: The file was not transferred within 1 s',
      });

      expect(host.files.names).toEqual([]);
    });

    it('and says what may be left behind when the connection is gone', async () => {
      host.behavior.hangsAt = 'WRITE';
      const failure = work(upload(LARGE));
      void failure.catch(() => {});
      await vi.waitFor(() => expect(host.files.counts.WRITE).toBeGreaterThan(0), PATIENCE);

      host.cutAll();

      await expect(failure).rejects.toMatchObject({
        type: 'SessionLost',
        message: expect.stringMatching(
          /before the file was transferred; \/f\.netpulse-\w+ may be left on it$/,
        ),
      });
      expect(session.isUsable).toBe(false);
    });
  });

  describe('reads a file', () => {
    beforeEach(() => host.files.put('/f', LARGE));

    it('chunk by chunk, as text or as base64', async () => {
      const text = `${'ü東🙂'.repeat(40_000)}.`;
      host.files.put('/f', text);

      const [asText, asBase64] = [
        await work({ download: { path: '/f', encoding: 'utf8' } }),
        await work({ download: { path: '/f' } }),
      ];

      expect(asText?.stdout).toBe(text);
      expect(asBase64?.stdout).toBe(Buffer.from(text).toString('base64'));
      expect(asText?.parsed).toEqual(asBase64?.parsed);
    });

    it('no further than its limit, when it is larger than the host says', async () => {
      host.files.put('/f', 'small');
      host.behavior.isEndless = true;

      await expect(work({ download: { path: '/f', max_bytes: 100_000 } })).rejects.toMatchObject({
        type: 'CommandRejected',
        complaint: 'The file is larger than 100000 bytes',
      });
      expect(host.files.counts.READ).toBeLessThan(30);
    });

    it('and not when the host says that it is too large', async () => {
      await expect(work({ download: { path: '/f', max_bytes: 1_000 } })).rejects.toMatchObject({
        complaint: 'The file is larger than 1000 bytes',
      });
      expect(host.files.counts.READ).toBeUndefined();
    });

    it('and not when it is another', async () => {
      await expect(work({ download: { path: '/f', sha256: '0'.repeat(64) } })).rejects.toMatchObject({
        complaint: expect.stringMatching(/^The file has another SHA-256: [0-9a-f]{64}$/),
      });
    });

    it.each([
      ['takes too long', { read_timeout: 0.5 }, () => {}, 'CommandTimeout'],
      ['is stopped', {}, (stop: AbortController) => stop.abort(), 'Aborted'],
      ['loses its connection', {}, () => host.cutAll(), 'SessionLost'],
    ])('and ends when it %s', async (_what, more, end, type) => {
      host.behavior.hangsAt = 'READ';
      const stop = new AbortController();
      const failure = work({ download: { path: '/f' }, ...more }, stop.signal);
      void failure.catch(() => {});
      await vi.waitFor(() => expect(host.files.counts.READ).toBeGreaterThan(0), PATIENCE);

      end(stop);

      await expect(failure).rejects.toMatchObject({ type });
      await vi.waitFor(() => expect(host.openChannels).toBe(0), PATIENCE);
    });
  });

  it('says that a host has no SFTP, and asks it no more over that connection', async () => {
    host.behavior.subsystem = 'refused';

    await expect(work(upload())).rejects.toMatchObject({
      type: 'ConnectionFailed',
      message: expect.stringContaining('The host offers no SFTP'),
    });
    await vi.waitFor(() => expect(session.isUsable).toBe(false), PATIENCE);
    expect(host.askedChannels).toBe(1);
  });

  it('leaves no channel open that the host opens too late', async () => {
    host.behavior.subsystem = 'held';
    const stop = new AbortController();
    const failure = work({ download: { path: '/f' } }, stop.signal);
    void failure.catch(() => {});
    await vi.waitFor(() => expect(host.askedChannels).toBe(1), PATIENCE);

    stop.abort();
    await expect(failure).rejects.toMatchObject({ type: 'Aborted' });
    host.serveHeld();

    expect(host.openChannels).toBe(1);
    await vi.waitFor(() => expect(host.openChannels).toBe(0), PATIENCE);
  });

  it('does not say that a program was killed when the host does not', async () => {
    host.behavior.programs = 'unending';
    const args = plainToInstance(ParamikoDriverArgs, { read_timeout: 0.5 });

    await expect(session.run('sleep', args, never)).rejects.toMatchObject({
      type: 'CommandTimeout',
      message:
        'Command timeout: The program did not end within 0.5 s; last came "up"; the host did not confirm that it is gone',
    });
    await vi.waitFor(() => expect(session.isUsable).toBe(false), PATIENCE);
  });
});
