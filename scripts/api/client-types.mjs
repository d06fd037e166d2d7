import openapiTS, { astToString } from 'openapi-typescript';

const HEADER = `// Made from client/openapi.json by \`npm run client:generate\`. Not to be changed by hand.\n\n`;

/** The document's types, as the source of the client's src/api-schema.ts. */
export async function clientTypes(document) {
  // A field of a request that has a default may be left out.
  const nodes = await openapiTS(withoutProblemExamples(document), {
    defaultNonNullable: false,
    alphabetize: false,
  });
  return HEADER + astToString(nodes);
}

/** They are for who reads the document: as comments they would double the types. */
function withoutProblemExamples(document) {
  const text = JSON.stringify(document, (name, value) =>
    name === 'application/problem+json' ? { ...value, example: undefined } : value,
  );
  return JSON.parse(text);
}
