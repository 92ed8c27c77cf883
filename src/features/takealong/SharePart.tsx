import { useEffect, useMemo, useState } from 'react';
import { encodeTripLink } from '#src/domain/exchange/trip-link.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import { formatDate } from '#src/i18n/formats.ts';
import type { BrowserTranslate } from '../planner/browser-words.ts';
import { findShortLink, makeShortLink, removeShortLink, type ShortLinkMade } from './short-link-client.ts';
import { QrDrawing } from './QrDrawing.tsx';
import type { Qr } from './qr.ts';

type Props = { trip: Trip; locale: Locale; t: BrowserTranslate };

export function SharePart({ trip, locale, t }: Props) {
  const link = useMemo(() => `${location.origin}/${locale}/open#${encodeTripLink(trip)}`, [trip, locale]);
  const [said, setSaid] = useState('');
  const [qr, setQr] = useState<Qr | 'too-long' | undefined>();
  const [short, setShort] = useState<ShortLinkMade | undefined>();
  // A consent is given for one trip, so it is never remembered.
  const [count, setCount] = useState(false);
  useEffect(() => {
    setQr(undefined);
    setShort(findShortLink(link));
    setCount(false);
  }, [link]);
  const name = trip.name || t('takealong:untitled');

  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(t('takealong:share.copied'));
    } catch {
      document.querySelector<HTMLInputElement>('#ta-link')?.select();
    }
  }

  async function showQr() {
    const { qrPath } = await import('./qr.ts');
    setQr(qrPath(short?.url ?? link) ?? 'too-long');
  }

  async function askShort() {
    const made = await makeShortLink(link, count);
    if (made.ok) setShort(made.short);
    setSaid(
      made.ok
        ? t(made.short.counted === true ? 'takealong:share.counted' : 'takealong:share.made')
        : t(made.reason === 'too-many' ? 'takealong:share.tooMany' : 'takealong:share.shortFailed'),
    );
  }

  async function dropShort() {
    if (!short) return;
    const gone = await removeShortLink(short, link);
    if (gone) setShort(undefined);
    setSaid(t(gone ? 'takealong:share.shortRemoved' : 'takealong:share.shortFailed'));
  }

  return (
    <section aria-labelledby="ta-share">
      <h3 id="ta-share">{t('takealong:share.title')}</h3>
      <p className="small soft">{t('takealong:share.explain')}</p>
      <label>
        {t('takealong:share.link')}
        <input
          id="ta-link"
          className="input"
          readOnly
          value={short?.url ?? link}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      {short && (
        <p className="small">
          {t('takealong:share.shortUntil', { date: formatDate(locale, short.expiresAt.slice(0, 10)) })}
        </p>
      )}
      <p className="cluster">
        <button type="button" className="button" onClick={() => void copy(short?.url ?? link)}>
          {t('takealong:share.copy')}
        </button>
        {typeof navigator.share === 'function' && (
          <button
            type="button"
            className="button"
            onClick={() => void navigator.share({ title: name, url: short?.url ?? link }).catch(() => undefined)}
          >
            {t('takealong:share.system')}
          </button>
        )}
        <a
          className="button"
          rel="noreferrer"
          target="_blank"
          href={`https://zalo.me/share?url=${encodeURIComponent(short?.url ?? link)}`}
        >
          {t('takealong:share.zalo')}
        </a>
        <button type="button" className="button" onClick={() => void showQr()}>
          {t('takealong:share.qr')}
        </button>
        {short ? (
          <button type="button" className="button" onClick={() => void dropShort()}>
            {t('takealong:share.shortRemove')}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => void askShort()} aria-describedby="ta-short">
            {t('takealong:share.short')}
          </button>
        )}
      </p>
      <p className="small soft" id="ta-short">
        {t('takealong:share.shortExplain')}
      </p>
      {!short && (
        <label className="ta-consent small">
          <input type="checkbox" checked={count} onChange={(event) => setCount(event.currentTarget.checked)} />
          <span>{t('takealong:share.count')}</span>
        </label>
      )}
      <p role="status">{said}</p>
      {qr === 'too-long' && <p>{t('takealong:share.tooLong')}</p>}
      {qr && qr !== 'too-long' && <QrDrawing qr={qr} t={t} />}
    </section>
  );
}
