import { CliSession, type CliSessionOptions } from '../../src/drivers/netmiko/cli-session.js';
import { Conversation } from '../../src/drivers/netmiko/conversation.js';
import { findPlatform } from '../../src/drivers/netmiko/platforms/platform-registry.js';
import { SecretsMask } from '../../src/drivers/secrets-mask.js';
import { LAB_PASSWORD } from '../lab/platforms/lab-platform.js';
import type { Terminal } from '../../src/drivers/netmiko/terminal.js';

/** A terminal that answers by a script: to each line typed, a text, sent in pieces of so many bytes. */
export class ScriptedTerminal implements Terminal {
  readonly typed: string[] = [];
  private onData: (bytes: Buffer) => void = () => {};

  constructor(
    private readonly greeting: string,
    private readonly script: (line: string) => string,
    private readonly pieceBytes = 1,
  ) {}

  listen(onData: (bytes: Buffer) => void): void {
    this.onData = onData;
    this.send(this.greeting);
  }

  write(text: string): void {
    this.typed.push(text);
    this.send(this.script(text.replace(/\n$/, '')));
  }

  destroy(): void {
    this.onData = () => {};
  }

  send(text: string): void {
    const bytes = Buffer.from(text);
    setImmediate(() => {
      for (let start = 0; start < bytes.length; start += this.pieceBytes) {
        this.onData(bytes.subarray(start, start + this.pieceBytes));
      }
    });
  }
}

/** Opens a session on it. */
export function openScripted(
  terminal: Terminal,
  deviceType = 'cisco_ios',
  secret: string | null = null,
  more: Partial<CliSessionOptions> = {},
): Promise<CliSession> {
  const platform = findPlatform(deviceType);
  if (!platform) throw new Error(`no platform ${deviceType}`);
  const conversation = new Conversation(
    terminal,
    platform,
    (reply) => {
      if (reply.type === 'text') return reply.text;
      if (reply.type === 'username') return 'admin';
      return reply.type === 'password' ? LAB_PASSWORD : secret;
    },
    new SecretsMask([secret ?? '']),
  );
  const options = {
    platform,
    isPrivilegeWanted: secret !== null,
    connectTimeoutMs: 5_000,
    readTimeoutMs: 5_000,
    ...more,
  };
  return CliSession.open(conversation, () => Promise.resolve(), options, new AbortController().signal);
}

/** Answers with echo and prompt, as IOS does. */
export function ios(outputs: Readonly<Record<string, string>>, prompt = 'R1#') {
  return (line: string): string => `${line}\r\n${outputs[line] ?? ''}${prompt}`;
}
