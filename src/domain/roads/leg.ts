import type { Position } from '../geo/position.ts';
import { minutesOfPart } from './conditions.ts';
import type { Conditions } from './conditions.ts';
import type { Route } from './find-leg.ts';
import { climbOf, extremesBetween } from './graph.ts';
import type { GraphEdge, RoadGraph } from './graph.ts';
import { roadName, roadNumbers } from './network.ts';
import type { Hazard, LegPoint, Mode, RoadConfidence, Surface, Vehicle } from './network.ts';
import type { EdgePart } from './shortest-paths.ts';

/** One stretch of a leg. `straight` crosses open country between a pin and the road, as a guess. */
export type LegPiece = {
  mode: Mode | 'straight';
  /** Places at its ends; absent where it begins or ends at a pin or between places. */
  from?: string | undefined;
  to?: string | undefined;
  km: number;
  minutes: number;
  /** Number of the edge in the graph, with the shares of its length; absent on a straight piece. */
  edge?: number | undefined;
  start: number;
  end: number;
  line?: readonly Position[] | undefined;
};

export type Leg = {
  kind: 'leg';
  vehicle: Vehicle;
  /** By road, to 0.1 km, boats and paths included. */
  km: number;
  /** Whole minutes under way, without stops; the sum of the next two. */
  minutes: number;
  /** On the vehicle. */
  ridingMinutes: number;
  /** By boat, on a path or trek, boarding and waiting included. */
  offRoadMinutes: number;
  pieces: readonly LegPiece[];
  /** Places passed, in order, with the ends where they are places. */
  via: readonly string[];
  /** Road numbers (or words of ROAD_WORDS) in order of travel. */
  roads: readonly { name: string; km: number }[];
  /** Longest first. */
  surfaces: readonly { surface: Surface; km: number }[];
  hazards: readonly Hazard[];
  /** At least this much: small ups and downs between known heights are not in it. */
  climbMeters: number;
  descentMeters: number;
  /** Share (0–1) of the kilometres that lie between known heights; screens show no climb where it is small. */
  heightsKnown: number;
  /** The highest point known; with its place, unless it lies between two. */
  highest?: { meters: number; slug?: string | undefined } | undefined;
  /** Kilometre stones passed. */
  posts: readonly { road: string; km: number; place: string }[];
  /** The least sure of its edges. */
  confidence: RoadConfidence;
  /** Kilometres across country, where no road is known. */
  straightKm: number;
  /** Alerts that slow it. */
  alerts: readonly string[];
};

export type ProfilePoint = { km: number; meters: number; slug?: string | undefined };

/** Makes of bare parts what screens and rules want to know. */
export function describeLeg(graph: RoadGraph, conditions: Conditions, from: LegPoint, to: LegPoint, route: Route): Leg {
  const pieces: LegPiece[] = route.parts
    .filter((part) => part.start !== part.end)
    .map((part) => ({ ...pieceOf(graph, part), minutes: minutesOfPart(part, conditions) }));
  const { before, after } = route;
  if (before)
    pieces.unshift({
      mode: 'straight',
      km: before.km,
      minutes: before.minutes,
      start: 0,
      end: 1,
      line: [before.from, before.to],
    });
  if (after)
    pieces.push({
      mode: 'straight',
      km: after.km,
      minutes: after.minutes,
      start: 0,
      end: 1,
      line: [after.to, after.from],
    });

  const edges = pieces.flatMap((piece) =>
    piece.edge === undefined ? [] : [{ piece, ...(graph.edges[piece.edge] as GraphEdge) }],
  );
  const offRoad = pieces.filter((piece) => piece.mode !== 'road' && piece.mode !== 'straight');
  const minutes = Math.round(route.minutes);
  const offRoadMinutes = Math.round(sumOf(offRoad, 'minutes'));
  const heights = profileOf(graph, pieces);
  const top = heights.reduce<ProfilePoint | undefined>(
    (best, point) => (best && best.meters >= point.meters ? best : point),
    undefined,
  );
  const via = [from, ...pieces.map((piece) => piece.to), to].filter((slug) => typeof slug === 'string');

  return {
    kind: 'leg',
    vehicle: conditions.vehicle,
    km: toTenths(sumOf(pieces, 'km')),
    minutes,
    ridingMinutes: minutes - offRoadMinutes,
    offRoadMinutes,
    pieces,
    via: via.filter((slug, i) => slug !== via[i - 1]),
    roads: joinRuns(edges.map(({ edge, piece }) => ({ name: roadName(edge), km: piece.km }))),
    surfaces: sumBySurface(edges.map(({ edge, piece }) => ({ surface: edge.surface, km: piece.km }))),
    hazards: [...new Set(edges.flatMap(({ edge }) => edge.hazards))],
    climbMeters: Math.round(climbOf(heights.map(({ meters }) => meters))),
    descentMeters: Math.round(climbOf(heights.map(({ meters }) => meters).reverse())),
    heightsKnown: shareWithHeights(graph, edges),
    highest: top && { meters: top.meters, slug: top.slug },
    posts: postsPassed(graph, edges),
    confidence:
      (['low', 'medium', 'high'] as const).find((one) => edges.some(({ edge }) => edge.confidence === one)) ?? 'high',
    straightKm: toTenths(
      sumOf(
        pieces.filter(({ mode }) => mode === 'straight'),
        'km',
      ),
    ),
    alerts: [...new Set(edges.flatMap(({ piece }) => conditions.alerts.get(piece.edge as number) ?? []))],
  };
}

