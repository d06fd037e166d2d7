import { Ajv, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import type { ApiDocument, Schema } from './api-operation.js';

const REF = '#/components/schemas/';

/** Judges values by the schemas of a document. */
export class SchemaJudge {
  private readonly ajv = ajvFormats.default(new Ajv({ strict: false, allErrors: true }));
  private readonly compiled = new Map<Schema, ValidateFunction>();

  /** @param isClosed whether fields that the document does not name are faults: for answers */
  constructor(
    document: ApiDocument,
    private readonly isClosed: boolean,
  ) {
    const definitions = Object.entries(document.components.schemas).map(([name, schema]) => [
      name,
      this.jsonSchema(schema),
    ]);
    this.ajv.addSchema({ $id: 'document', definitions: Object.fromEntries(definitions) as object });
  }

  /** What is wrong with a value; undefined when nothing is. Holds no values: they may be long. */
  faultIn(value: unknown, schema: Schema): string | undefined {
    const validate = this.compiled.get(schema) ?? this.ajv.compile(this.jsonSchema(schema));
    this.compiled.set(schema, validate);
    if (validate(value)) return undefined;
    return (validate.errors ?? [])
      .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
      .slice(0, 3)
      .join('; ');
  }

  /** OpenAPI 3.0 to JSON Schema: `nullable`, and where references lead. */
  private jsonSchema(schema: Schema): object {
    const { nullable, $ref, allOf, oneOf, items, properties, additionalProperties, ...rest } = schema;
    if (nullable) return { anyOf: [{ type: 'null' }, this.jsonSchema({ ...schema, nullable: false })] };
    if ($ref !== undefined) return { $ref: `document#/definitions/${$ref.slice(REF.length)}` };
    const [only, ...others] = allOf ?? [];
    // Nest's way to put something beside a reference.
    if (only && others.length === 0) return this.jsonSchema(only);
    const { enum: values, ...other } = rest;
    return {
      ...other,
      ...(values === undefined ? {} : { enum: values }),
      ...(oneOf === undefined ? {} : { anyOf: oneOf.map((part) => this.jsonSchema(part)) }),
      ...(items === undefined ? {} : { items: this.jsonSchema(items) }),
      ...(properties === undefined ? {} : this.ofObject(properties)),
      ...(additionalProperties === undefined
        ? {}
        : { additionalProperties: this.further(additionalProperties) }),
    };
  }

  private ofObject(properties: Readonly<Record<string, Schema>>): object {
    const converted = Object.entries(properties).map(([name, schema]) => [name, this.jsonSchema(schema)]);
    return {
      properties: Object.fromEntries(converted) as object,
      ...(this.isClosed ? { additionalProperties: false } : {}),
    };
  }

  private further(schema: boolean | Schema): boolean | object {
    return typeof schema === 'boolean' ? schema : this.jsonSchema(schema);
  }
}
