import type { Actor } from '../auth/actor.js';
import { Problem } from '../problems/problem.js';
import type { JobData } from './job-data.js';

/** An error repeats nothing of what was sent. */
const DETAIL = "The device, or a host on the way to it, is in none of the key's networks.";

/** A key that is limited to some devices asks for another one. */
export class DeviceForbiddenProblem extends Problem {
  /** @param host the device, or the host on the way to it */
  constructor(readonly host: string) {
    super(403, 'device-forbidden', 'Device forbidden', DETAIL, { refusedHosts: [host] });
  }
}

/** @throws DeviceForbiddenProblem when the actor may not use the device, or a host on the way to it */
export function expectDevice(
  { networks }: Actor,
  { device, via = [] }: Pick<JobData, 'device' | 'via'>,
): void {
  if (networks === null) return;
  const forbidden = [device.host, ...via].find((host) => !networks.allows(host));
  if (forbidden !== undefined) throw new DeviceForbiddenProblem(forbidden);
}

/** Whether the actor may know of the job. */
export function mayKnow({ networks }: Actor, { data }: { readonly data: Pick<JobData, 'device'> }): boolean {
  return networks === null || networks.allows(data.device.host);
}
