import { once } from 'node:events';
import ssh2 from 'ssh2';

const PROMPT = /\nR1#$/;

/** As little as can be: writes a line and reads until the prompt is back. */
export class BareShell {
  private constructor(
    private readonly client: ssh2.Client,
    private readonly channel: ssh2.ClientChannel,
  ) {}

  static async open(login: ssh2.ConnectConfig): Promise<BareShell> {
    const client = new ssh2.Client();
    client.on('connect', () => client.setNoDelay(true));
    client.connect(login);
    await once(client, 'ready');
    const channel = await new Promise<ssh2.ClientChannel>((resolve, reject) => {
      client.shell({ term: 'vt100', cols: 511, rows: 1_000 }, (error, opened) =>
        error ? reject(error) : resolve(opened),
      );
    });
    const shell = new BareShell(client, channel);
    await shell.exchange('terminal length 0');
    return shell;
  }

  exchange(line: string): Promise<string> {
    return new Promise((resolve) => {
      let text = '';
      const onData = (chunk: Buffer): void => {
        text += chunk.toString();
        if (!PROMPT.test(text)) return;
        this.channel.off('data', onData);
        resolve(text);
      };
      this.channel.on('data', onData);
      this.channel.write(`${line}\n`);
    });
  }

  close(): void {
    this.client.end();
  }
}
