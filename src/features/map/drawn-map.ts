import type { BaseDrawing, Line, RoadClass } from './basemap.ts';
import { DivIcon, LatLngBounds, LayerGroup, LeafletMap, Marker, Polygon, Polyline, SVG, TileLayer } from './leaflet.ts';
import type { MapMark } from './map-data.ts';
import { chooseLabels, spotsAround, type LabelCandidate, type PlacedLabel } from './place-labels.ts';
import { hillLines } from './relief.ts';

/** Our drawn sheet as a live map. Colours come from the stylesheet by class, so a theme change needs no code. */

export type MapWords = {
  zoomIn: string;
  zoomOut: string;
  marketToday: string;
  about: string;
  details: string;
  credit: string;
};
export type MapTiles = { url: string; credit: string } | undefined;
export type RouteLine = { points: Line; kind: 'ride' | 'foot' | 'boat' | 'straight'; day?: number };

export type DrawnMap = {
  readonly leaflet: LeafletMap;
  setMarks(marks: readonly MapMark[]): void;
  /** Draws the legs of a trip above the roads. */
  setRoutes(routes: readonly RouteLine[]): void;
  /** Roads in alert, as pairs of places. */
  setClosed(roads: readonly { from: string; to: string }[]): void;
  /** Goes to a mark and opens its card. */
  focus(id: string): void;
  onSelect(listener: (id: string) => void): void;
  fit(points: readonly { lat: number; lng: number }[]): void;
  destroy(): void;
};

const MIN_ZOOM = 8;
const MAX_ZOOM = 15;
/** Pixels between the middles of two marks: a target of 24 pixels each, and a little air. */
const MARK_SPACING = 27;
/** On a sheet of the whole province the lesser marks give the names of towns room. */
const OVERVIEW = { belowZoom: 9, spacing: 44, greatWeight: 4 };
/** Roads of a class, and their number shields, from this zoom on. */
const ROAD_ZOOM: Record<RoadClass, { line: number; shield: number }> = {
  national: { line: 7, shield: 9 },
  provincial: { line: 8, shield: 10 },
  local: { line: 9, shield: 13 },
};
const HILLS_BELOW_ZOOM = 11.5;
const COMMUNE_NAMES_ZOOM = 11;
const RIVER_NAMES_ZOOM = 10;

