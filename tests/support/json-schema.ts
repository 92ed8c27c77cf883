import { createRequire } from 'node:module';

type Validate = ((data: unknown) => boolean) & { errors?: unknown };
type AjvLike = { addSchema(schema: object, id: string): AjvLike; compile(schema: object): Validate };
type AjvClass = new (options: object) => AjvLike;

// Ajv 8 knows JSON Schema 2020-12, but the copy at the top of node_modules belongs to ESLint and is older:
// the one that html-validate brings is asked for by way of it.
const require = createRequire(createRequire(import.meta.url).resolve('html-validate'));

/** A checker of one schema of an OpenAPI document: undefined when the data fits, else the faults. */
export function checkerOf(document: object, schemaName: string): (data: unknown) => unknown {
  const { default: Ajv2020 } = require('ajv/dist/2020.js') as { default: AjvClass };
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.addSchema(document, 'openapi').compile({ $ref: `openapi#/components/schemas/${schemaName}` });
  return (data) => (validate(data) ? undefined : validate.errors);
}
