import * as z from 'zod';
import type { App } from '#src/composition.ts';
import { LOCALES } from '#src/domain/locale/languages.ts';
import { DEFAULT_DAYS, DEFAULT_PER_PAGE, MOST_DAYS, MOST_PER_PAGE } from './read-request.ts';
import {
  COLLECTIONS,
  geometrySchema,
  licenceSchema,
  pageFields,
  problemSchema,
  RECORD_SCHEMAS,
  SCHEMA_NAMES,
  type Collection,
} from './schemas.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.1, whose schemas are plain JSON Schema 2020-12: made from the schemas the answers are typed by. */
export function openApiDocument(app: App): Json {
  const t = app.translator.t('en');
  return {
    openapi: '3.1.0',
    info: {
      title: t('opendata:api.title'),
      version: '1.0.0',
      description: t('opendata:api.description'),
      license: { name: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
    },
    servers: [{ url: `${app.settings.siteUrl.origin}/api/v1` }],
    tags: [{ name: 'read', description: t('opendata:api.readTag') }],
    paths: Object.fromEntries(
      COLLECTIONS.map((collection) => [
        `/${collection}`,
        {
          get: {
            operationId: `list${SCHEMA_NAMES[collection]}s`,
            tags: ['read'],
            summary: t(`opendata:collections.${collection}`),
            security: [],
            parameters: parametersOf(collection).map((name) => ({ $ref: `#/components/parameters/${name}` })),
            responses: {
              200: {
                description: t('opendata:api.ok'),
                headers: {
                  ETag: { description: t('opendata:api.etag'), schema: { type: 'string' } },
                  Link: { description: t('opendata:api.link'), schema: { type: 'string' } },
                },
                content: {
                  'application/json': { schema: ref(`${SCHEMA_NAMES[collection]}Page`) },
                  'application/geo+json': { schema: ref(`${SCHEMA_NAMES[collection]}Features`) },
                },
              },
              304: { description: t('opendata:api.notModified') },
              400: {
                description: t('opendata:api.wrong'),
                content: { 'application/problem+json': { schema: ref('Problem') } },
              },
            },
          },
        },
      ]),
    ),
    components: { schemas: schemas(), parameters: parameters(t) },
  };
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

const GENERAL = ['lang', 'format', 'page', 'perPage'];

function parametersOf(collection: Collection): string[] {
  return [
    ...GENERAL,
    ...(collection === 'roads' ? [] : ['changedSince']),
    ...(collection === 'events' ? ['days'] : []),
  ];
}

function parameters(t: (key: string, values?: Record<string, string | number>) => string): Json {
  const query = (name: string, key: string, schema: Json) => ({
    name,
    in: 'query',
    required: false,
    description: t(`opendata:parameters.${key}`),
    schema,
  });
  return {
    lang: query('lang', 'lang', { type: 'string', enum: [...LOCALES], default: 'vi' }),
    format: query('format', 'format', { type: 'string', enum: ['json', 'geojson'], default: 'json' }),
    page: query('page', 'page', { type: 'integer', minimum: 1, default: 1 }),
    perPage: query('per-page', 'perPage', {
      type: 'integer',
      minimum: 1,
      maximum: MOST_PER_PAGE,
      default: DEFAULT_PER_PAGE,
    }),
    changedSince: query('changed-since', 'changedSince', {
      anyOf: [
        { type: 'string', format: 'date' },
        { type: 'string', format: 'date-time' },
      ],
    }),
    days: query('days', 'days', { type: 'integer', minimum: 1, maximum: MOST_DAYS, default: DEFAULT_DAYS }),
  };
}

/** Every named schema of the document; each refers to the others by name. */
function schemas(): Json {
  const registry = z.registry<{ id: string }>();
  registry.add(licenceSchema, { id: 'Licence' });
  registry.add(geometrySchema, { id: 'Geometry' });
  registry.add(problemSchema, { id: 'Problem' });
  for (const collection of COLLECTIONS) {
    const record: z.ZodType = RECORD_SCHEMAS[collection];
    const name = SCHEMA_NAMES[collection];
    const features = z.strictObject({
      type: z.literal('Feature'),
      id: z.string(),
      geometry: geometrySchema.nullable(),
      properties: record,
    });
    registry.add(record, { id: name });
    registry.add(z.strictObject({ ...pageFields, collection: z.literal(collection), records: z.array(record) }), {
      id: `${name}Page`,
    });
    registry.add(
      z.strictObject({
        type: z.literal('FeatureCollection'),
        ...pageFields,
        collection: z.literal(collection),
        features: z.array(features),
      }),
      { id: `${name}Features` },
    );
  }
  const made = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, target: 'draft-2020-12' });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  );
}
