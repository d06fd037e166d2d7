import { writeFile } from 'node:fs/promises';
import { canRunFrr, FrrDaemon } from '../frr/frr-daemon.js';
import { LabFolder } from '../frr/lab-folder.js';
import { isExecutable } from '../frr/lab-process.js';
import { canRunOpenSsh, OpenSshServer } from './openssh-server.js';

const VTYSH = '/usr/bin/vtysh';

/** Whether FRR's vtysh can run behind a real sshd here, and if not, why. */
export function canRunVtysh(): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  const [frr, openSsh] = [canRunFrr(), canRunOpenSsh()];
  if (!frr.ok) return frr;
  if (!openSsh.ok) return openSsh;
  return isExecutable(VTYSH)
    ? { ok: true }
    : { ok: false, reason: `FRR's vtysh is not installed (${VTYSH})` };
}

export interface VtyshRouterOptions {
  readonly hostname?: string;
  /** The program through which vtysh shows output (`VTYSH_PAGER`); none when left out. */
  readonly pager?: string | undefined;
  /** What its BGP daemon is configured with. */
  readonly lines?: readonly string[];
}

/** A real FRR router whose users log in by OpenSSH and land in vtysh. */
export class VtyshRouter {
  private constructor(
    private readonly daemon: FrrDaemon,
    private readonly server: OpenSshServer,
    private readonly folder: LabFolder,
  ) {}

  static async start({ hostname = 'r1', pager, lines }: VtyshRouterOptions = {}): Promise<VtyshRouter> {
    const folder = LabFolder.make();
    const daemon = await FrrDaemon.start({ hostname, vtyPassword: 'vty', enableSecret: 'enpw', lines });
    try {
      return new VtyshRouter(daemon, await serve(daemon, folder, { hostname, pager }), folder);
    } catch (error) {
      await daemon.stop();
      folder.remove();
      throw error;
    }
  }

  get host(): string {
    return this.server.host;
  }

  get port(): number {
    return this.server.port;
  }

  get username(): string {
    return this.server.username;
  }

  get password(): string {
    return this.server.password;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.daemon.stop();
    this.folder.remove();
  }
}

async function serve(
  daemon: FrrDaemon,
  folder: LabFolder,
  { hostname, pager }: VtyshRouterOptions,
): Promise<OpenSshServer> {
  await writeFile(folder.file('vtysh.conf'), `hostname ${hostname}\nno service integrated-vtysh-config\n`);
  const shell = folder.file('shell');
  const command = `exec ${VTYSH} --vty_socket ${daemon.socketFolder} --config_dir ${folder.path}`;
  const paging = pager === undefined ? '' : `export VTYSH_PAGER='${pager}'\n`;
  await writeFile(shell, `#!/bin/sh\nexport VTYSH_HISTFILE=/dev/null\n${paging}${command}\n`, {
    mode: 0o755,
  });
  await daemon.openSocketsToAll();
  return OpenSshServer.start({ shell: '/bin/sh', forceCommand: shell });
}
