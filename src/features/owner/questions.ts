import { AMENITIES, LISTING_KINDS } from '#src/domain/content/facts.ts';
import type { FieldChanges, Fields, Json } from '#src/domain/publishing/types.ts';

/** Amenities first that travellers ask about before they book. */
const AMENITY_QUESTIONS = AMENITIES.map((amenity) => `amenity-${amenity}` as const);

export type QuestionId =
  | 'name' | 'village' | 'kind' | 'sleeps' | 'rooms' | 'toilet' | 'car' | 'check-in' | 'people' | 'languages' | 'facebook' | 'position'
  | (typeof AMENITY_QUESTIONS)[number]; // prettier-ignore

export const QUESTIONS: readonly QuestionId[] = [
  'name', 'village', 'sleeps', 'toilet', 'car', 'kind', 'rooms', 'check-in', 'people', 'languages', 'facebook', 'position',
  ...AMENITY_QUESTIONS,
]; // prettier-ignore

export type AnswerForm =
  | { as: 'choice'; values: readonly string[]; chosen: string | undefined }
  | { as: 'number'; from: number; to: number; chips: readonly number[]; value: number | undefined }
  | { as: 'text'; value: string; max: number; type: 'text' | 'time' | 'url' }
  | { as: 'places'; value: string }
  | { as: 'many'; values: readonly string[]; chosen: readonly string[] }
  | { as: 'position'; lat: string; lng: string };

const LANGUAGES_SPOKEN = ['vi', 'en', 'fr', 'de', 'zh', 'ko', 'ja'] as const;

const listAt = (fields: Fields, path: string): readonly string[] =>
  Array.isArray(fields[path]) ? (fields[path] as readonly Json[]).filter((item) => typeof item === 'string') : [];
const textAt = (fields: Fields, path: string): string => {
  const value = fields[path];
  return typeof value === 'string' ? value : '';
};
const numberAt = (fields: Fields, path: string): number | undefined =>
  typeof fields[path] === 'number' ? fields[path] : undefined;

export const isQuestion = (text: string): text is QuestionId => (QUESTIONS as readonly string[]).includes(text);

/** How a question is asked, and what is answered so far. */
export function formOf(question: QuestionId, fields: Fields): AnswerForm {
  if (question.startsWith('amenity-')) {
    const amenity = question.slice('amenity-'.length);
    const chosen = listAt(fields, 'facts/amenities').includes(amenity)
      ? 'yes'
      : listAt(fields, 'facts/lacks').includes(amenity)
        ? 'no'
        : undefined;
    return { as: 'choice', values: ['yes', 'no', 'unknown'], chosen };
  }
  switch (question) {
    case 'name':
      return { as: 'text', value: textAt(fields, 'words/vi/name'), max: 120, type: 'text' };
    case 'village':
      return { as: 'places', value: textAt(fields, 'facts/village') };
    case 'kind':
      return { as: 'choice', values: LISTING_KINDS, chosen: textAt(fields, 'facts/kind') || 'homestay' };
    case 'sleeps':
      return {
        as: 'number',
        from: 1,
        to: 200,
        chips: [4, 6, 8, 10, 15, 20, 30],
        value: numberAt(fields, 'facts/sleeps'),
      };
    case 'rooms':
      return { as: 'number', from: 0, to: 100, chips: [0, 1, 2, 3, 4, 5, 8], value: numberAt(fields, 'facts/rooms') };
    case 'toilet':
      return { as: 'choice', values: ['inside', 'shared'], chosen: textAt(fields, 'facts/toilet') || undefined };
    case 'car':
      return {
        as: 'choice',
        values: ['yes', 'partly', 'no', 'unknown'],
        chosen: textAt(fields, 'facts/car') || undefined,
      };
    case 'check-in':
      return { as: 'text', value: textAt(fields, 'facts/checkIn'), max: 5, type: 'time' };
    case 'people':
      return { as: 'text', value: textAt(fields, 'facts/people'), max: 40, type: 'text' };
    case 'facebook':
      return { as: 'text', value: textAt(fields, 'facts/facebook'), max: 200, type: 'url' };
    case 'languages':
      return { as: 'many', values: LANGUAGES_SPOKEN, chosen: listAt(fields, 'facts/languages') };
    default: {
      const position = fields['facts/position'] as { lat?: number; lng?: number } | undefined;
      return { as: 'position', lat: String(position?.lat ?? ''), lng: String(position?.lng ?? '') };
    }
  }
}

