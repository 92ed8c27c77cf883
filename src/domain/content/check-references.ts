import { COMPLETE_LANGUAGES, isLanguage } from '../locale/languages.ts';
import { parseEntryId, type Entry } from './entry.ts';
import { CONTENT_KINDS, type ContentKind } from './kinds.ts';

/** What no single file can show: names that lead nowhere, words that are missing, prices in the wrong place. */
export type ReferenceProblem = { file: string; field: string; expected: string; found: string; fix: string };

export type ContentLookup = { has(kind: ContentKind, slug: string): boolean };

const LINK = /\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g;
/** 50.000 đ, 50,000 VND: a price in words grows stale where nobody looks. */
const PRICE = /\d[\d.,]*\s?(?:đồng|VND|VNĐ|₫)/iu;
const PHONE = /(?:\+84|\b0)[\s.]?\d{2,3}[\s.]?\d{3}[\s.]?\d{3,4}\b/;

/** Shortest body, in words, that tells a traveller something; junctions only join roads. */
export const SHORTEST_BODY: Partial<Record<ContentKind, number>> = { places: 120, guides: 120, events: 40, trips: 80, homestays: 30, products: 60 };

export function checkEntry(entry: Entry, lookup: ContentLookup): ReferenceProblem[] {
  const problems: ReferenceProblem[] = [];
  const facts = `${entry.kind}/${entry.slug}/facts.yaml`;
  for (const [field, id] of references(entry)) {
    const parsed = parseEntryId(id);
    if (!parsed || !isKind(parsed.kind) || !lookup.has(parsed.kind, parsed.slug)) {
      problems.push({ file: facts, field, expected: 'must name an entry that exists', found: JSON.stringify(id), fix: 'Correct the slug or add the entry.' }); // prettier-ignore
    }
  }
  if (entry.kind !== 'alerts') {
    for (const language of COMPLETE_LANGUAGES) {
      if (!entry.words[language]?.summary) {
        problems.push({ file: `${entry.kind}/${entry.slug}/${language}.md`, field: 'summary', expected: 'must be there (vi, en and de are complete)', found: 'nothing', fix: `Write ${language}.md with name, summary and text.` }); // prettier-ignore
      }
    }
  }
  for (const [language, words] of Object.entries(entry.words)) {
    const file = `${entry.kind}/${entry.slug}/${language}.md`;
    problems.push(...checkBody(file, language, words.body, lookup));
    const shortest = shortestBody(entry);
    if (shortest !== undefined && (COMPLETE_LANGUAGES as readonly string[]).includes(language)) {
      const count = countWords(words.body);
      if (count < shortest) {
        problems.push({ file, field: 'body', expected: `must have at least ${shortest} words`, found: `${count} words`, fix: 'Tell the traveller more: what, how to get there, when, what to mind.' }); // prettier-ignore
      }
    }
  }
  return problems;
}

export function countWords(body: string): number {
  return body.replace(/\]\([^)]*\)/g, ']').split(/[\s\u2013\u2014]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function shortestBody(entry: Entry): number | undefined {
  if (entry.kind === 'places' && 'kind' in entry.facts && entry.facts.kind === 'junction') return 50;
  return SHORTEST_BODY[entry.kind];
}

function checkBody(file: string, language: string, body: string, lookup: ContentLookup): ReferenceProblem[] {
  const problems: ReferenceProblem[] = [];
  for (const match of body.matchAll(LINK)) {
    const target = match[1] ?? '';
    if (/^(?:https?:|mailto:|tel:|geo:|#)/.test(target)) continue;
    const [, prefix, kind, slug] = /^\/([a-z-]+)\/([a-z]+)(?:\/([a-z0-9-]+))?\/?(?:[?#].*)?$/.exec(target) ?? [];
    const known = isLanguage(prefix) && (slug === undefined || !isKind(kind) || lookup.has(kind, slug));
    if (!known) {
      problems.push({ file, field: 'body', expected: 'must link to pages that exist', found: JSON.stringify(target), fix: `Write the link as /${language}/places/<slug>.` }); // prettier-ignore
    } else if (prefix !== language) {
      problems.push({ file, field: 'body', expected: `must link within its own language (/${language}/…)`, found: JSON.stringify(target), fix: `Begin the link with /${language}/.` }); // prettier-ignore
    }
  }
  const price = PRICE.exec(body) ?? PHONE.exec(body);
  if (price) {
    problems.push({ file, field: 'body', expected: 'must hold no price and no phone number', found: JSON.stringify(price[0]), fix: 'Move it to facts.yaml, with the date it was seen.' }); // prettier-ignore
  }
  return problems;
}

function isKind(kind: string | undefined): kind is ContentKind {
  return (CONTENT_KINDS as readonly string[]).includes(kind ?? '');
}

/** Every name of another entry in the facts, with the field it stands in. */
function references(entry: Entry): [field: string, id: string][] {
  switch (entry.kind) {
    case 'homestays':
      return [['village', `places/${(entry as Entry<'homestays'>).facts.village}`]];
    case 'events':
      return [['place', `places/${(entry as Entry<'events'>).facts.place}`]];
    case 'products': {
      const { village, soldAt } = (entry as Entry<'products'>).facts;
      return [['village', `places/${village}`], ...soldAt.map((id, i): [string, string] => [`soldAt.${i}`, id])];
    }
    case 'guides':
      return (entry as Entry<'guides'>).facts.related.map((id, i) => [`related.${i}`, id]);
    case 'pages':
      return (entry as Entry<'pages'>).facts.feature.map((id, i) => [`feature.${i}`, id]);
    case 'alerts': {
      const { places, roads } = (entry as Entry<'alerts'>).facts;
      return [
        ...places.map((slug, i): [string, string] => [`places.${i}`, `places/${slug}`]),
        ...roads.flatMap(({ from, to }, i): [string, string][] => [
          [`roads.${i}.from`, `places/${from}`],
          [`roads.${i}.to`, `places/${to}`],
        ]),
      ];
    }
    case 'trips': {
      const { start, end, days } = (entry as Entry<'trips'>).facts;
      return [
        ['start', `places/${start}`],
        ['end', `places/${end}`],
        ...days.flatMap((day, d): [string, string][] => [
          ...day.stops.map((stop, s): [string, string] => [`days.${d}.stops.${s}.at`, stop.at]),
          ...(day.bed ? [[`days.${d}.bed`, day.bed] as [string, string]] : []),
        ]),
      ];
    }
    default:
      return [];
  }
}
