import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabFolder } from './lab-folder.js';
import { freePort } from '../free-port.js';
import { isExecutable, LabProcess } from './lab-process.js';

const BGPD = '/usr/lib/frr/bgpd';

/** Whether a real FRR can run here, and if not, why. */
export function canRunFrr(): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  if (isExecutable(BGPD)) return { ok: true };
  return {
    ok: false,
    reason: `FRR is not installed (${BGPD}); try: apt-get install --no-install-recommends frr`,
  };
}

export interface FrrDaemonOptions {
  readonly hostname: string;
  /** Password of the VTY, which every login asks for. */
  readonly vtyPassword: string;
  readonly enableSecret: string;
  /** What it is configured with besides. */
  readonly lines?: readonly string[] | undefined;
}

/**
 * FRR's BGP daemon with a command line on a telnet port of its own on loopback: real IOS-like modes, privilege and paging.
 * It touches no kernel tables and needs no root.
 */
export class FrrDaemon {
  private constructor(
    /** Port of the telnet command line. */
    readonly vtyPort: number,
    /** Folder of the sockets by which vtysh reaches the daemon. */
    readonly socketFolder: string,
    private readonly process: LabProcess,
    private readonly folder: LabFolder,
  ) {}

  static async start({
    hostname,
    vtyPassword,
    enableSecret,
    lines = [],
  }: FrrDaemonOptions): Promise<FrrDaemon> {
    const folder = LabFolder.make();
    const sockets = folder.file('vty');
    const config = folder.file('bgpd.conf');
    await mkdir(sockets);
    await writeFile(
      config,
      `hostname ${hostname}\npassword ${vtyPassword}\nenable password ${enableSecret}\n${lines.join('\n')}\n`,
    );
    const port = await freePort();
    const process = LabProcess.start(BGPD, [
      ...['--no_kernel', '--skip_runas', '-p', '0', '-A', '127.0.0.1', '-P', String(port)],
      ...['--vty_socket', sockets, '-z', folder.file('zserv.api'), '-i', folder.file('pid'), '-f', config],
    ]);
    const daemon = new FrrDaemon(port, sockets, process, folder);
    try {
      await process.listening(port);
    } catch (error) {
      await daemon.stop();
      throw error;
    }
    return daemon;
  }

  /** Lets users outside FRR's group use vtysh on this daemon. */
  async openSocketsToAll(): Promise<void> {
    for (const name of await readdir(this.socketFolder)) await chmod(join(this.socketFolder, name), 0o777);
  }

  async stop(): Promise<void> {
    await this.process.stop();
    this.folder.remove();
  }
}
