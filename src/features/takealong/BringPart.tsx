import { useState } from 'react';
import { tripFromMatches } from '#src/domain/exchange/import-trip.ts';
import { IMPORT_LIMITS, type Imported } from '#src/domain/exchange/imported.ts';
import { matchPoints, type Matched } from '#src/domain/exchange/match-points.ts';
import { offersOfTracks, type TrackOffer } from '#src/domain/exchange/track-offers.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { LIMITS, type Trip } from '#src/domain/trip/types.ts';
import type { PlannerIndex } from '#src/domain/planner-data/planner-index.ts';
import { formatKm } from '#src/i18n/formats.ts';
import { newId } from '../planner/open-session.ts';
import type { BrowserTranslate } from '../planner/browser-words.ts';

type Props = { index: PlannerIndex; locale: Locale; t: BrowserTranslate; onImport: (trip: Trip) => void };
type Offer = Matched & { line?: TrackOffer };
type Seen = { read: Imported; name: string; offers: Offer[]; taken: Set<number> };

/** More lines than this nobody reads; the rest is taken as it is. */
const SHOWN = 200;

/** What others bring: read, matched, shown, and applied only when the traveller says so. */
export function BringPart({ index, locale, t, onImport }: Props) {
  const [seen, setSeen] = useState<Seen | undefined>();
  const [text, setText] = useState('');

  async function read(source: File | string) {
    const { readFile, readText } = await import('#src/domain/exchange/read-file.ts');
    let result: Imported;
    try {
      if (typeof source === 'string') result = readText(source);
      else if (source.size > IMPORT_LIMITS.bytes) result = { ok: false, reason: 'too-large' };
      else result = readFile(new Uint8Array(await source.arrayBuffer()));
    } catch {
      // The file was moved or changed after it was chosen.
      result = { ok: false, reason: 'unreadable' };
    }
    const { offers, taken } = offersOf(result);
    const fromFile = typeof source === 'string' ? '' : source.name.replace(/\.[\w.]+$/, '');
    const name = result.ok && result.kind === 'points' ? result.name || fromFile : fromFile;
    setSeen({ read: result, name: name.slice(0, LIMITS.name), offers, taken });
  }

  /** Points first, then what lies on lines; lines are ticked only where there is nothing else. */
  function offersOf(result: Imported): Pick<Seen, 'offers' | 'taken'> {
    if (!result.ok || result.kind !== 'points') return { offers: [], taken: new Set() };
    const points: Offer[] = matchPoints(result.points, index);
    const lines = offersOfTracks(result.tracks, index).slice(0, IMPORT_LIMITS.stops);
    const ends = matchPoints(lines.map(({ point, ...line }) => ({ ...point, name: point.name || endName(line) })), index); // prettier-ignore
    const offers = [...points, ...ends.map((match, i): Offer => ({ ...match, line: lines[i]! }))];
    const isTaken = ({ spot, line }: Offer) => spot !== undefined && (line === undefined || points.length === 0);
    return { offers, taken: new Set(offers.flatMap((offer, i) => (isTaken(offer) ? [i] : []))) };
  }

  const endName = ({ kind, track, km }: Omit<TrackOffer, 'point'>): string =>
    kind === 'start'
      ? t('takealong:bring.lineStart', { track, km: formatKm(locale, km) })
      : t('takealong:bring.lineEnd', { track });

  function apply() {
    if (!seen?.read.ok) return;
    const id = newId();
    if (seen.read.kind === 'trip') onImport({ ...seen.read.trip, id });
    else onImport(tripFromMatches(seen.offers.filter((_, i) => seen.taken.has(i)), id, seen.name || t('takealong:untitled'))); // prettier-ignore
    setSeen(undefined);
    setText('');
  }

  function toggle(i: number) {
    setSeen((now) => {
      if (!now) return now;
      const taken = new Set(now.taken);
      if (!taken.delete(i)) taken.add(i);
      return { ...now, taken };
    });
  }

  return (
    <section aria-labelledby="ta-bring">
      <h3 id="ta-bring">{t('takealong:bring.title')}</h3>
      <p className="small soft">{t('takealong:bring.explain')}</p>
      <label className="button ta-file">
        {t('takealong:bring.file')}
        <input
          type="file"
          className="visually-hidden"
          accept=".gpx,.kml,.kmz,.geojson,.json,.csv,.txt,application/gpx+xml,application/vnd.google-earth.kml+xml,application/vnd.google-earth.kmz,application/geo+json,application/json,text/csv"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file) void read(file);
          }}
        />
      </label>
      <form
        className="ta-paste"
        onSubmit={(event) => {
          event.preventDefault();
          void read(text);
        }}
      >
        <label>
          {t('takealong:bring.paste')}
          <input className="input" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <button type="submit" className="button">
          {t('takealong:bring.open')}
        </button>
      </form>
      <div role="status">
        {seen && !seen.read.ok && <p className="ta-trouble">{t(`takealong:fault.${seen.read.reason}`)}</p>}
      </div>
      {seen?.read.ok && (
        <div className="ta-preview">
          <h4>{t('takealong:bring.preview')}</h4>
          <Preview seen={seen} t={t} toggle={toggle} />
          <p className="cluster">
            <button
              type="button"
              className="button primary"
              disabled={seen.read.kind === 'points' && seen.taken.size === 0}
              onClick={apply}
            >
              {t('takealong:bring.apply')}
            </button>
            <button type="button" className="button" onClick={() => setSeen(undefined)}>
              {t('takealong:bring.cancel')}
            </button>
          </p>
        </div>
      )}
    </section>
  );
}

