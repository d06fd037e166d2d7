import type { History, Submission } from './history.js';

/** What the devices saw, read as a whole. */
export interface DeviceStory {
  /** How often each command was entered. */
  readonly begun: ReadonlyMap<string, number>;
  /** The commands that a device came to the end of, or lost its session over. */
  readonly ended: ReadonlySet<string>;
  /** Moments at which two sessions of one device worked at once. */
  readonly overlaps: string[];
  readonly besideIdle: number;
  /** Pairs of jobs that a device saw in another order than they were accepted in. */
  disorder(accepted: readonly Submission[]): string[];
}

/** The commands that a session is at, by session; null for one that waits. */
type Sessions = Map<number, string | null>;

export function readDevices({ deviceEvents }: History): DeviceStory {
  const begun = new Map<string, number>();
  const firstSeen = new Map<string, number>();
  const ended = new Set<string>();
  const overlaps: string[] = [];
  const devices = new Map<string, Sessions>();
  let besideIdle = 0;
  deviceEvents.forEach(({ at, device, session, what, command }, place) => {
    const sessions = devices.get(device) ?? new Map<number, string | null>();
    devices.set(device, sessions);
    if (what === 'closed') sessions.delete(session);
    else sessions.set(session, what === 'began' ? command : null);
    if (what === 'ended') ended.add(command);
    if (what !== 'began') return;
    begun.set(command, (begun.get(command) ?? 0) + 1);
    if (!firstSeen.has(command)) firstSeen.set(command, place);
    const others = [...sessions].filter(([number]) => number !== session).map(([, work]) => work);
    const atWork = others.filter((work) => work !== null);
    if (others.length > atWork.length) besideIdle++;
    if (atWork.length > 0)
      overlaps.push(
        `${device} at ${at} ms: "${command}" was entered while another session was at "${atWork.join('", "')}"`,
      );
  });
  return { begun, ended, overlaps, besideIdle, disorder: (accepted) => disorder(accepted, firstSeen) };
}

function disorder(accepted: readonly Submission[], firstSeen: ReadonlyMap<string, number>): string[] {
  const faults: string[] = [];
  const latest = new Map<string, { readonly place: number; readonly command: string }>();
  // One client submits the jobs of a device, one after the other: their order here is that of their acceptance.
  for (const { device, commands } of accepted) {
    for (const command of commands) {
      const place = firstSeen.get(command);
      if (place === undefined) continue;
      const before = latest.get(device);
      if (before && before.place > place)
        faults.push(`${device} saw "${command}" before "${before.command}"`);
      else latest.set(device, { place, command });
    }
  }
  return faults;
}
