// npm run api:check: judges client/openapi.json by Redocly's rules (client/redocly.yaml; any finding is a failure), and whether
// the client's types are made of it. Whether the document is the running service's is checked by test/api-fuzz.e2e-spec.ts.
import { lint, loadConfig } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clientTypes } from './client-types.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const config = await loadConfig({ configPath: 'client/redocly.yaml' });
const findings = await lint({ ref: 'client/openapi.json', config });
for (const { severity, ruleId, message, location } of findings)
  console.log(`${severity} ${ruleId} ${location[0]?.pointer ?? ''}: ${message}`);

const types = await clientTypes(JSON.parse(readFileSync('client/openapi.json', 'utf8')));
const areTypesNew = types === readFileSync('client/src/api-schema.ts', 'utf8');
if (!areTypesNew)
  console.log('client/src/api-schema.ts is not made of client/openapi.json: npm run client:generate');
process.exitCode = findings.length === 0 && areTypesNew ? 0 : 1;
