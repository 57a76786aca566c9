import common from '../../../Pages/Common/texts.json';

export type Lang = 'fr' | 'en';
export type Local = { fr?: string | null; en?: string | null };
type Table = Record<string, { fr: string; en: string }>;

export const lang: Lang = typeof document !== 'undefined' && document.documentElement.lang === 'en' ? 'en' : 'fr';
const plural = new Intl.PluralRules(lang === 'en' ? 'en-CA' : 'fr-CA');
export const locale = lang === 'en' ? 'en-CA' : 'fr-CA';

/** Fills `{0}`, `{1}`… of a text. */
export function fill(text: string, values: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (blank, place: string) => {
    const value = values[Number(place)];
    return value === undefined ? blank : typeof value === 'number' ? value.toLocaleString(locale) : value;
  });
}

/** The texts of one feature, in the page's language. */
export function textsOf<T extends Table>(table: T) {
  return (key: keyof T & string, ...values: (string | number)[]): string => fill(table[key]![lang], values);
}

/** The key for a number: `name.one` or `name.other`. */
export function counted<T extends string>(name: T, count: number): `${T}.one` | `${T}.other` {
  return `${name}.${plural.select(count) === 'one' ? 'one' : 'other'}`;
}

/** A text that people wrote, in the page's language or in the other one. */
export function local(text: Local | string | null | undefined): string {
  if (!text || typeof text === 'string') {
    return text || '';
  }
  return (lang === 'en' ? (text.en ?? text.fr) : (text.fr ?? text.en)) ?? '';
}

export const tc = textsOf(common);
