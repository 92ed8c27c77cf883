import * as z from 'zod';
import { HAZARDS, MODES, SURFACES } from './network.ts';
import type { RoadEdge, RoadNetwork, RoadNode, RoadPost } from './network.ts';

/** The form of `content/map/roads.yaml`. Server only: the browser gets the network as checked data. */
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be a slug such as ma-pi-leng');
const minutes = z.number().positive().max(2000);
const elevation = z.number().min(0).max(3200);

const edgeSchema = z
  .strictObject({
    from: slug,
    to: slug,
    road: z.string().min(1).max(80),
    mode: z.enum(MODES).default('road'),
    km: z.number().positive().max(500),
    minutes: z.strictObject({
      motorbike: minutes.optional(),
      car: minutes.optional(),
      other: minutes.optional(),
    }),
    surface: z.enum(SURFACES),
    hazards: z.array(z.enum(HAZARDS)).default([]),
    maxElev: elevation.optional(),
    minElev: elevation.optional(),
    note: z.string().max(300).optional(),
    source: z.string().min(1).max(300),
    confidence: z.enum(['high', 'medium', 'low']),
  })
  .refine((edge) => edge.from !== edge.to, { path: ['to'], message: 'must be another place than "from"' })
  .refine((edge) => (edge.mode === 'road') === (edge.minutes.other === undefined), {
    path: ['minutes'],
    message: 'needs motorbike (and car) on roads, and only "other" on foot, boat and trek edges',
  })
  .refine((edge) => edge.mode !== 'road' || edge.minutes.motorbike !== undefined, {
    path: ['minutes', 'motorbike'],
    message: 'is needed on a road',
  })
  .refine((edge) => (edge.minElev ?? 0) <= (edge.maxElev ?? Infinity), {
    path: ['minElev'],
    message: 'must not be above maxElev',
  });

export const roadsFileSchema = z.strictObject({
  posts: z.array(
    z.strictObject({ road: z.string().min(2), place: slug, km: z.number().min(0), source: z.string().min(1) }),
  ),
  nodes: z.array(
    z.strictObject({
      slug,
      name: z.string().min(1).max(80),
      lat: z.number().min(8).max(24),
      lng: z.number().min(102).max(110),
      elev: elevation.optional(),
    }),
  ),
  edges: z.array(edgeSchema).min(1),
});

export type ReadRoads = { ok: true; network: RoadNetwork } | { ok: false; problems: string[] };

/** What a place's own page knows better than roads.yaml. */
export type KnownPlace = { slug: string; lat: number; lng: number; elev?: number | undefined };

/**
 * Reads the parsed YAML and lays it over the places that have pages. Every problem at once, each
 * naming its edge and field.
 */
export function readRoadsFile(value: unknown, places: readonly KnownPlace[] = []): ReadRoads {
  const parsed = roadsFileSchema.safeParse(value);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => `${whereIs(value, issue.path)}: ${issue.message}`),
    };
  }
  const file = parsed.data;
  const problems: string[] = [];
  const nodes = new Map<string, RoadNode>(file.nodes.map((node) => [node.slug, node]));
  if (nodes.size < file.nodes.length) problems.push('nodes: a slug stands twice');
  const pairs = new Set<string>();
  for (const { from, to } of file.edges) {
    const pair = [from, to].sort().join(' – ');
    if (pairs.has(pair)) problems.push(`edges: ${pair} stands twice`);
    pairs.add(pair);
  }
  const used = new Set([...file.edges.flatMap(({ from, to }) => [from, to]), ...file.posts.map(({ place }) => place)]);
  for (const slug of used) if (!nodes.has(slug)) problems.push(`nodes: ${slug} is used but has no position`);
  if (problems.length > 0) return { ok: false, problems };

  for (const place of places) {
    const node = nodes.get(place.slug);
    if (node) nodes.set(place.slug, { ...node, lat: place.lat, lng: place.lng, elev: place.elev ?? node.elev });
  }
  // Sources and notes are for editors; the browser need not carry them.
  const edges = file.edges.map(({ note: _note, source: _source, ...edge }) => edge satisfies RoadEdge);
  const posts = file.posts.map(({ source: _source, ...post }) => post satisfies RoadPost);
  return { ok: true, network: { nodes: [...nodes.values()], edges, posts } };
}

function whereIs(value: unknown, path: readonly PropertyKey[]): string {
  const [list, index] = path;
  const entries = (value as Record<PropertyKey, unknown> | null | undefined)?.[list ?? ''];
  const entry = Array.isArray(entries) && typeof index === 'number' ? (entries[index] as unknown) : undefined;
  const { from, to } = (entry ?? {}) as { from?: unknown; to?: unknown };
  const name = typeof from === 'string' && typeof to === 'string' ? ` (${from} – ${to})` : '';
  return path.map(String).join('.') + name;
}