function Preview({ seen, t, toggle }: { seen: Seen; t: BrowserTranslate; toggle: (i: number) => void }) {
  const { read, offers, taken } = seen;
  if (!read.ok) return null;
  if (read.kind === 'trip') {
    const stops = read.trip.days.reduce((sum, day) => sum + day.stops.length, 0);
    return (
      <>
        <p>
          {t('takealong:bring.trip', {
            name: read.trip.name || t('takealong:untitled'),
            days: read.trip.days.length,
            stops,
          })}
        </p>
        {read.repairs.length > 0 && <p>{t('takealong:note.repaired')}</p>}
      </>
    );
  }
  const points = offers.filter(({ line }) => line === undefined);
  const pins = points.filter(({ by }) => by === 'pin').length;
  const matched = points.filter(({ spot }) => typeof spot === 'string').length;
  return (
    <>
      {points.length > 0 && <p>{t('takealong:bring.found', { count: points.length, matched, pins })}</p>}
      {read.tracks.length > 0 && <p>{t('takealong:bring.lines', { lines: read.tracks.length })}</p>}
      {read.notes.map(({ key, values }) => (
        <p key={key} className="small">
          {t(`takealong:note.${key}`, values)}
        </p>
      ))}
      <ul className="plain-list">
        {offers.slice(0, SHOWN).map((match, i) => (
          <li key={i}>
            <label className="ta-match">
              <input
                type="checkbox"
                checked={taken.has(i)}
                disabled={match.spot === undefined}
                onChange={() => toggle(i)}
                aria-label={t('takealong:bring.take')}
              />
              <span>
                {match.point.name || t('takealong:bring.unnamed')} <span className="soft">{becomes(match, t)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}

function becomes({ by, name = '', meters, line }: Offer, t: BrowserTranslate): string {
  if (line?.kind === 'passed') return t('takealong:bring.onLine', { name, track: line.track });
  if (by === 'nothing') return t('takealong:bring.unknown');
  if (by === 'pin') return t('takealong:bring.pin');
  return by === 'name-only' || meters === undefined
    ? t('takealong:bring.asNamed', { name })
    : t('takealong:bring.as', { name, meters });
}
