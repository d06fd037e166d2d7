import { PLATFORMS } from './platforms/platform-registry.js';
import type { Platform, Probe } from './platforms/platform.js';
import { readPrompt } from './prompt.js';

/** In the order in which they are tried: the commonest first; a shell last, whose prompt looks like any. */
const PROBES: readonly Probe[] = [
  'show version',
  'display version',
  'get system status',
  'show system info',
  '/system resource print',
  'uname -a',
];

/** The platforms whose prompt a line may be. @param above the line above it */
export function platformsOfPrompt(line: string, above: string): Platform[] {
  return PLATFORMS.filter((platform) => readPrompt(platform, line, false, above) !== null);
}

/** What has to be asked to tell these platforms apart, first that which tells most. */
export function probesFor(candidates: readonly Platform[]): Probe[] {
  return PROBES.filter((probe) =>
    candidates.some(({ fingerprints }) => fingerprints.some((fingerprint) => fingerprint.probe === probe)),
  );
}

/** The platform that answers a probe like this; undefined when none of the candidates does. */
export function platformOfAnswer(
  candidates: readonly Platform[],
  probe: Probe,
  answer: string,
): Platform | undefined {
  return candidates.find(({ fingerprints }) =>
    fingerprints.some((fingerprint) => fingerprint.probe === probe && fingerprint.pattern.test(answer)),
  );
}

/** The platform whose own SSH server names itself like this; undefined where servers are shared by several platforms. */
export function platformOfRemoteVersion(remoteVersion: string | null): Platform | undefined {
  return PLATFORMS.find((platform) => platform.remoteVersion?.test(remoteVersion ?? '') === true);
}
