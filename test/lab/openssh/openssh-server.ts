import { ed25519Keys } from '../ed25519-keys.js';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { LabFolder } from '../frr/lab-folder.js';
import { freePort } from '../free-port.js';
import { isExecutable, LabProcess } from '../frr/lab-process.js';

const SSHD = '/usr/sbin/sshd';
/** Users of the lab carry the id of the process that made them, so that those of a killed one are found. */
const USER_PREFIX = 'nplab';

/** Whether a real sshd can run here, and if not, why. */
export function canRunOpenSsh(): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  if (!isExecutable(SSHD)) {
    return {
      ok: false,
      reason: `OpenSSH's server is not installed (${SSHD}); try: apt-get install openssh-server`,
    };
  }
  if (process.getuid?.() !== 0)
    return { ok: false, reason: 'only root can make the user that logs in by sshd' };
  return { ok: true };
}

export interface OpenSshOptions {
  readonly shell: string;
  readonly groups?: readonly string[];
  /** Run instead of the user's shell. */
  readonly forceCommand?: string;
  /** A subsystem that clients may ask for, and the command that it runs. */
  readonly subsystem?: { readonly name: string; command(port: number): string };
  /** Public key (OpenSSH text) that may log in besides the password. */
  readonly publicKey?: string;
}

/** A real OpenSSH server on a loopback port, with a system user of its own that goes with it. */
export class OpenSshServer {
  readonly host = '127.0.0.1';
  private readonly cleanUp = (): void => {
    removeUser(this.username);
    this.folder.remove();
  };

  private constructor(
    readonly port: number,
    readonly username: string,
    readonly password: string,
    private readonly folder: LabFolder,
    private readonly sshd: LabProcess,
  ) {
    process.once('exit', this.cleanUp);
  }

  static async start(options: OpenSshOptions): Promise<OpenSshServer> {
    removeLeftUsers();
    const username = `${USER_PREFIX}-${process.pid}-${randomBytes(3).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    const folder = LabFolder.make();
    const port = await freePort();
    await writeFiles(folder, port, username, options);
    addUser(username, password, options);
    const sshd = LabProcess.start(SSHD, ['-D', '-e', '-f', folder.file('config')]);
    const server = new OpenSshServer(port, username, password, folder, sshd);
    try {
      await sshd.listening(port);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  async stop(): Promise<void> {
    await this.sshd.stop();
    this.cleanUp();
    process.removeListener('exit', this.cleanUp);
  }
}

async function writeFiles(
  folder: LabFolder,
  port: number,
  username: string,
  { forceCommand, subsystem, publicKey = '' }: OpenSshOptions,
): Promise<void> {
  const hostKey = folder.file('host_key');
  const authorized = folder.file('authorized_keys');
  await writeFile(hostKey, ed25519Keys().private, { mode: 0o600 });
  await writeFile(authorized, publicKey === '' ? '' : `${publicKey}\n`);
  const settings = {
    Port: port,
    ListenAddress: '127.0.0.1',
    HostKey: hostKey,
    PidFile: 'none',
    UsePAM: 'no',
    PasswordAuthentication: 'yes',
    AuthorizedKeysFile: authorized,
    StrictModes: 'no',
    AllowUsers: username,
    PrintMotd: 'no',
    PrintLastLog: 'no',
    UseDNS: 'no',
    MaxStartups: '500:30:1000',
    Subsystem: 'sftp internal-sftp',
    ...(forceCommand === undefined ? {} : { ForceCommand: forceCommand }),
    ...(subsystem === undefined ? {} : { Subsystem: `${subsystem.name} ${subsystem.command(port)}` }),
  };
  const text = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  await writeFile(folder.file('config'), text.join(''));
  // sshd separates privileges with this folder, which only its own start script makes.
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
}

function addUser(name: string, password: string, { shell, groups = [] }: OpenSshOptions): void {
  // Debian's default (yescrypt) costs 75 to 230 ms of CPU at each login.
  const hash = run('openssl', ['passwd', '-6', '-stdin'], password).trim();
  const member = groups.length === 0 ? [] : ['-G', groups.join(',')];
  run('useradd', [
    '--no-create-home',
    '--home-dir',
    '/tmp',
    '--shell',
    shell,
    '--password',
    hash,
    ...member,
    name,
  ]);
}

function run(program: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** sshd's sessions outlive it: they go with the user. */
function removeUser(name: string): void {
  const { stdout, status } = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  if (status !== 0) return;
  for (const pid of processesOf(Number(stdout))) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  spawnSync('userdel', ['--force', name]);
}

function processesOf(uid: number): number[] {
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.filter((pid) => statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid === uid).map(Number);
}

/** Users of test runs that were killed before they could clean up. */
function removeLeftUsers(): void {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [, name, pid] = new RegExp(`^(${USER_PREFIX}-(\\d+)-[0-9a-f]+):`).exec(line) ?? [];
    if (name === undefined || existsSync(`/proc/${pid}`)) continue;
    removeUser(name);
  }
}
