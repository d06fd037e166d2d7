import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';

/** Largest template that is read, in bytes. */
const MAX_BYTES = 1_000_000;
/** Names go down from the folder, never up or elsewhere: `a/b.j2`. */
const NAME = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\0\\/][^\0\\]{0,254}$/;

/**
 * Reads a template from a folder of the operator. The file must lie in the folder itself: a link that leads out of it does
 * not count.
 *
 * @param folder null when there is none
 * @returns undefined when there is no such template
 */
export function readTemplate(folder: string | null, name: string): string | undefined {
  const path = folder === null ? undefined : pathIn(folder, name);
  return path === undefined ? undefined : readFileSync(path, 'utf8');
}

/** Whether {@link readTemplate} would find one. */
export function hasTemplate(folder: string | null, name: string): boolean {
  return folder !== null && pathIn(folder, name) !== undefined;
}

function pathIn(folder: string, name: string): string | undefined {
  if (!NAME.test(name)) return undefined;
  try {
    const root = realpathSync(folder);
    const path = realpathSync(resolve(root, name));
    const stats = statSync(path);
    return path.startsWith(root + sep) && stats.isFile() && stats.size <= MAX_BYTES ? path : undefined;
  } catch {
    // What cannot be read is not there for a client.
    return undefined;
  }
}
