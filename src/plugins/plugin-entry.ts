import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PluginError } from './plugin-error.js';

/** What is imported to load a plugin: a specifier, and the URL of the file from which it is resolved. */
export interface PluginEntry {
  readonly specifier: string;
  readonly from: string;
}

/**
 * Where a plugin begins. `./x`, `../x` and `/x` name a file, or a folder with a package.json; anything else names a
 * package, resolved as a module in `folder` would resolve it.
 *
 * @throws PluginError when a path leads nowhere
 */
export function entryOf(plugin: string, folder: string): PluginEntry {
  const from = pathToFileURL(join(folder, 'package.json')).href;
  if (!isPath(plugin)) return { specifier: plugin, from };
  const path = resolve(folder, plugin);
  if (!existsSync(path)) throw new PluginError(plugin, `${path} does not exist`);
  return statSync(path).isDirectory() ? entryOfPackage(plugin, path) : { specifier: fileUrl(path), from };
}

/** Whether a plugin is named by its path, as in an import. */
export function isPath(plugin: string): boolean {
  return isAbsolute(plugin) || /^\.\.?(\/|$)/.test(plugin);
}

/** A folder cannot be imported, but its package.json says what can: by its own name, where it has `exports`. */
function entryOfPackage(plugin: string, folder: string): PluginEntry {
  const { name, main, exports } = readManifest(plugin, folder);
  const from = fileUrl(join(folder, 'package.json'));
  if (typeof name === 'string' && exports !== undefined) return { specifier: name, from };
  return { specifier: fileUrl(join(folder, typeof main === 'string' ? main : 'index.js')), from };
}

function readManifest(plugin: string, folder: string): Record<string, unknown> {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) throw new PluginError(plugin, `${folder} is a folder without a package.json`);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new PluginError(plugin, `${path} is not valid JSON`, { cause });
  }
}

function fileUrl(path: string): string {
  return pathToFileURL(path).href;
}
