import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders carry the id of the process that made them, so that those of a killed one are found. */
const PREFIX = 'nplab-';

/** A temporary folder of the lab, readable by the lab's users. It goes with this process, or with the next one's start. */
export class LabFolder {
  readonly remove = (): void => {
    process.removeListener('exit', this.remove);
    rmSync(this.path, { recursive: true, force: true });
  };

  private constructor(readonly path: string) {
    process.once('exit', this.remove);
  }

  static make(): LabFolder {
    removeLeftFolders();
    const path = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    chmodSync(path, 0o755);
    return new LabFolder(path);
  }

  file(name: string): string {
    return join(this.path, name);
  }
}

function removeLeftFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
