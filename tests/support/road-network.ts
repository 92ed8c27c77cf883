import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect } from 'vitest';
import { buildRoadGraph } from '#src/domain/roads/graph.ts';
import type { RoadGraph } from '#src/domain/roads/graph.ts';
import { findLeg } from '#src/domain/roads/find-leg.ts';
import type { LegOptions } from '#src/domain/roads/conditions.ts';
import { readRoadLines } from '#src/domain/roads/leg-line.ts';
import type { Leg } from '#src/domain/roads/leg.ts';
import type { LegPoint, RoadEdge, RoadNetwork, RoadNode, Vehicle } from '#src/domain/roads/network.ts';
import { readRoadsFile } from '#src/domain/roads/roads-file.ts';

const mapFolder = new URL('../../content/map/', import.meta.url);

export const roadsYaml: unknown = parse(readFileSync(new URL('roads.yaml', mapFolder), 'utf8'));
export const roadLines = readRoadLines(JSON.parse(readFileSync(new URL('basemap.geojson', mapFolder), 'utf8')));

export function loadNetwork(): RoadNetwork {
  const read = readRoadsFile(roadsYaml);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.network;
}

/** The network as the product ships it, with the drawn lines. */
export function loadGraph(): RoadGraph {
  return buildRoadGraph(loadNetwork(), roadLines);
}

/** The leg, where the test is not about there being none. */
export function requireLeg(
  graph: RoadGraph,
  from: LegPoint,
  to: LegPoint,
  vehicle: Vehicle,
  options?: LegOptions,
): Leg {
  const leg = findLeg(graph, from, to, vehicle, options);
  return leg.kind === 'leg' ? leg : expect.fail(`${JSON.stringify(from)} – ${JSON.stringify(to)}: ${leg.reason}`);
}

export function makeNode(slug: string, over: Partial<RoadNode> = {}): RoadNode {
  return { slug, name: slug, lat: 23, lng: 105, ...over };
}

export function makeEdge(from: string, to: string, over: Partial<RoadEdge> = {}): RoadEdge {
  return {
    from,
    to,
    road: 'local',
    mode: 'road',
    km: 10,
    minutes: { motorbike: 20, car: 25 },
    surface: 'asphalt',
    hazards: [],
    confidence: 'high',
    ...over,
  };
}
