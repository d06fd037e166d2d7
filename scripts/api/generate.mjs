// npm run client:generate: writes the OpenAPI document of this build to client/openapi.json, and its types to client/src/api-schema.ts.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clientTypes } from './client-types.mjs';
import { documentOfService } from './document.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const document = await documentOfService();
writeFileSync('client/openapi.json', `${JSON.stringify(document, null, 2)}\n`);
writeFileSync('client/src/api-schema.ts', await clientTypes(document));
console.log(
  `${Object.keys(document.paths).length} paths, ${Object.keys(document.components.schemas).length} schemas`,
);
