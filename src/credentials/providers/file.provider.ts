import { Inject } from '@nestjs/common';
import { constants } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { CREDENTIAL_FIELDS } from '../credential.js';
import { LIMIT_FIELDS } from '../credential-limits.js';
import { CredentialFault, CredentialSource, type CredentialProvider } from '../credential-provider.js';

/** Kubernetes changes all files of a mounted secret at once by turning this link to another folder. */
const KUBERNETES_DATA = '..data';
const FIELD_FILES: readonly string[] = [
  ...CREDENTIAL_FIELDS,
  'private_key',
  'ssh-privatekey',
  ...LIMIT_FIELDS,
];
const MAX_BYTES = 64 * 1024;
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$/;
const MAX_SEGMENTS = 8;

/**
 * `name: "file"`: files in the operator's folder, read each time. A reference names a file of JSON, with or without its
 * `.json`, or a folder with a file for each field, as Kubernetes mounts secrets.
 */
@CredentialSource('file', {
  description: "A file, or a folder of files, in the worker's NETPULSE_CREDENTIALS_DIR.",
})
export class FileProvider implements CredentialProvider {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'credentialsDir'>) {}

  refFault(ref: string): string | null {
    const segments = ref.split('/');
    const isPath = segments.length <= MAX_SEGMENTS && segments.every((segment) => SEGMENT.test(segment));
    return isPath
      ? null
      : 'must be a path of letters, digits, "_", "-" and "." that begins and ends with a name';
  }

  async read(ref: string): Promise<Readonly<Record<string, unknown>>> {
    if (this.settings.credentialsDir === null)
      throw new CredentialFault('cannot be read: NETPULSE_CREDENTIALS_DIR is not set');
    const root = await existing(this.settings.credentialsDir);
    if (root === undefined)
      throw new CredentialFault('cannot be read: NETPULSE_CREDENTIALS_DIR is not there');
    const path = (await inside(root, join(root, ref))) ?? (await inside(root, join(root, `${ref}.json`)));
    if (path === undefined) throw new CredentialFault('is not in NETPULSE_CREDENTIALS_DIR');
    return (await stat(path)).isDirectory() ? readFolder(root, path) : parseJson(await readText(path));
  }
}

async function readFolder(root: string, folder: string): Promise<Record<string, string>> {
  // Seen through one resolved link, all fields are of one version.
  const place = (await inside(root, join(folder, KUBERNETES_DATA))) ?? folder;
  const names = (await readdir(place)).filter((name) => FIELD_FILES.includes(name));
  const fields: Record<string, string> = {};
  for (const name of names) {
    const path = await inside(root, join(place, name));
    if (path !== undefined) fields[name] = withoutLineEnd(await readText(path));
  }
  return fields;
}

/** Where a path really leads; undefined when nothing is there. Links are followed, but not out of the folder. */
async function inside(root: string, path: string): Promise<string | undefined> {
  const target = await existing(path);
  if (target === undefined) return undefined;
  const way = relative(root, target);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new CredentialFault('is a link that leads out of NETPULSE_CREDENTIALS_DIR');
  return target;
}

async function existing(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CredentialFault(`cannot be read (${code})`);
  }
}

/** @param path resolved: a link that took its place since is not followed */
async function readText(path: string): Promise<string> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const about = await file.stat();
      if (!about.isFile()) throw new CredentialFault('is no regular file');
      if (about.size > MAX_BYTES) throw new CredentialFault(`is a file of more than ${MAX_BYTES / 1024} KiB`);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof CredentialFault) throw error;
    throw new CredentialFault(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // The parser's own message quotes the text.
  }
  throw new CredentialFault('is a file that does not hold a JSON object');
}

function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}
