import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findLeg } from '#src/domain/roads/find-leg.ts';
import { buildRoadGraph, type RoadGraph } from '#src/domain/roads/graph.ts';
import type { Leg } from '#src/domain/roads/leg.ts';
import type { LegPoint, RoadNetwork, Vehicle } from '#src/domain/roads/network.ts';
import { readRoadsFile } from '#src/domain/roads/roads-file.ts';
import type { ContentStore } from '#src/ports/content-store.ts';

export type Roads = {
  network(): RoadNetwork;
  graph(): RoadGraph;
  /** The usual leg between two places with no alert in force; undefined where the vehicle cannot go. */
  leg(from: LegPoint, to: LegPoint, vehicle: Vehicle): Leg | undefined;
};

/**
 * The road network of `content/map/roads.yaml`, with positions from the places' own pages where they have one.
 * @throws Error with every problem of the file: without roads there is no planner, so the start stops.
 */
export async function createRoads(root: string, content: ContentStore): Promise<Roads> {
  const file = join(root, 'map', 'roads.yaml');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`The road network cannot be read: ${file}. Put the file back or correct CONTENT_DIR.`);
  });
  const value: unknown = parse(text);
  let built: { revision: number; network: RoadNetwork; graph: RoadGraph } | undefined;
  const legs = new Map<string, Leg | undefined>();

  function current() {
    if (built?.revision === content.revision) return built;
    const places = content
      .list('places')
      .map(({ slug, facts }) => ({ slug, lat: facts.position.lat, lng: facts.position.lng }));
    const read = readRoadsFile(value, places);
    if (!read.ok) throw new Error(read.problems.map((problem) => `content/map/roads.yaml: ${problem}`).join('\n'));
    built = { revision: content.revision, network: read.network, graph: buildRoadGraph(read.network) };
    legs.clear();
    return built;
  }
  current();

  return {
    network: () => current().network,
    graph: () => current().graph,
    leg(from, to, vehicle) {
      const { graph } = current();
      const key = `${JSON.stringify(from)}|${JSON.stringify(to)}|${vehicle}`;
      if (!legs.has(key)) {
        const leg = findLeg(graph, from, to, vehicle);
        // A page shows some dozens of legs; pins of travellers must not fill the memory.
        if (legs.size > 20_000) legs.clear();
        legs.set(key, leg.kind === 'no-route' ? undefined : leg);
      }
      return legs.get(key);
    },
  };
}
