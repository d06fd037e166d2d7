import { readFileSync } from 'node:fs';
import { run, step } from './step.mjs';

/** Installs the npm packages exactly as the lock file has them, unless they are so already. */
export async function installNpmPackages() {
  const wanted = packagesOf('package-lock.json');
  if (isInstalled(wanted, packagesOf('node_modules/.package-lock.json'))) return;
  // npm makes devDependencies depend on NODE_ENV; the build needs them.
  await step('Installing npm packages', () => run('npm', ['ci', '--include=dev', '--loglevel=error']));
}

/** npm writes what it installed into node_modules, in the lock file's own form. */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Optional packages of other platforms are not installed, and not missing. */
function isInstalled(wanted, installed) {
  if (!installed) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}
