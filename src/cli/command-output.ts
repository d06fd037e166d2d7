import type { Command } from 'commander';
import { ServiceError } from './service-client.js';
import { harmless } from './terminal-text.js';

/** Exit code of a command that was understood and done, of which a job or a delivery did not end well. */
export const EXIT_NOT_WELL = 2;

/** Runs a command's work, and turns what the service refused into one line and exit code 1. */
export async function told(command: Command, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    command.error(`error: ${harmless(error.message)}`);
  }
}

/** What a command was asked for: alone on standard output, for scripts. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What is told besides. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** An answer of the service, for scripts. */
export function printJson(answer: object): void {
  print(JSON.stringify(answer, null, 2));
}
