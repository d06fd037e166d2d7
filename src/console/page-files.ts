import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of the page, as it is sent. */
export interface PageFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** RFC 9110, 8.8.3: changes with the content, so that a browser never runs the page of another version. */
  readonly etag: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/**
 * The files of the page, read once. A request names one of them and nothing else: no path is ever made of what a client
 * sends.
 */
@Injectable()
export class PageFiles {
  private readonly files: ReadonlyMap<string, PageFile>;

  constructor() {
    this.files = readFolder(pageFolder());
  }

  find(name: string): PageFile | undefined {
    return this.files.get(name);
  }
}

/** Beside this file in the source tree; what is built lies further down, compiled and as a bundle. */
function pageFolder(): string {
  const candidates = ['page', '../../../src/console/page', '../../src/console/page'].map((path) =>
    join(import.meta.dirname, path),
  );
  const folder = candidates.find((path) => existsSync(join(path, 'index.html')));
  if (folder === undefined) throw new Error(`The files of /console are missing: ${candidates.join(' or ')}`);
  return folder;
}

function readFolder(folder: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(folder)) {
    const contentType = CONTENT_TYPES[extname(name)];
    if (contentType === undefined) continue;
    const body = readFileSync(join(folder, name));
    files.set(name, {
      body,
      contentType,
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    });
  }
  return files;
}
