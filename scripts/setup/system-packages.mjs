import { accessSync, constants, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, SetupError, step } from './step.mjs';

const APT_LISTS = '/var/lib/apt/lists';
const LISTS_ARE_OLD_AFTER_MS = 24 * 3600 * 1000;
/** Another apt may be at work: another clone's set-up, or the system's own updates. */
const APT_WAITS_SECONDS = 300;
/** Debian asks this program before it starts the service of a package that it installs; 101 says no. */
const POLICY_FILE = '/usr/sbin/policy-rc.d';

/**
 * Installs what is missing of Debian's packages; their services are not started.
 *
 * @param elsewise the ways out, when one is missing and cannot be installed: then set-up stops
 * @param onMissing called instead, when set-up can go on without them
 */
export async function installSystemPackages(packages, { elsewise = '', onMissing }) {
  const missing = packages.filter(({ isThere }) => !isThere()).map(({ name }) => name);
  if (missing.length === 0) return;
  try {
    if (!canInstall())
      throw new SetupError(`${missing.join(', ')}: missing, and only root can install it by apt.`);
    await step(`Installing ${missing.join(', ')}`, () => install(missing));
    const absent = packages.filter(({ isThere }) => !isThere()).map(({ name }) => name);
    if (absent.length > 0)
      throw new SetupError(`apt has installed ${absent.join(', ')}, but not on the PATH.`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (!onMissing) throw new SetupError(`${error.message}\n${elsewise}`);
    console.log(error.message);
    onMissing(missing);
  }
}

/** Whether a program is on the PATH. */
export function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, program)));
}

/** Whether this user may install packages here. */
function canInstall() {
  return process.getuid?.() === 0 && isOnPath('apt-get');
}

async function install(names) {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const lockWait = ['-o', `DPkg::Lock::Timeout=${APT_WAITS_SECONDS}`];
  const doInstall = () =>
    run('apt-get', ['install', '-y', '--no-install-recommends', ...lockWait, ...names], options);
  await withoutStartingServices(async () => {
    if (areListsOld())
      return void (await run('apt-get', ['update', ...lockWait], options), await doInstall());
    // Lists of today may still name a version that the mirror has replaced since.
    await doInstall().catch(async () => {
      await run('apt-get', ['update', ...lockWait], options);
      await doInstall();
    });
  });
}

async function withoutStartingServices(work) {
  if (existsSync(POLICY_FILE)) return work();
  writeFileSync(POLICY_FILE, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(POLICY_FILE, { force: true });
  }
}

function areListsOld() {
  try {
    const times = readdirSync(APT_LISTS)
      .filter((name) => name.includes('_Packages'))
      .map((name) => statSync(join(APT_LISTS, name)).ctimeMs);
    return Math.max(0, ...times) < Date.now() - LISTS_ARE_OLD_AFTER_MS;
  } catch {
    return true;
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
