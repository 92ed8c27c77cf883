import { useEffect, useMemo, useRef, useState } from 'react';
import { locate } from '#src/domain/planner-data/planner-index.ts';
import type { View } from '#src/domain/plan-check/finding.ts';
import type { Pin, Spot } from '#src/domain/trip/types.ts';
import type { BaseDrawing } from '#src/features/map/basemap.ts';
import { roadLinesOf } from '#src/features/map/road-lines.ts';
import { createDrawnMap, type DrawnMap } from '#src/features/map/drawn-map.ts';
import { DivIcon, LayerGroup, Marker } from '#src/features/map/leaflet.ts';
import type { MapMark } from '#src/features/map/map-data.ts';
import '#src/features/map/map.css';
import { bestSlot } from '../best-slot.ts';
import { Field, Select } from './fields.tsx';
import { alertedRoads, routesOf } from './map-routes.ts';
import { usePlanner } from './planner-context.ts';

type Loaded = { map: DrawnMap; base: BaseDrawing; stops: LayerGroup };

/** The trip on our drawn map. A tap on a place or on bare land offers to add it; the list does all of this too. */
export default function MapView({ view, picked }: { view: View; picked: { stop?: string; day?: string } }) {
  const planner = usePlanner();
  const { t, locale, index, tiles } = planner;
  const box = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState<Loaded>();
  const [failed, setFailed] = useState(false);
  const [chosen, setChosen] = useState<Spot>();
  const framed = useRef<string>(undefined);

  useEffect(() => {
    const container = box.current;
    if (!container) return;
    let map: DrawnMap | undefined;
    let gone = false;
    void fetch('/map/drawing.json')
      .then((response) =>
        response.ok ? (response.json() as Promise<BaseDrawing>) : Promise.reject(new Error(String(response.status))),
      )
      .then((base) => {
        if (gone) return;
        const words = {
          zoomIn: t('map:zoomIn'),
          zoomOut: t('map:zoomOut'),
          marketToday: t('map:marketToday'),
          about: '',
          details: t('map:details'),
          credit: t('map:credit'),
        };
        map = createDrawnMap(container, base, words, tiles);
        map.onSelect((id) => {
          map?.leaflet.closePopup();
          setChosen(id);
        });
        map.leaflet.on('click', (event: unknown) => {
          const { lat, lng } = (event as { latlng: { lat: number; lng: number } }).latlng;
          setChosen({ lat: round(lat), lng: round(lng), name: '' });
        });
        setLoaded({ map, base, stops: new LayerGroup().addTo(map.leaflet) });
      })
      .catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
      map?.destroy();
    };
  }, []);

  useEffect(() => {
    loaded?.map.setMarks(index.core.places.filter(({ kind }) => kind !== 'junction').map((place): MapMark => ({
      id: place.id, href: `/${locale}/${place.id}`, name: place.name, lang: place.lang ?? locale, kind: place.kind, lat: place.lat, lng: place.lng,
      weight: place.weight, ...(place.positionConfidence === 'low' && { about: true }),
    }))); // prettier-ignore
  }, [loaded, index.core, locale]);
  useEffect(() => {
    loaded?.map.setClosed(alertedRoads(index));
  }, [loaded, index]);

  const lines = useMemo(() => loaded && roadLinesOf(loaded.base), [loaded]);
  useEffect(() => {
    if (!loaded || !lines) return;
    loaded.map.setRoutes(routesOf(view, lines));
    loaded.stops.clearLayers();
    const points: { lat: number; lng: number }[] = [];
    for (const day of view.days) {
      for (const { at, stop, index: number } of day.stops) {
        if (!at) continue;
        points.push(at);
        const html = document.createElement('span');
        html.textContent = String(number + 1);
        const icon = new DivIcon({
          className: `pl-pin pl-pin-${day.index % 6}${stop.id === picked.stop ? ' pl-pin-picked' : ''}`,
          html,
          iconSize: [26, 26],
        });
        const label = t('planner:pinLabel', {
          day: day.index + 1,
          position: number + 1,
          name: at.name || t('planner:ownPin'),
        });
        const marker = new Marker([at.lat, at.lng], {
          icon,
          title: label,
          alt: label,
          zIndexOffset: 1000,
          keyboard: true,
        });
        marker.on('click keypress', () => planner.show('days', { stop: stop.id }));
        loaded.stops.addLayer(marker);
      }
    }
    const frame = `${view.trip.id}|${picked.stop ?? ''}|${picked.day ?? ''}`;
    if (framed.current === frame) return;
    framed.current = frame;
    const target =
      picked.stop === undefined
        ? points
        : view.days.flatMap((day) =>
            day.stops.filter(({ stop }) => stop.id === picked.stop).flatMap(({ at }) => at ?? []),
          );
    if (target.length > 0) loaded.map.fit(target);
  }, [loaded, lines, view, picked]);

  return (
    <div className="pl-map">
      <div ref={box} className="map" role="region" aria-label={t('planner:views.map')} />
      {failed && (
        <p role="alert" className="notice small">
          {t('map:failed')}
        </p>
      )}
      {chosen === undefined ? (
        <p className="small soft pl-map-hint">{t('planner:mapHint')}</p>
      ) : (
        <AddChosen
          key={typeof chosen === 'string' ? chosen : `${chosen.lat},${chosen.lng}`}
          spot={chosen}
          day={picked.day}
          onDone={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}

function AddChosen({ spot, day, onDone }: { spot: Spot; day: string | undefined; onDone: () => void }) {
  const { t, trip, act, index, locale } = usePlanner();
  const slot = useMemo(() => bestSlot(trip(), index, spot), [spot]);
  const [target, setTarget] = useState(day ?? slot.day);
  const [pinName, setPinName] = useState('');
  const at = locate(index, spot);
  const isPin = typeof spot !== 'string';
  const name = isPin ? pinName.trim() || t('planner:ownPin') : (at?.name ?? '');
  const { days } = trip();
  function add() {
    const place: Spot = isPin ? ({ ...spot, name } satisfies Pin) : spot;
    const number = days.findIndex(({ id }) => id === target) + 1;
    act(
      { type: 'add-stop', day: target, ...(target === slot.day && { index: slot.index }), stop: { at: place } },
      t('planner:added', { name, day: number }),
    );
    onDone();
  }
  return (
    <div className="pl-chosen" role="group" aria-label={t('planner:chosenOnMap')}>
      <p>
        <strong>{isPin ? t('planner:ownPin') : name}</strong>{' '}
        <span className="small soft">
          {isPin ? `${spot.lat}, ${spot.lng}` : at?.place && t(`facts:placeKinds.${at.place.kind}`)}
        </span>
      </p>
      {isPin && <Field label={t('planner:pinName')} maxLength={120} value={pinName} onCommit={setPinName} />}
      {days.length > 1 && (
        <Select
          label={t('planner:onDay')}
          value={target}
          options={days.map(({ id }, i) => [id, t('planner:day', { day: i + 1 })])}
          onChange={setTarget}
        />
      )}
      <div className="cluster">
        <button type="button" className="button primary" onClick={add}>
          {t('planner:addHere')}
        </button>
        {!isPin && (
          <a className="button" href={`/${locale}/${spot}`}>
            {t('planner:do.stop-page')}
          </a>
        )}
        <button type="button" className="pl-icon" aria-label={t('planner:close')} onClick={onDone}>
          ×
        </button>
      </div>
    </div>
  );
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
