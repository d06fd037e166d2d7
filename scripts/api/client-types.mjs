import openapiTS, { astToString } from 'openapi-typescript';

const HEADER = `// Made from client/openapi.json by \`npm run client:generate\`. Not to be changed by hand.\n\n`;

/** The document's types, as the source of the client's src/api-schema.ts. */
export async function clientTypes(document) {
  // A field of a request that has a default may be left out.
  const nodes = await openapiTS(document, { defaultNonNullable: false, alphabetize: false });
  return HEADER + astToString(nodes);
}
