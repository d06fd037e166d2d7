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
