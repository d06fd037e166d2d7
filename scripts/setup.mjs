// Makes a clone ready to run: npm packages, a Redis server, the build. What is there already costs no time.
//   node scripts/setup.mjs            for npm start, npm run demo
//   node scripts/setup.mjs --tests    also the real routers and the browser of the tests
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './setup/build.mjs';
import { installGoPeer } from './setup/go-peers.mjs';
import { inOneProcess } from './setup/lock.mjs';
import { installNpmPackages } from './setup/npm-packages.mjs';
import { checkNode } from './setup/node-version.mjs';
import { canMakeVenv, hasPythonPeers, installPythonPeers } from './setup/python-peers.mjs';
import { installSystemPackages, isOnPath } from './setup/system-packages.mjs';
import { SetupError } from './setup/step.mjs';

/** Each names a Redis that runs already, by itself or in a file (`..._FILE`). */
const REDIS_SETTINGS = ['NETPULSE_REDIS_URL', 'NETPULSE_REDIS_SENTINELS', 'NETPULSE_REDIS_CLUSTER'];
const REDIS = {
  name: 'redis-server',
  isThere: () =>
    isOnPath('redis-server') ||
    isOnPath('valkey-server') ||
    REDIS_SETTINGS.some((name) => process.env[name] || process.env[`${name}_FILE`]),
};
const TEST_PEERS = [
  { name: 'frr', isThere: () => existsSync('/usr/lib/frr/bgpd') },
  { name: 'openssh-server', isThere: () => existsSync('/usr/sbin/sshd') },
  { name: 'sudo', isThere: () => existsSync('/usr/bin/sudo') },
  { name: 'chromium', isThere: () => existsSync('/usr/bin/chromium') },
  { name: 'rabbitmq-server', isThere: () => existsSync('/usr/lib/rabbitmq/bin/rabbitmq-server') },
  { name: 'netconfd', isThere: () => existsSync('/usr/sbin/netconfd') },
  { name: 'snmpd', isThere: () => existsSync('/usr/sbin/snmpd') },
  { name: 'prometheus', isThere: () => existsSync('/usr/bin/prometheus') },
  { name: 'tmux', isThere: () => existsSync('/usr/bin/tmux') },
  { name: 'jq', isThere: () => existsSync('/usr/bin/jq') },
  { name: 'zsh', isThere: () => existsSync('/usr/bin/zsh') },
  { name: 'fish', isThere: () => existsSync('/usr/bin/fish') },
  // For the libraries of Python below.
  { name: 'python3-venv', isThere: () => hasPythonPeers() || canMakeVenv() },
];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
try {
  checkNode();
  await inOneProcess(async () => {
    await installNpmPackages();
    await installSystemPackages([REDIS], {
      elsewise:
        'NetPulse needs a Redis server. One of these will do:\n' +
        '  - as root: apt-get install redis-server (Debian, Ubuntu), dnf install valkey (Fedora)\n' +
        '  - without root: brew install redis, or any redis-server or valkey-server on your PATH\n' +
        '  - a Redis that runs already: NETPULSE_REDIS_URL=redis://host:6379',
    });
    if (process.argv.includes('--tests')) {
      await installSystemPackages(TEST_PEERS, {
        onMissing: (names) =>
          console.log(
            `!! Not installed: ${names.join(', ')}. THE TESTS AGAINST THEM WILL BE SKIPPED.\n` +
              `!! Install them as root: apt-get install --no-install-recommends ${names.join(' ')}`,
          ),
      });
      await installPythonPeers({
        onMissing: (names) =>
          console.log(
            `!! Not installed for Python: ${names.join(', ')}. THE TESTS AGAINST THEM WILL BE SKIPPED.\n` +
              '!! TEST_PYTHON may name a Python that has them.',
          ),
      });
      await installGoPeer({
        onMissing: (why) => console.log(`!! THE TEST OF THE RECEIVER IN GO WILL BE SKIPPED: ${why}`),
      });
    }
    await build();
  });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
