import type { CliSession } from '../../src/drivers/netmiko/cli-session.js';
import { findPlatform } from '../../src/drivers/netmiko/platforms/platform-registry.js';
import type { Platform } from '../../src/drivers/netmiko/platforms/platform.js';
import { LAB_SECRET, type LabPlatform } from '../lab/platforms/lab-platform.js';
import { LabDevice, NO_TROUBLES, type LabTroubles } from '../lab/platforms/lab-shell.js';
import { byteByByte, LabTerminal } from '../lab/platforms/lab-terminal.js';
import { openScripted } from './scripted-terminal.js';

/** What NetPulse knows of it. */
export function platformOf({ deviceType }: LabPlatform): Platform {
  const platform = findPlatform(deviceType);
  if (!platform) throw new Error(`no platform ${deviceType}`);
  return platform;
}

/** A lab device and a session on it, without a network between them. */
export interface LabSession {
  readonly device: LabDevice;
  readonly terminal: LabTerminal;
  readonly session: CliSession;
}

export async function openLab(
  lab: LabPlatform,
  troubles: Partial<LabTroubles> = {},
  secret: string | null = lab.isSecretNeeded ? LAB_SECRET : null,
  cutting = byteByByte,
): Promise<LabSession> {
  const device = new LabDevice(lab, { ...NO_TROUBLES, ...troubles });
  const terminal = new LabTerminal(device, cutting);
  const session = await openScripted(terminal, lab.deviceType, secret);
  return { device, terminal, session };
}

/** What the device prints, with what stands around the output of every command on this platform. */
export function printed(lab: LabPlatform, output: string): string {
  const { contextLine } = platformOf(lab);
  const above = (lab.modes[lab.firstMode] ?? '')
    .split('\n')
    .slice(0, -1)
    .filter((line) => !contextLine?.test(line));
  return [...(lab.stamp === '' ? [] : [lab.stamp]), output, ...above].join('\n');
}

/** The script's lines that are configuration, not ways between blocks. */
export function entered(lab: LabPlatform): readonly string[] {
  const ways = lab.commands.map(({ line }) => line);
  return lab.script.lines.map((line) => line.trim()).filter((line) => !ways.includes(line));
}
