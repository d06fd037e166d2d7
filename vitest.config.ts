import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.js';

export default defineConfig({
  // What a plugin finds as netpulse/plugin once NetPulse has loaded it.
  resolve: { alias: { 'netpulse/plugin': fileURLToPath(new URL('src/plugin.ts', import.meta.url)) } },
  test: {
    globals: true,
    include: [
      'src/**/*.spec.ts',
      'test/**/*.e2e-spec.ts',
      'test/{bench,docs}/*.spec.ts',
      'examples/*/src/**/*.spec.ts',
    ],
    // Processes, not threads: the kernel ends a private Redis together with the thread that started it.
    pool: 'forks',
    // The files of a worker share what is loaded: to load it anew for each would be two thirds of the time.
    isolate: false,
    // Each file has its own Redis, ports and folders, so files may run side by side.
    maxWorkers: 5,
    sequence: { sequencer: LongestFirst },
    // Real processes on a loaded machine: in CI one more try tells a fault from a hiccup, and is reported as such.
    retry: process.env.CI === undefined ? 0 : 1,
    // What a test waits for comes at once, or late on a busy machine.
    expect: { poll: { timeout: 10_000, interval: 20 } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
