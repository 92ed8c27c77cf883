import type { App } from '#src/composition.ts';
import type { Entry } from '#src/domain/content/entry.ts';
import type { Localized } from '#src/domain/locale/fallback.ts';
import type { Locale } from '#src/domain/locale/languages.ts';
import type { PictureSet } from '#src/ports/pictures.ts';
import { viewEntry } from './entry-view.ts';
import { pictureEntryOf } from './scene-entry.ts';

export type Card = {
  id: string;
  href: string;
  name: Localized;
  summary: Localized;
  picture: PictureSet;
  /** Small words above the name: kind and where it is. */
  eyebrow: string;
  /** Facts worth a badge: price, next date. */
  badges: { text: string; tone?: 'gold' | 'pink' | 'jade' }[];
  sample: boolean;
};

/** What a list shows of an entry. */
export function cardOf(app: App, locale: Locale, entry: Entry, badges: Card['badges'] = []): Card {
  const view = viewEntry(entry, locale);
  return {
    id: view.id,
    href: view.href,
    name: view.name,
    summary: view.summary,
    picture: app.pictures.pictureFor(pictureEntryOf(entry), 'card'),
    eyebrow: eyebrowOf(app, locale, entry),
    badges,
    sample: entry.facts.sample,
  };
}

function eyebrowOf(app: App, locale: Locale, entry: Entry): string {
  const t = app.translator.t(locale);
  switch (entry.kind) {
    case 'places': {
      const { kind, area } = (entry as Entry<'places'>).facts;
      return `${t(`facts:placeKinds.${kind}`)} · ${t(`facts:areas.${area}`)}`;
    }
    case 'events': {
      const { kind, place } = (entry as Entry<'events'>).facts;
      return `${t(`facts:eventKinds.${kind}`)} · ${placeName(app, locale, place)}`;
    }
    case 'homestays': {
      const { kind, village } = (entry as Entry<'homestays'>).facts;
      return `${t(`facts:listingKinds.${kind}`)} · ${placeName(app, locale, village)}`;
    }
    case 'trips': {
      const { days, vehicle } = (entry as Entry<'trips'>).facts;
      return `${t('trips:days', { count: days.length })} · ${t(`facts:vehicles.${vehicle}`)}`;
    }
    case 'guides':
      return t(`facts:guideTopics.${(entry as Entry<'guides'>).facts.topic}`);
    case 'products': {
      const { kind, village } = (entry as Entry<'products'>).facts;
      return `${t(`facts:productKinds.${kind}`)} · ${placeName(app, locale, village)}`;
    }
    default:
      return '';
  }
}

/** A place's name in the reader's language, or its slug where the place is gone. */
export function placeName(app: App, locale: Locale, slug: string): string {
  const place = app.content.find('places', slug);
  return place ? viewEntry(place, locale).name.value : slug;
}
