import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const MOST_BYTES = 64 * 1_024 * 1_024;

/** Runs npm; never rejects: a command that finds something ends with a code other than 0, and has said what. */
export async function npm(...args) {
  try {
    return await promisify(execFile)('npm', args, { maxBuffer: MOST_BYTES });
  } catch (error) {
    return { stdout: error.stdout ?? '', stderr: error.stderr || error.message };
  }
}

/** What a text of JSON holds; undefined when it is none. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
