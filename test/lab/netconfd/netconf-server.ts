import { mkdirSync } from 'node:fs';
import { LabFolder } from '../frr/lab-folder.js';
import { isExecutable, LabProcess } from '../frr/lab-process.js';
import { canRunOpenSsh, OpenSshServer } from '../openssh/openssh-server.js';

const NETCONFD = '/usr/sbin/netconfd';
const SUBSYSTEM = '/usr/sbin/netconf-subsystem';

/** Whether yuma123's netconfd can run behind a real sshd here, and if not, why. */
export function canRunNetconfd(): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  if (!isExecutable(NETCONFD) || !isExecutable(SUBSYSTEM)) {
    return { ok: false, reason: `netconfd is not installed (${NETCONFD}); try: apt-get install netconfd` };
  }
  return canRunOpenSsh();
}

/** A real NETCONF server (yuma123) whose users log in by OpenSSH. */
export class NetconfServer {
  private constructor(
    private readonly sshd: OpenSshServer,
    private readonly folder: LabFolder,
    private readonly netconfd: LabProcess,
  ) {}

  /** @param target the datastore that it lets be changed */
  static async start(target: 'candidate' | 'running'): Promise<NetconfServer> {
    const folder = LabFolder.make();
    const socket = folder.file('netconfd.sock');
    const sshd = await OpenSshServer.start({
      shell: '/bin/sh',
      subsystem: {
        name: 'netconf',
        command: (port) => `${SUBSYSTEM} --ncxserver-sockname=${port}@${socket}`,
      },
    });
    // It keeps the number of its last transaction there.
    mkdirSync(folder.file('.yuma'));
    const netconfd = LabProcess.start('env', [
      `HOME=${folder.path}`,
      NETCONFD,
      '--no-startup',
      '--access-control=off',
      `--target=${target}`,
      `--with-startup=${target === 'running'}`,
      `--ncxserver-sockname=${socket}`,
      `--port=${sshd.port}`,
      '--module=ietf-interfaces',
      '--module=ietf-system',
    ]);
    const server = new NetconfServer(sshd, folder, netconfd);
    try {
      await netconfd.listening(socket);
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  get host(): string {
    return this.sshd.host;
  }

  get port(): number {
    return this.sshd.port;
  }

  get username(): string {
    return this.sshd.username;
  }

  get password(): string {
    return this.sshd.password;
  }

  async stop(): Promise<void> {
    await this.netconfd.stop();
    await this.sshd.stop();
    this.folder.remove();
  }
}
