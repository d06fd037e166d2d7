import { KEY_PREFIX } from '../redis/key-prefix.js';

/** Jobs take turns by host and port: whatever the driver and the credentials, it is the same device. */
export function deviceKey({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.toLowerCase()}:${port}`;
}

/** Prefix of the names of lines: see {@link lineKey}. */
export const LINE_PREFIX = `${KEY_PREFIX}:devices:line:`;

/** The jobs of a device that have not ended, in the order of their submission. The first is the one that may run. */
export function lineKey(device: string): string {
  return LINE_PREFIX + device;
}

/** Places within a millisecond: as many as a double has room for behind the milliseconds since the epoch. */
export const PLACES_PER_MS = 4_096;

/**
 * The place of a job of a batch. It is known without what was submitted before: another process that completes the batch,
 * or this one after a restart, gives the same. Beyond the places of a millisecond it takes those of the next ones.
 *
 * @param createdAt of the batch, milliseconds since the epoch
 */
export function placeInBatch(createdAt: number, index: number): number {
  return createdAt * PLACES_PER_MS + index;
}

/** So many milliseconds in which jobs were created are remembered: a job gets its place at once. */
const MOST_KEPT = 1_000;

/** Gives single jobs their places: by time of creation, and within a millisecond in the order of submission. */
export class LinePlaces {
  /** How many places a millisecond has given, those of the longest ago first. */
  private readonly taken = new Map<number, number>();

  /** @param createdAt milliseconds since the epoch */
  next(createdAt: number): number {
    const taken = this.taken.get(createdAt) ?? 0;
    this.taken.set(createdAt, taken + 1);
    if (this.taken.size > MOST_KEPT) this.taken.delete(this.taken.keys().next().value ?? createdAt);
    // More jobs than a millisecond has places for take those of the next one: among themselves they stay in order.
    return createdAt * PLACES_PER_MS + taken;
  }
}

/**
 * Lua: calls the first job of a line from where it was put aside. Jobs that have ended or are gone are taken out of the
 * line.
 */
export const CALL_FIRST = `
  local function callFirst(line, delayed, wait, jobs)
    while true do
      local id = redis.call('ZRANGE', line, 0, 0)[1]
      if not id then return end
      local record = redis.call('HMGET', jobs .. id, 'timestamp', 'finishedOn')
      if record[1] and not record[2] then
        if redis.call('ZREM', delayed, id) == 1 then
          redis.call('HSET', jobs .. id, 'delay', 0)
          redis.call('LPUSH', wait, id)
        end
        return
      end
      redis.call('ZREM', line, id)
    end
  end`;
