import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const netpulse = fileURLToPath(new URL('../../dist/src/plugin.js', import.meta.url));

export default defineConfig({
  // Only inside NetPulse's own clone; elsewhere npm puts netpulse into node_modules.
  resolve: { alias: { 'netpulse/plugin': netpulse } },
  test: { globals: true },
});
