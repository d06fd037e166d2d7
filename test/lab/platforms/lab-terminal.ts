import type { Terminal } from '../../../src/drivers/netmiko/terminal.js';
import { ArrivingPieces } from './arriving-pieces.js';
import { LabShell, type LabDevice } from './lab-shell.js';

/** Cuts what a device sends at one time into pieces. */
export type Cutting = (bytes: Buffer) => readonly Buffer[];

export const whole: Cutting = (bytes) => [bytes];

export const byteByByte: Cutting = (bytes) => Array.from(bytes, (byte) => Buffer.of(byte));

/** In two, at one place; what is shorter comes whole. */
export function cutAt(place: number): Cutting {
  return (bytes) => (place < bytes.length ? [bytes.subarray(0, place), bytes.subarray(place)] : [bytes]);
}

/** A terminal on a lab device without a network: what the device sends comes at the next turn of the event loop. */
export class LabTerminal implements Terminal {
  private readonly shell: LabShell;
  private readonly arriving = new ArrivingPieces();
  private isOver = false;

  constructor(
    device: LabDevice,
    public cutting: Cutting = whole,
  ) {
    this.shell = new LabShell(device, () => {
      this.isOver = true;
    });
  }

  listen(onData: (bytes: Buffer) => void, onClose: () => void): void {
    this.arriving.onData = onData;
    this.arriving.onClose = onClose;
    this.send(this.shell.start());
  }

  write(text: string): void {
    this.send(this.shell.type(text));
  }

  /** Ends the connection when half of what waits has come. */
  cut(): void {
    const { waiting } = this.arriving;
    waiting.splice(Math.ceil(waiting.length / 2), waiting.length, 'close');
  }

  destroy(): void {
    this.arriving.stop();
  }

  private send(text: string): void {
    const pieces: (Buffer | 'close')[] = [...this.cutting(Buffer.from(text))];
    if (this.isOver) pieces.push('close');
    this.arriving.add(pieces);
  }
}
