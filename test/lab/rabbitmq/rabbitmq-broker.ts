import { writeFileSync } from 'node:fs';
import { LabFolder } from '../frr/lab-folder.js';
import { freePort } from '../free-port.js';
import { isExecutable, LabProcess } from '../frr/lab-process.js';

/** The script that Debian's own wrapper starts as the user rabbitmq; it runs as any user. */
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const START_TIMEOUT_MS = 60_000;

/** Why no RabbitMQ can run here, or undefined when one can. */
export function whyNoRabbitmq(): string | undefined {
  return isExecutable(SERVER)
    ? undefined
    : 'rabbitmq-server is not installed (apt-get install rabbitmq-server)';
}

export interface RabbitmqBrokerOptions {
  /** Largest message that the broker takes, in bytes. */
  readonly maxMessageBytes?: number;
  /** PEM texts: opens an amqps port as well. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** A port to use again, after a broker was stopped. */
  readonly port?: number;
}

/** The default virtual host, besides one called `lab`; `noc` may do everything, `reader` may publish nothing. */
const DEFINITIONS = {
  users: [
    { name: 'noc', password: 'noc-s3cret', tags: [] },
    { name: 'reader', password: 'reader-s3cret', tags: [] },
    { name: 'guest', password: 'guest', tags: [] },
  ],
  vhosts: [{ name: '/' }, { name: 'lab' }],
  permissions: [
    { user: 'noc', vhost: '/', configure: '.*', write: '.*', read: '.*' },
    { user: 'noc', vhost: 'lab', configure: '.*', write: '.*', read: '.*' },
    { user: 'guest', vhost: '/', configure: '.*', write: '.*', read: '.*' },
    { user: 'reader', vhost: '/', configure: '', write: '', read: '.*' },
  ],
};

/** A real RabbitMQ on free loopback ports, with a name, a folder and an epmd of its own that go with it. */
export class RabbitmqBroker {
  readonly user = 'noc';
  readonly password = 'noc-s3cret';

  private constructor(
    readonly port: number,
    readonly tlsPort: number,
    private readonly folder: LabFolder,
    private readonly epmd: LabProcess,
    private readonly server: LabProcess,
  ) {}

  static async start({
    maxMessageBytes,
    tls,
    port: wanted,
  }: RabbitmqBrokerOptions = {}): Promise<RabbitmqBroker> {
    const folder = LabFolder.make();
    const port = wanted ?? (await freePort());
    const [tlsPort, distPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
    const config = [
      `listeners.tcp.1 = 127.0.0.1:${port}`,
      `load_definitions = ${folder.file('definitions.json')}`,
      'disk_free_limit.absolute = 1MB',
      'log.console.level = warning',
      ...(maxMessageBytes === undefined ? [] : [`max_message_size = ${maxMessageBytes}`]),
      ...(tls ? tlsConfig(folder, tlsPort, tls) : []),
    ];
    writeFileSync(folder.file('definitions.json'), JSON.stringify(DEFINITIONS));
    writeFileSync(folder.file('rabbitmq.conf'), `${config.join('\n')}\n`);
    writeFileSync(folder.file('enabled_plugins'), '[].');
    const epmdEnvironment = [`ERL_EPMD_PORT=${epmdPort}`, 'ERL_EPMD_ADDRESS=127.0.0.1'];
    const epmd = LabProcess.start('env', [...epmdEnvironment, 'epmd']);
    await epmd.listening(epmdPort);
    const server = LabProcess.start('env', [
      ...epmdEnvironment,
      `HOME=${folder.path}`,
      `RABBITMQ_NODENAME=nplab-${port}@localhost`,
      `RABBITMQ_DIST_PORT=${distPort}`,
      `RABBITMQ_CONFIG_FILE=${folder.file('rabbitmq.conf')}`,
      `RABBITMQ_CONF_ENV_FILE=${folder.file('none')}`,
      `RABBITMQ_ENABLED_PLUGINS_FILE=${folder.file('enabled_plugins')}`,
      `RABBITMQ_MNESIA_BASE=${folder.file('mnesia')}`,
      `RABBITMQ_LOG_BASE=${folder.file('log')}`,
      'RABBITMQ_LOGS=-',
      // Two schedulers, and none that spins while it has nothing to do: tests share the machine.
      'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=+S 2:2 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}',
      // The script becomes the broker instead of waiting for it: signals reach it, and it dies with this process.
      'RUNNING_UNDER_SYSTEMD=true',
      SERVER,
    ]);
    const broker = new RabbitmqBroker(port, tlsPort, folder, epmd, server);
    try {
      await server.listening(tls ? tlsPort : port, START_TIMEOUT_MS);
    } catch (error) {
      await broker.stop();
      throw error;
    }
    return broker;
  }

  /** @param vhost as it stands in a URL, with its slash */
  url(vhost = '', userinfo = `${this.user}:${this.password}@`): string {
    return `amqp://${userinfo}127.0.0.1:${this.port}${vhost}`;
  }

  /** The amqps port's, by the name that the certificate is for. */
  get tlsUrl(): string {
    return `amqps://${this.user}:${this.password}@localhost:${this.tlsPort}`;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.epmd.stop();
    this.folder.remove();
  }
}

function tlsConfig(folder: LabFolder, port: number, { key, cert }: { key: string; cert: string }): string[] {
  writeFileSync(folder.file('key.pem'), key, { mode: 0o600 });
  writeFileSync(folder.file('cert.pem'), cert);
  return [
    `listeners.ssl.1 = 127.0.0.1:${port}`,
    `ssl_options.keyfile = ${folder.file('key.pem')}`,
    `ssl_options.certfile = ${folder.file('cert.pem')}`,
    'ssl_options.verify = verify_none',
    'ssl_options.fail_if_no_peer_cert = false',
  ];
}
