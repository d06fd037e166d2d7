import type { Answer } from './exchange.js';
import type { Platform } from './platforms/platform.js';

/**
 * A refusal is short: a marker line, the complaint, perhaps a log line that came between. More is output, in which a line
 * may well read like a complaint (`show logging`).
 */
const LONGEST_REFUSAL_LINES = 12;

/** The line by which the device says that it did not accept the command; null when it accepted it. */
export function findComplaint({ complaints }: Platform, output: readonly string[]): string | null {
  return find(complaints, output);
}

/** The same for a line of configuration. */
export function findConfigComplaint(platform: Platform, output: readonly string[]): string | null {
  return find([...platform.complaints, ...platform.configComplaints], output);
}

function find(complaints: readonly RegExp[], output: readonly string[]): string | null {
  if (output.length > 3 * LONGEST_REFUSAL_LINES) return null;
  const lines = output.filter((line) => line.trim() !== '');
  if (lines.length > LONGEST_REFUSAL_LINES) return null;
  const complaint = lines.find((line) => complaints.some((pattern) => pattern.test(line)));
  return complaint?.trim() ?? null;
}

/** What a shell's exit status says against a command; null where there is nothing to say. */
export function findBadStatus(
  { prompt, output }: Pick<Answer, 'prompt' | 'output'>,
  isBad: (status: number) => boolean,
): string | null {
  const status = prompt?.exitStatus ?? 0;
  if (status === 0 || !isBad(status)) return null;
  const told = output.findLast((line) => line.trim() !== '')?.trim();
  return told === undefined ? `exit status ${status}` : `${told} (exit status ${status})`;
}
