import type { DeviceWatcher } from '../lab/ssh-device/device-watcher.js';
import { SshDevice } from '../lab/ssh-device/ssh-device.js';
import { never, ok, reset, status } from '../lab/webhook-receiver/answers.js';
import { textOf } from '../lab/webhook-receiver/received-request.js';
import { WebhookReceiver } from '../lab/webhook-receiver/webhook-receiver.js';
import type { BatchWebhookBody, History, ReceiverAnswer, WebhookBody } from './history.js';
import type { Moments } from './moments.js';

const ANSWERS = { ok, refused: status(500), reset, silence: never } as const;

/** How long a device takes for a command, in milliseconds; a long one outlives the lease of its worker by far. */
const COMMAND_MS = 25;
const LONG_COMMAND_MS = 48_000;
/** What a command begins with that takes long. */
export const LONG_COMMAND = 'show tech';

/** A device of the run, and what it answers. */
export interface LabDevice {
  readonly name: string;
  readonly device: SshDevice;
  /** Adds a command to what it knows. */
  teach(command: string): void;
}

/** What a command prints: nothing that another one prints. */
export function outputOf(command: string): string {
  return `this is what "${command}" shows`;
}

/** The outside world: devices and a receiver of webhooks, all of which write down what they see. */
export class Lab {
  /** How webhooks are answered. */
  answer: ReceiverAnswer = 'ok';

  private constructor(
    readonly devices: readonly LabDevice[],
    /** Those of batches. */
    readonly batchDevices: readonly LabDevice[],
    private readonly receiver: WebhookReceiver,
  ) {}

  static async start(count: number, batchCount: number, history: History, moments: Moments): Promise<Lab> {
    const start = (letter: string, many: number): Promise<LabDevice[]> =>
      Promise.all(
        Array.from({ length: many }, (_, index) => startDevice(`${letter}${index + 1}`, history, moments)),
      );
    const receiver = await WebhookReceiver.start();
    const lab = new Lab(await start('R', count), await start('B', batchCount), receiver);
    receiver.answer = (exchange) => {
      const { answer } = lab;
      const body = JSON.parse(textOf(exchange.request)) as WebhookBody | BatchWebhookBody;
      if ('counts' in body) history.toldOfBatches.push({ at: history.now, answer, body });
      else history.told.push({ at: history.now, answer, body });
      moments.strike('a webhook came');
      return ANSWERS[answer](exchange);
    };
    return lab;
  }

  get all(): readonly LabDevice[] {
    return [...this.devices, ...this.batchDevices];
  }

  get webhookUrl(): string {
    return this.receiver.url('/chaos');
  }

  async stop(): Promise<void> {
    await Promise.all([this.receiver.stop(), ...this.all.map(({ device }) => device.stop())]);
  }
}

async function startDevice(name: string, history: History, moments: Moments): Promise<LabDevice> {
  const commands: Record<string, string> = {};
  const device = await SshDevice.start({
    hostname: name,
    isPrivileged: true,
    commands,
    watcher: watcherOf(name, history, moments),
  });
  device.behavior.delayMs = (command) => (command.startsWith(LONG_COMMAND) ? LONG_COMMAND_MS : COMMAND_MS);
  return { name, device, teach: (command) => void (commands[command] = outputOf(command)) };
}

function watcherOf(device: string, history: History, moments: Moments): DeviceWatcher {
  const note = (what: 'opened' | 'closed' | 'began' | 'ended', session: number, command = ''): void =>
    void history.deviceEvents.push({ at: history.now, device, session, what, command });
  return {
    sessionOpened: (session) => note('opened', session),
    sessionClosed: (session) => note('closed', session),
    commandBegan: (session, command) => note('began', session, command),
    commandEnded: (session, command) => {
      note('ended', session, command);
      moments.strike('a command ended');
    },
  };
}
