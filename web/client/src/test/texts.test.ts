import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { counted, fill, local } from '../common/texts';

type Table = Record<string, { fr?: string; en?: string }>;

const pages = join(import.meta.dirname, '../../../Pages');
const sources = join(import.meta.dirname, '..');
const features = readdirSync(pages, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
const files = (folder: string, end: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(end)).map((name) => join(folder, name));
const tables = new Map<string, Table>();
for (const feature of features) {
  try {
    tables.set(feature.toLowerCase(), JSON.parse(readFileSync(join(pages, feature, 'texts.json'), 'utf8')));
  } catch {
    // a folder without texts of its own
  }
}
const every = [...tables].flatMap(([feature, table]) => Object.entries(table).map(([key, text]) => ({ key: `${feature}.${key}`, ...text })));

describe('the texts', () => {
  it('are there', () => expect(every.length).toBeGreaterThan(200));

  it('exist in both languages', () => {
    expect(every.filter(({ fr, en }) => !fr?.trim() || !en?.trim()).map((text) => text.key)).toEqual([]);
  });

  it('have the same blanks in both languages', () => {
    const blanks = (text = '') => [...text.matchAll(/\{\d\}/g)].map(([blank]) => blank).sort().join();
    expect(every.filter(({ fr, en }) => blanks(fr) !== blanks(en)).map((text) => text.key)).toEqual([]);
  });

  it('are set as French and English are: curly apostrophes and quotes, spaces inside « »', () => {
    const wrong = every.filter(({ fr = '', en = '' }) => /'|«\S|\S»|"/.test(fr) || /'|"/.test(en));
    expect(wrong.map((text) => text.key)).toEqual([]);
  });

  it('are all known that a page asks for by name', () => {
    const known = new Set(every.map((text) => text.key));
    const asked = files(pages, '.razor').flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/T\["([\w.]+)"\]/g)].map((match) => match[1]!));
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it('are all used', () => {
    const code = [...files(pages, '.razor'), ...files(sources, '.ts')].map((file) => readFileSync(file, 'utf8')).join('\n');
    // A key that is put together, such as `state.${gala.state}`, counts as used when its first part is.
    const used = (feature: string, key: string) => {
      const first = key.split('.')[0]!;
      return code.includes(`'${key}'`) || code.includes(`"${feature}.${key}"`) || code.includes(`\`${first}.\${`) || code.includes(`"${feature}.${first}.{`) || code.includes(`'${first}'`) || /^how\d/.test(key);
    };
    const idle = [...tables].flatMap(([feature, table]) => Object.keys(table).filter((key) => !used(feature, key)).map((key) => `${feature}.${key}`));
    expect(idle).toEqual([]);
  });
});

describe('writing texts', () => {
  it('fills blanks, and leaves one alone that has no value', () => {
    expect(fill('{0} sur {1}', ['a', 'b'])).toBe('a sur b');
    expect(fill('{0} sur {1}', ['a'])).toBe('a sur {1}');
  });

  it('counts as French does: nought and one are singular', () => {
    expect([0, 1, 2].map((count) => counted('people', count))).toEqual(['people.one', 'people.one', 'people.other']);
  });

  it('takes the other language where one is missing', () => {
    expect(local({ en: 'Hello' })).toBe('Hello');
    expect(local({ fr: 'Bonjour', en: 'Hello' })).toBe('Bonjour');
    expect(local(null)).toBe('');
  });
});
