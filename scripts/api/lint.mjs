// npm run api:lint: judges client/openapi.json by Redocly's rules (client/redocly.yaml). Any finding is a failure.
import { lint, loadConfig } from '@redocly/openapi-core';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const config = await loadConfig({ configPath: 'client/redocly.yaml' });
const findings = await lint({ ref: 'client/openapi.json', config });
for (const { severity, ruleId, message, location } of findings)
  console.log(`${severity} ${ruleId} ${location[0]?.pointer ?? ''}: ${message}`);
process.exitCode = findings.length === 0 ? 0 : 1;
