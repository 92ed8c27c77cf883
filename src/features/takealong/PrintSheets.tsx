import type { OutlineDay, OutlinePoint, TripOutline } from '#src/domain/exchange/outline.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import { formatDate, formatKm, formatMinutes, todayInVietnam } from '#src/i18n/formats.ts';
import { onSheet, SHEET } from '../map/projection.ts';
import type { BrowserTranslate } from '../planner/browser-words.ts';
import { dayTitle, timesOf } from './export-file.ts';
import { QrDrawing } from './QrDrawing.tsx';
import type { Qr } from './qr.ts';

type Props = { outline: TripOutline; locale: Locale; t: BrowserTranslate; qr: Qr | undefined };

/** The trip on two sheets: map and first days, then the rest with phones and the QR code. Also the page of a shared trip. */
export function PrintSheets({ outline, locale, t, qr }: Props) {
  // The map takes the room of about two days.
  const first = Math.max(1, Math.ceil((outline.days.length - 2) / 2));
  const phones = [...new Map(outline.days.flatMap((day) => day.points).flatMap((point) => (point.phone ? [[point.name, point.phone] as const] : [])))]; // prettier-ignore
  return (
    <>
      <div className="ta-sheet">
        <TripMap outline={outline} label={t('takealong:sheet.map')} />
        {outline.days.slice(0, first).map((day) => (
          <DayTable key={day.id} day={day} locale={locale} t={t} />
        ))}
      </div>
      <div className="ta-sheet">
        {outline.days.slice(first).map((day) => (
          <DayTable key={day.id} day={day} locale={locale} t={t} />
        ))}
        <section>
          <h2>{t('takealong:sheet.phones')}</h2>
          <p>{t('takealong:sheet.emergency')}</p>
          <ul className="plain-list">
            {phones.map(([name, phone]) => (
              <li key={name}>
                {name}: <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
              </li>
            ))}
          </ul>
        </section>
        {qr && <QrDrawing qr={qr} t={t} />}
        <p className="small soft">
          {t('takealong:sheet.printed', { date: formatDate(locale, todayInVietnam(new Date())) })}
        </p>
      </div>
    </>
  );
}

function DayTable({ day, locale, t }: { day: OutlineDay; locale: Locale; t: BrowserTranslate }) {
  const what = ({ role }: OutlinePoint) => (role === 'stop' ? '' : ` (${t(`takealong:sheet.${role}`)})`);
  return (
    <section>
      <h2>{dayTitle(t, locale, day)}</h2>
      <p className="small soft">
        {t('takealong:sheet.ride', { km: formatKm(locale, day.km), time: formatMinutes(locale, day.ridingMinutes) })}
      </p>
      {day.note && <p>{day.note}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('takealong:sheet.time')}</th>
            <th scope="col">{t('takealong:sheet.place')}</th>
            <th scope="col">{t('takealong:sheet.note')}</th>
          </tr>
        </thead>
        <tbody>
          {day.points.map((point) => (
            <tr key={point.id}>
              <td>{timesOf(point)}</td>
              <th scope="row">
                {point.entry ? <a href={`/${locale}/${point.entry}`}>{point.name}</a> : point.name}
                {what(point)}
              </th>
              <td>{[point.note, point.phone].filter(Boolean).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const COLOURS = ['#b3282d', '#1b2547', '#2f7d5b', '#a06a00', '#7a3d8f', '#00708a'];

/** The trip over the drawn sheet, cut to where it goes. Paper needs no tiles. */
function TripMap({ outline, label }: { outline: TripOutline; label: string }) {
  const points = outline.days.flatMap((day) => [...day.points, ...day.line]).map(onSheet);
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const pad = 40;
  const [left, top] = [Math.min(...xs) - pad, Math.min(...ys) - pad];
  const [width, height] = [Math.max(...xs) + pad - left, Math.max(...ys) + pad - top];
  const unit = Math.max(width, height) / 100;
  let number = 0;
  return (
    <svg className="ta-map" viewBox={`${left} ${top} ${width} ${height}`} role="img" aria-label={label}>
      <image className="day" href="/map/sheet.svg" width={SHEET.width} height={SHEET.height} />
      <image className="night" href="/map/sheet-night.svg" width={SHEET.width} height={SHEET.height} />
      {outline.days.map((day, i) => (
        <polyline
          key={day.id}
          points={day.line
            .map(onSheet)
            .map(({ x, y }) => `${x},${y}`)
            .join(' ')}
          fill="none"
          stroke={COLOURS[i % COLOURS.length]}
          strokeWidth={unit * 0.8}
          strokeLinejoin="round"
        />
      ))}
      {outline.days.flatMap((day, i) =>
        day.points
          .filter(({ role }) => role === 'stop')
          .map((point) => {
            const { x, y } = onSheet(point);
            number++;
            return (
              <g key={point.id}>
                <circle cx={x} cy={y} r={unit * 1.4} fill={COLOURS[i % COLOURS.length]} />
                <text x={x} y={y + unit * 0.6} fontSize={unit * 1.7} textAnchor="middle" fill="#fff">
                  {number}
                </text>
              </g>
            );
          }),
      )}
    </svg>
  );
}