export function createDrawnMap(container: HTMLElement, base: BaseDrawing, words: MapWords, tiles?: MapTiles): DrawnMap {
  const home = new LatLngBounds(base.outline);
  const map = new LeafletMap(container, {
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    maxBounds: home.pad(0.4),
    renderer: new SVG({ padding: 0.6 }),
    zoomControl: true,
    attributionControl: true,
    zoomSnap: 0.5,
    bounceAtZoomLimits: false,
  });
  map.zoomControl
    .getContainer()
    ?.querySelectorAll('a')
    .forEach((button, index) => {
      button.setAttribute('aria-label', index === 0 ? words.zoomIn : words.zoomOut);
      button.title = index === 0 ? words.zoomIn : words.zoomOut;
    });
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution(words.credit);
  map.fitBounds(home);
  if (tiles) void addTiles(map, tiles, container);

  new Polygon(base.outline, { className: 'map-land', interactive: false }).addTo(map);
  for (const commune of base.communes)
    new Polygon(commune.ring, { className: 'map-commune', interactive: false }).addTo(map);
  const hills = base.hills.map(hillLines);
  const hillLayer = new LayerGroup([
    new Polygon(
      hills.map(({ shade }) => [shade]),
      { className: 'map-hill-shade', interactive: false, smoothFactor: 0 },
    ),
    new Polyline(
      hills.map(({ edge }) => edge),
      { className: 'map-hill', interactive: false, smoothFactor: 0 },
    ),
  ]);
  for (const ring of base.geopark) new Polyline(ring, { className: 'map-geopark', interactive: false }).addTo(map);
  for (const river of base.rivers)
    new Polyline(river.line, { className: 'map-river', interactive: false, smoothFactor: 0.5 }).addTo(map);
  new Polyline(base.border, { className: 'map-border', interactive: false }).addTo(map);

  const roadLayers: Record<RoadClass, LayerGroup> = {
    national: new LayerGroup(),
    provincial: new LayerGroup(),
    local: new LayerGroup(),
  };
  for (const road of base.roads) {
    const className = `map-road map-road-${road.class}${road.sure ? '' : ' map-unsure'}`;
    roadLayers[road.class].addLayer(new Polyline(road.line, { className, interactive: false, smoothFactor: 0.5 }));
  }
  const pathLayer = new LayerGroup(
    base.paths.map(
      (path) => new Polyline(path.line, { className: `map-path map-path-${path.kind}`, interactive: false }),
    ),
  );
  const closedLayer = new LayerGroup().addTo(map);
  const routeLayer = new LayerGroup().addTo(map);
  const labelLayer = new LayerGroup().addTo(map);
  const markLayer = new LayerGroup().addTo(map);

  const markers = new Map<string, Marker>();
  let marks: readonly MapMark[] = [];
  const listeners = new Set<(id: string) => void>();
  const measure = textMeasure(container);

  function setMarks(next: readonly MapMark[]) {
    marks = next;
    markers.clear();
    markLayer.clearLayers();
    for (const mark of next) {
      const marker = new Marker([mark.lat, mark.lng], {
        icon: new DivIcon({
          className: `map-mark map-mark-${mark.kind}${mark.marketToday ? ' map-market-today' : ''}${mark.about ? ' map-about' : ''}`,
          iconSize: [24, 24],
        }),
        keyboard: true,
        alt: mark.name,
        title: mark.name,
        riseOnHover: true,
      });
      marker.bindPopup(() => card(mark, words));
      marker.on('click keypress', () => listeners.forEach((listener) => listener(mark.id)));
      markers.set(mark.id, marker);
    }
    redraw();
  }

  /** Marks far enough apart to be told from each other and hit with a finger; the rest come with the next zoom. */
  function spaced(candidates: readonly MapMark[]): MapMark[] {
    const kept: { x: number; y: number; mark: MapMark }[] = [];
    for (const mark of candidates) {
      const { x, y } = map.latLngToLayerPoint([mark.lat, mark.lng]);
      const isLesser = mark.weight < OVERVIEW.greatWeight && mark.kind !== 'town';
      const spacing = isLesser && map.getZoom() < OVERVIEW.belowZoom ? OVERVIEW.spacing : MARK_SPACING;
      if (kept.every((other) => Math.max(Math.abs(other.x - x), Math.abs(other.y - y)) >= spacing))
        kept.push({ x, y, mark });
    }
    return kept.map(({ mark }) => mark);
  }

  /** Everything that depends on the zoom: which roads, which marks, which names fit. */
  function redraw() {
    const zoom = map.getZoom();
    for (const roadClass of ['local', 'provincial', 'national'] as const) {
      const layer = roadLayers[roadClass];
      if (zoom >= ROAD_ZOOM[roadClass].line) layer.addTo(map);
      else layer.remove();
    }
    // Nearer, a drawn hill would be taken for the mountain that stands there.
    if (zoom < HILLS_BELOW_ZOOM) hillLayer.addTo(map);
    else hillLayer.remove();
    if (zoom >= 11) pathLayer.addTo(map);
    else pathLayer.remove();

    const view = map.getBounds().pad(0.1);
    const shown = spaced(
      marks.filter((mark) => view.contains([mark.lat, mark.lng])).sort((a, b) => rankOf(b) - rankOf(a)),
    );
    const wanted = new Set(shown.map((mark) => mark.id));
    for (const [id, marker] of markers) {
      const open = marker.isPopupOpen();
      if (wanted.has(id) || open) {
        if (!markLayer.hasLayer(marker)) markLayer.addLayer(marker);
      } else if (markLayer.hasLayer(marker)) markLayer.removeLayer(marker);
    }

    labelLayer.clearLayers();
    const candidates: LabelCandidate<{ className: string; text: string; lang?: string }>[] = [];
    /** @param gap pixels from a mark to its name; without one the name stands on the point itself */
    const offer = (
      at: [number, number],
      text: string,
      className: string,
      rank: number,
      gap?: number,
      lang?: string,
    ) => {
      if (!view.contains(at)) return;
      const point = map.latLngToLayerPoint(at);
      const width = measure(text, className);
      candidates.push({
        item: { className, text, ...(lang ? { lang } : {}) },
        spots: gap === undefined ? [{ x: point.x - width / 2, y: point.y }] : spotsAround(point, width, gap),
        width,
        height: 18,
        rank,
      });
    };
    for (const mark of shown) {
      const text = mark.elevation === undefined ? mark.name : `${mark.name} ${mark.elevation} m`;
      offer([mark.lat, mark.lng], text, 'map-label', 100 + rankOf(mark), 14, mark.lang);
    }
    if (zoom >= COMMUNE_NAMES_ZOOM)
      for (const commune of base.communes)
        offer(commune.label, commune.name, 'map-label map-label-commune', 20, undefined, 'vi');
    if (zoom >= RIVER_NAMES_ZOOM) {
      for (const river of base.rivers)
        offer(middle(river.line), river.name, 'map-label map-label-river', 30, undefined, 'vi');
    }
    for (const road of base.roads) {
      const ref = road.refs[0];
      if (ref !== undefined && zoom >= ROAD_ZOOM[road.class].shield)
        offer(middle(road.line), ref, `map-shield map-shield-${road.class}`, road.class === 'national' ? 60 : 40);
    }
    for (const place of base.neighbours)
      offer(place.at, place.vi, 'map-label map-label-neighbour', 50, undefined, 'vi');
    const dots = shown.map((mark) => {
      const point = map.latLngToLayerPoint([mark.lat, mark.lng]);
      return { left: point.x - 8, right: point.x + 8, top: point.y - 8, bottom: point.y + 8 };
    });
    for (const label of spread(chooseLabels(candidates, dots, frame()))) {
      const { className, text, lang } = label.item;
      const html = document.createElement('span');
      html.textContent = text;
      if (lang) html.lang = lang;
      html.dir = 'auto';
      const icon = new DivIcon({ className, html, iconSize: [label.width, 18], iconAnchor: [0, 9] });
      labelLayer.addLayer(
        new Marker(map.layerPointToLatLng([label.x, label.y]), { icon, interactive: false, keyboard: false }),
      );
    }
  }
  /** The visible part in the layers' pixels. */
  function frame() {
    const { min, max } = map.getPixelBounds();
    const origin = map.getPixelOrigin();
    const corner = (point: typeof min | undefined) => ({
      x: (point?.x ?? 0) - origin.x,
      y: (point?.y ?? 0) - origin.y,
    });
    const [first, last] = [corner(min), corner(max)];
    return { left: first.x, top: first.y, right: last.x, bottom: last.y };
  }
  map.on('zoomend moveend', redraw);
  let zooming = false;
  map.on('zoomstart', () => (zooming = true));
  map.on('zoomend', () => (zooming = false));

  return {
    leaflet: map,
    setMarks,
    setRoutes(routes) {
      routeLayer.clearLayers();
      for (const route of routes) {
        routeLayer.addLayer(new Polyline(route.points, { className: 'map-route-casing', interactive: false }));
        routeLayer.addLayer(
          new Polyline(route.points, {
            className: `map-route map-route-${route.kind} map-route-day-${(route.day ?? 0) % 6}`,
            interactive: false,
          }),
        );
      }
    },
    setClosed(roads) {
      closedLayer.clearLayers();
      for (const { from, to } of roads) {
        const road = base.roads.find(
          (one) => (one.from === from && one.to === to) || (one.from === to && one.to === from),
        );
        if (road) closedLayer.addLayer(new Polyline(road.line, { className: 'map-closed', interactive: false }));
      }
    },
    focus(id) {
      const marker = markers.get(id);
      if (!marker) return;
      if (!markLayer.hasLayer(marker)) markLayer.addLayer(marker);
      map.setView(marker.getLatLng(), Math.max(map.getZoom(), 12), {
        animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      });
      marker.openPopup();
    },
    onSelect: (listener) => listeners.add(listener),
    fit(points) {
      if (points.length > 0)
        map.fitBounds(new LatLngBounds(points.map(({ lat, lng }) => [lat, lng])).pad(0.15), { maxZoom: 13 });
    },
    destroy() {
      map.off('zoomend moveend', redraw);
      // Leaflet ends a zoom that is under way a quarter of a second later, and needs its panes for that.
      if (zooming) map.once('moveend', () => map.remove());
      else map.remove();
    },
  };
}

