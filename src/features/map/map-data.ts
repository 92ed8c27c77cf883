import type { App } from '#src/composition.ts';
import { isOpenOn } from '#src/domain/calendar/opening-hours.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { activeAlerts } from '../alerts/active-alerts.ts';
import { viewEntry } from '../entries/entry-view.ts';
import { homestayPosition } from '../places/near.ts';
import { today } from '../events/upcoming.ts';

export type MapMark = {
  id: string;
  href: string;
  name: string;
  lang: string;
  kind: string;
  lat: number;
  lng: number;
  weight: number;
  /** Metres above the sea, for passes and peaks. */
  elevation?: number;
  /** A market takes place here today. */
  marketToday?: boolean;
  about?: boolean;
};
export type MapData = {
  date: string;
  places: MapMark[];
  homestays: MapMark[];
  alerts: {
    id: string;
    href: string;
    name: string;
    level: string;
    roads: { from: string; to: string }[];
    places: string[];
  }[];
};

/** More homestays than a map can hold are left to the lists: the nearest base for them is their village. */
const MOST_HOMESTAYS = 600;

export function mapData(app: App, locale: Locale): MapData {
  const date = today(app);
  const markets = new Set(
    app.content
      .list('events')
      .filter((event) => event.facts.kind.endsWith('market') && isOpenOn(event.facts, date).length > 0)
      .map((event) => event.facts.place),
  );
  const places = app.content
    .list('places')
    .filter((place) => place.facts.kind !== 'junction')
    .map((place): MapMark => {
      const view = viewEntry(place, locale);
      const { position, kind, weight, elevation } = place.facts;
      const top = elevation === undefined ? undefined : typeof elevation === 'number' ? elevation : elevation[0];
      return {
        id: view.id,
        href: view.href,
        name: view.name.value,
        lang: view.name.language,
        kind,
        lat: position.lat,
        lng: position.lng,
        weight,
        ...(top !== undefined && (kind === 'pass' || kind === 'peak') ? { elevation: top } : {}),
        ...(markets.has(place.slug) ? { marketToday: true } : {}),
        ...(position.confidence === 'low' ? { about: true } : {}),
      };
    });
  const homestays = app.content
    .list('homestays')
    .slice(0, MOST_HOMESTAYS)
    .flatMap((homestay): MapMark[] => {
      const position = homestayPosition(app, homestay);
      if (!position) return [];
      const view = viewEntry(homestay, locale);
      return [
        {
          id: view.id,
          href: view.href,
          name: view.name.value,
          lang: view.name.language,
          kind: 'homestay',
          lat: position.lat,
          lng: position.lng,
          weight: 1,
        },
      ];
    });
  const alerts = activeAlerts(app).map((alert) => {
    const view = viewEntry(alert, locale);
    return {
      id: view.id,
      href: view.href,
      name: view.name.value,
      level: alert.facts.level,
      roads: alert.facts.roads.map(({ from, to }) => ({ from, to })),
      places: alert.facts.places,
    };
  });
  return { date, places, homestays, alerts };
}
