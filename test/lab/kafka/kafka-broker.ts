import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { LabFolder } from '../frr/lab-folder.js';
import { freePort } from '../free-port.js';
import { LabProcess } from '../frr/lab-process.js';

const START_TIMEOUT_MS = 60_000;
/** A small, quick start; nothing here runs long enough for the better compiler. */
const JAVA_OPTIONS = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const USER = 'noc';
const PASSWORD = 'noc-s3cret';
/** Where a cloud's metadata would be. */
const TRAP_HOST = '169.254.169.254';

export interface KafkaBrokerOptions {
  /** As `kafkaJars()` found it. */
  readonly classpath: string;
  /** PEM texts of the TLS port. */
  readonly tls: { readonly key: string; readonly cert: string };
}

interface Ports {
  readonly plain: number;
  readonly controller: number;
  readonly sasl: number;
  readonly tls: number;
  /** It says that it is at {@link TRAP_HOST}. */
  readonly trap: number;
  /** It says that it is at {@link Ports.advertised}, where a proxy may listen. */
  readonly behindProxy: number;
  readonly advertised: number;
}

/** A real single-node Kafka (KRaft) on free loopback ports, in a folder of its own that goes with it. */
export class KafkaBroker {
  readonly user = USER;
  readonly password = PASSWORD;

  private constructor(
    readonly ports: Ports,
    private readonly folder: LabFolder,
    private readonly server: LabProcess,
  ) {}

  static async start({ classpath, tls }: KafkaBrokerOptions): Promise<KafkaBroker> {
    const folder = LabFolder.make();
    const ports: Ports = {
      plain: await freePort(),
      controller: await freePort(),
      sasl: await freePort(),
      tls: await freePort(),
      trap: await freePort(),
      behindProxy: await freePort(),
      advertised: await freePort(),
    };
    const config = folder.file('server.properties');
    writeFileSync(folder.file('tls.pem'), `${tls.key}${tls.cert}`, { mode: 0o600 });
    writeFileSync(config, properties(ports, folder));
    const java = [...JAVA_OPTIONS, '-cp', classpath];
    const scram = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${USER},password=${PASSWORD}]`,
    ]);
    const id = randomBytes(16).toString('base64url');
    await promisify(execFile)('java', [
      ...java,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      id,
      '-c',
      config,
      ...scram,
    ]);
    const server = LabProcess.start('java', [...java, 'kafka.Kafka', config]);
    const broker = new KafkaBroker(ports, folder, server);
    try {
      await server.listening(ports.plain, START_TIMEOUT_MS);
    } catch (error) {
      await broker.stop();
      throw error;
    }
    return broker;
  }

  get url(): string {
    return `kafka://127.0.0.1:${this.ports.plain}`;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    this.folder.remove();
  }
}

function properties(ports: Ports, folder: LabFolder): string {
  const listeners = {
    PLAIN: { port: ports.plain, protocol: 'PLAINTEXT', at: `127.0.0.1:${ports.plain}` },
    SASL: { port: ports.sasl, protocol: 'SASL_PLAINTEXT', at: `127.0.0.1:${ports.sasl}` },
    TLS: { port: ports.tls, protocol: 'SSL', at: `localhost:${ports.tls}` },
    TRAP: { port: ports.trap, protocol: 'PLAINTEXT', at: `${TRAP_HOST}:${ports.trap}` },
    PROXY: { port: ports.behindProxy, protocol: 'PLAINTEXT', at: `127.0.0.1:${ports.advertised}` },
  };
  const all = Object.entries(listeners);
  const sasl = 'listener.name.sasl';
  const login = 'org.apache.kafka.common.security';
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${ports.controller}`,
    `listeners=CTRL://127.0.0.1:${ports.controller},${all.map(([name, { port }]) => `${name}://127.0.0.1:${port}`).join(',')}`,
    `advertised.listeners=${all.map(([name, { at }]) => `${name}://${at}`).join(',')}`,
    `listener.security.protocol.map=CTRL:PLAINTEXT,${all.map(([name, { protocol }]) => `${name}:${protocol}`).join(',')}`,
    'inter.broker.listener.name=PLAIN',
    'controller.listener.names=CTRL',
    `${sasl}.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512`,
    `${sasl}.plain.sasl.jaas.config=${login}.plain.PlainLoginModule required user_${USER}="${PASSWORD}";`,
    `${sasl}.scram-sha-256.sasl.jaas.config=${login}.scram.ScramLoginModule required;`,
    `${sasl}.scram-sha-512.sasl.jaas.config=${login}.scram.ScramLoginModule required;`,
    'listener.name.tls.ssl.keystore.type=PEM',
    `listener.name.tls.ssl.keystore.location=${folder.file('tls.pem')}`,
    `log.dirs=${folder.file('data')}`,
    'offsets.topic.replication.factor=1',
    'auto.create.topics.enable=false',
    'num.partitions=1',
    '',
  ].join('\n');
}