/** Tiles lie below our drawing. When they cannot be had, the drawing is whole without them. */
async function addTiles(map: LeafletMap, { url, credit }: NonNullable<MapTiles>, container: HTMLElement) {
  try {
    const attribution = escapeText(credit);
    if (url.endsWith('.pmtiles')) {
      const { tileArchiveLayer } = await import('./tile-archive.ts');
      const theme = getComputedStyle(container).colorScheme === 'dark' ? 'dark' : 'light';
      const layer = await tileArchiveLayer(url, attribution, theme, document.documentElement.lang);
      layer.addTo(map);
    } else new TileLayer(url, { attribution, maxZoom: 19 }).addTo(map);
    container.classList.add('map-tiled');
  } catch (cause) {
    console.warn(`The tiles of ${url} cannot be read.`, cause);
  }
}

function rankOf(mark: MapMark): number {
  return (
    mark.weight * 10 +
    (mark.kind === 'town' ? 15 : 0) +
    (mark.marketToday ? 12 : 0) -
    (mark.kind === 'homestay' ? 20 : 0)
  );
}

/** The same shield or river name again and again along a line says nothing new: one in 180 pixels is enough. */
function spread<T extends { text: string; className: string }>(labels: readonly PlacedLabel<T>[]): PlacedLabel<T>[] {
  const kept: PlacedLabel<T>[] = [];
  for (const label of labels) {
    const repeated =
      label.item.className !== 'map-label' &&
      kept.some(
        (other) => other.item.text === label.item.text && Math.hypot(other.x - label.x, other.y - label.y) < 180,
      );
    if (!repeated) kept.push(label);
  }
  return kept;
}