/** Heights along a leg where they are known, by kilometre; for a chart and for its table. */
export function legProfile(graph: RoadGraph, leg: Leg): ProfilePoint[] {
  return profileOf(graph, leg.pieces);
}

function pieceOf(graph: RoadGraph, { edge: index, start, end }: EdgePart): Omit<LegPiece, 'minutes'> {
  const { edge } = graph.edges[index] as GraphEdge;
  const placeAt = (share: number): string | undefined => (share === 0 ? edge.from : share === 1 ? edge.to : undefined);
  return {
    mode: edge.mode,
    from: placeAt(start),
    to: placeAt(end),
    km: Math.abs(end - start) * edge.km,
    edge: index,
    start,
    end,
  };
}

function profileOf(graph: RoadGraph, pieces: readonly LegPiece[]): ProfilePoint[] {
  const points: ProfilePoint[] = [];
  let km = 0;
  const add = (point: ProfilePoint): void => {
    if (points.at(-1)?.slug !== point.slug || point.slug === undefined) points.push(point);
  };
  for (const piece of pieces) {
    const joined = piece.edge === undefined ? undefined : graph.edges[piece.edge];
    if (joined) {
      const { edge } = joined;
      const [low, high] = [graph.nodes[joined.a]?.elev, graph.nodes[joined.b]?.elev];
      const at = (share: number): number | undefined =>
        share === 0
          ? low
          : share === 1
            ? high
            : low !== undefined && high !== undefined
              ? low + share * (high - low)
              : undefined;
      const [first, last] = [at(piece.start), at(piece.end)];
      if (first !== undefined) add({ km: toTenths(km), meters: Math.round(first), slug: piece.from });
      // Where on the edge its summit lies is not known; on a part of the edge it may not lie at all.
      const between = piece.km === edge.km ? extremesBetween(edge, first, last) : [];
      between.forEach((meters, i) => add({ km: toTenths(km + (piece.km * (i + 1)) / (between.length + 1)), meters }));
      if (last !== undefined) add({ km: toTenths(km + piece.km), meters: Math.round(last), slug: piece.to });
    }
    km += piece.km;
  }
  return points;
}

function shareWithHeights(graph: RoadGraph, edges: readonly (GraphEdge & { piece: LegPiece })[]): number {
  const known = edges.filter(({ a, b }) => graph.nodes[a]?.elev !== undefined && graph.nodes[b]?.elev !== undefined);
  const all = edges.reduce((sum, { piece }) => sum + piece.km, 0);
  return all === 0 ? 1 : Math.round((known.reduce((sum, { piece }) => sum + piece.km, 0) / all) * 100) / 100;
}

function postsPassed(graph: RoadGraph, edges: readonly (GraphEdge & { piece: LegPiece })[]): Leg['posts'] {
  const passed = edges.flatMap(({ edge, piece }) => {
    const roads = roadNumbers(edge.road);
    return [piece.from, piece.to].flatMap((place) =>
      graph.posts.filter((post) => post.place === place && roads.includes(post.road)),
    );
  });
  return [...new Set(passed)].map(({ road, km, place }) => ({ road, km, place }));
}

function joinRuns(roads: readonly { name: string; km: number }[]): { name: string; km: number }[] {
  const runs: { name: string; km: number }[] = [];
  for (const { name, km } of roads) {
    const last = runs.at(-1);
    if (last?.name === name) last.km += km;
    else runs.push({ name, km });
  }
  return runs.map(({ name, km }) => ({ name, km: toTenths(km) }));
}

function sumBySurface(stretches: readonly { surface: Surface; km: number }[]): { surface: Surface; km: number }[] {
  const sums = new Map<Surface, number>();
  for (const { surface, km } of stretches) sums.set(surface, (sums.get(surface) ?? 0) + km);
  return [...sums].map(([surface, km]) => ({ surface, km: toTenths(km) })).sort((a, b) => b.km - a.km);
}

const sumOf = (pieces: readonly LegPiece[], field: 'km' | 'minutes'): number =>
  pieces.reduce((sum, piece) => sum + piece[field], 0);
const toTenths = (value: number): number => Math.round(value * 10) / 10;