/**
 * The changes an answer means; undefined for an answer that does not fit its question. An empty one takes the fact
 * away. The draft's schema looks at the rest.
 */
export function changesFor(question: QuestionId, values: readonly string[], fields: Fields): FieldChanges | undefined {
  const answer = (values[0] ?? '').trim();
  if (question.startsWith('amenity-')) return amenityChanges(question.slice('amenity-'.length), answer, fields);
  const form = formOf(question, fields);
  const path = PATHS[question];
  if (path === undefined) return undefined;
  switch (form.as) {
    case 'choice':
      return form.values.includes(answer) ? { [path]: answer } : undefined;
    case 'number': {
      if (answer === '') return { [path]: null };
      const number = Number(answer);
      return Number.isInteger(number) && number >= form.from && number <= form.to ? { [path]: number } : undefined;
    }
    case 'many':
      return values.every((value) => form.values.includes(value)) ? { [path]: [...new Set(values)] } : undefined;
    case 'position': {
      if (answer === '') return { [path]: null };
      const [lat, lng] = values.map(Number);
      const inVietnam = lat !== undefined && lng !== undefined && lat >= 8 && lat <= 24 && lng >= 102 && lng <= 110;
      return inVietnam ? { [path]: { lat, lng, confidence: 'high' } } : undefined;
    }
    case 'text':
      if (answer.length > form.max) return undefined;
      if (form.type === 'time' && answer !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(answer)) return undefined;
      if (question === 'facebook' && answer !== '') {
        const url = facebookUrl(answer);
        return url === undefined ? undefined : { [path]: url };
      }
      return question === 'name' && answer === '' ? undefined : { [path]: answer === '' ? null : answer };
    case 'places':
      return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(answer) && answer.length <= 80 ? { [path]: answer } : undefined;
  }
}

const PATHS: Readonly<Partial<Record<QuestionId, string>>> = {
  name: 'words/vi/name',
  village: 'facts/village',
  kind: 'facts/kind',
  sleeps: 'facts/sleeps',
  rooms: 'facts/rooms',
  toilet: 'facts/toilet',
  car: 'facts/car',
  'check-in': 'facts/checkIn',
  people: 'facts/people',
  languages: 'facts/languages',
  facebook: 'facts/facebook',
  position: 'facts/position',
};

function amenityChanges(amenity: string, answer: string, fields: Fields): FieldChanges | undefined {
  if (!['yes', 'no', 'unknown'].includes(answer)) return undefined;
  const without = (path: string) => listAt(fields, path).filter((item) => item !== amenity);
  return {
    'facts/amenities': answer === 'yes' ? [...without('facts/amenities'), amenity] : without('facts/amenities'),
    'facts/lacks': answer === 'no' ? [...without('facts/lacks'), amenity] : without('facts/lacks'),
  };
}

/** People paste `fb.com/name`, `m.facebook.com/name?x` or only the name. */
export function facebookUrl(text: string): string | undefined {
  const name = /^[A-Za-z0-9.]{3,80}$/.test(text) && !/\.(?:com|vn|net)$/.test(text) ? text : undefined;
  if (name !== undefined) return `https://www.facebook.com/${name}`;
  const withScheme = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  if (!/^(?:[a-z-]+\.)?(?:facebook\.com|fb\.com)$/.test(url.hostname) || url.pathname === '/') return undefined;
  const id = url.pathname === '/profile.php' ? `?id=${url.searchParams.get('id') ?? ''}` : '';
  return `https://www.facebook.com${url.pathname}${id}`;
}

export function isAnswered(question: QuestionId, fields: Fields): boolean {
  const form = formOf(question, fields);
  switch (form.as) {
    case 'choice':
      return form.chosen !== undefined && (question !== 'car' || form.chosen !== 'unknown');
    case 'number':
      return form.value !== undefined;
    case 'many':
      return form.chosen.length > 0;
    case 'position':
      return form.lat !== '';
    default:
      return form.value !== '';
  }
}

export const nextQuestion = (question: QuestionId): QuestionId | undefined =>
  QUESTIONS[QUESTIONS.indexOf(question) + 1];