function card(mark: MapMark, words: MapWords): HTMLElement {
  const box = document.createElement('div');
  box.className = 'map-card';
  const name = document.createElement('strong');
  name.textContent = mark.name;
  name.lang = mark.lang;
  box.append(name);
  for (const note of [mark.marketToday ? words.marketToday : '', mark.about ? words.about : '']) {
    if (note === '') continue;
    const line = document.createElement('p');
    line.textContent = note;
    box.append(line);
  }
  const link = document.createElement('a');
  link.href = mark.href;
  link.textContent = words.details;
  link.setAttribute('aria-label', `${words.details}: ${mark.name}`);
  box.append(link);
  return box;
}

function middle(line: Line): [number, number] {
  return line[Math.floor(line.length / 2)] ?? [0, 0];
}

function escapeText(text: string): string {
  const box = document.createElement('i');
  box.textContent = text;
  return box.innerHTML;
}

/** Widths of labels in pixels, measured once a text in the font the stylesheet gives its class. */
function textMeasure(container: HTMLElement): (text: string, className: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(container).fontFamily;
  const known = new Map<string, number>();
  return (text, className) => {
    const key = `${className}|${text}`;
    let width = known.get(key);
    if (width === undefined) {
      if (context) context.font = `${className.includes('shield') ? '600 11px' : '600 13px'} ${family}`;
      width = Math.ceil(
        (context?.measureText(text).width ?? text.length * 7) + (className.includes('shield') ? 10 : 4),
      );
      known.set(key, width);
    }
    return width;
  };
}
