import { closeSync, openSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';

/** The word that stands for standard output in NETPULSE_AUDIT_LOG. */
const STANDARD_OUTPUT = 'stdout';
/** Only its owner may read who did what. */
const MODE = 0o600;

/** NETPULSE_AUDIT_LOG names a file that cannot be written. */
export class AuditLogError extends Error {
  readonly code = 'AUDIT_LOG_UNWRITABLE';
  constructor(path: string, cause: unknown) {
    super(`NETPULSE_AUDIT_LOG: ${path} cannot be written; make it writable or name another file`, { cause });
  }
}

/** Writes lines. */
export type LineWriter = (lines: readonly string[]) => Promise<void>;

/**
 * What writes to a file or to standard output. The file is opened for each write: it may be renamed at any time
 * (logrotate), and the next line makes a new one.
 *
 * @throws AuditLogError when the file cannot be written
 */
export function auditLogWriter(target: string): LineWriter {
  if (target === STANDARD_OUTPUT) return writeToStandardOutput;
  try {
    closeSync(openSync(target, 'a', MODE));
  } catch (error) {
    throw new AuditLogError(target, error);
  }
  return (lines) => appendFile(target, textOf(lines), { mode: MODE });
}

function writeToStandardOutput(lines: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(textOf(lines), (error) => (error ? reject(error) : resolve()));
  });
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
