import { BRACKET_LABS } from './bracket-labs.js';
import { CANDIDATE_LABS } from './candidate-labs.js';
import { CISCO_LIKE_LABS } from './cisco-like-labs.js';
import { CISCO_XR_LAB } from './cisco-xr-lab.js';
import { IMMEDIATE_LABS } from './immediate-labs.js';
import type { LabPlatform } from './lab-platform.js';
import { LAB_VERSIONS } from './lab-versions.js';
import { NOKIA_LABS } from './nokia-labs.js';

/** A lab device of every platform of the netmiko driver. */
export const LAB_PLATFORMS: readonly LabPlatform[] = [
  ...CISCO_LIKE_LABS,
  CISCO_XR_LAB,
  ...BRACKET_LABS,
  ...CANDIDATE_LABS,
  ...NOKIA_LABS,
  ...IMMEDIATE_LABS,
].map((lab) => ({ ...lab, version: LAB_VERSIONS[lab.deviceType] }));

/** The lab device of this label. */
export function labOf(label: string): LabPlatform {
  const lab = LAB_PLATFORMS.find((platform) => platform.label === label);
  if (!lab) throw new Error(`no ${label} in the lab`);
  return lab;
}
