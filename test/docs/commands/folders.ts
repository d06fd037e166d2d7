import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { blocksOf } from '../../harness/doc-blocks.js';
import { REPOSITORY } from '../chapters.js';

/** Names of a clone that a reader's own must not share. */
const NOT_SHARED: ReadonlySet<string> = new Set(['.git', '.netpulse']);
const NAMED_FILE = /^`([\w./-]+)`:/;
const PLUGIN_CHAPTER = 'docs/webhooks/write-a-caller.md';
const PACKAGES = ['typescript', '@nestjs', 'class-validator', '.bin'];

/** The folders of a reader: a clone named `netpulse`, which takes nearly all from this one, and a plugin beside it. */
export class ReadersFolders {
  private readonly root = mkdtempSync(join(tmpdir(), 'netpulse-docs-'));
  readonly clone = join(this.root, 'netpulse');

  constructor() {
    mkdirSync(this.clone);
    for (const name of readdirSync(REPOSITORY).filter((each) => !NOT_SHARED.has(each)))
      symlinkSync(join(REPOSITORY, name), join(this.clone, name));
    writeFileSync(join(this.clone, 'lab_password'), 'pwd123');
    this.writePlugin();
  }

  /** Where the chapter begins. */
  beginOf(chapter: string): string {
    return chapter === PLUGIN_CHAPTER ? this.root : this.clone;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The files that the chapter has its reader write, and the packages that it has them install. */
  private writePlugin(): void {
    const plugin = join(this.root, 'netpulse-ntfy');
    const lines = readFileSync(join(REPOSITORY, PLUGIN_CHAPTER), 'utf8').split('\n');
    for (const { line, text } of blocksOf(join(REPOSITORY, PLUGIN_CHAPTER))) {
      const above = lines.slice(0, line - 2).lastIndexOf('');
      const [, path] = NAMED_FILE.exec(lines[above + 1] ?? '') ?? [];
      if (path === undefined) continue;
      mkdirSync(dirname(join(plugin, path)), { recursive: true });
      writeFileSync(join(plugin, path), text);
    }
    mkdirSync(join(plugin, 'node_modules'));
    for (const name of PACKAGES)
      symlinkSync(join(REPOSITORY, 'node_modules', name), join(plugin, 'node_modules', name));
    symlinkSync(REPOSITORY, join(plugin, 'node_modules/netpulse'));
  }
}
