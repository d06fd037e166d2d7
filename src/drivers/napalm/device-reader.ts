import { CommandRejectedError } from '../device-error.js';
import type { JsonObject } from './json-tree.js';

/** How a getter asks a device. */
export interface DeviceReader {
  /** @throws CommandRejectedError when the device does not know the command, DeviceError when the session failed */
  text(command: string): Promise<string>;
  /** The same, for commands that the device answers with JSON. */
  json(command: string): Promise<JsonObject>;
}

/** A getter of a platform. */
export type Getter = (device: DeviceReader) => Promise<object>;

/** `fallback` where the device does not know the command: a protocol that is not there has no neighbours. */
export async function orElse<T>(answer: Promise<T>, fallback: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CommandRejectedError) return fallback;
    throw error;
  }
}
