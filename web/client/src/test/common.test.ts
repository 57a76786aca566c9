import { describe, expect, it } from 'vitest';
import { normalizeCode, spelled } from '../common/code';
import { safeReturn } from '../common/return';
import { fromWall, length, toWall } from '../common/time';
import { asSessions, moved, total, without } from '../organizer/programme-list';
import { endOfSchoolYear } from '../school/consent-form';

describe('the clock on the wall', () => {
  it('is read in the gala’s zone, winter and summer', () => {
    expect(fromWall('2026-12-15T10:00', 'America/Toronto').toISOString()).toBe('2026-12-15T15:00:00.000Z');
    expect(fromWall('2026-06-15T10:00', 'America/Toronto').toISOString()).toBe('2026-06-15T14:00:00.000Z');
    expect(fromWall('2026-12-15T10:00', 'America/St_Johns').toISOString()).toBe('2026-12-15T13:30:00.000Z');
  });

  it('is right on the day on which the clocks change', () => {
    expect(fromWall('2026-11-01T00:30', 'America/Toronto').toISOString()).toBe('2026-11-01T04:30:00.000Z');
    expect(fromWall('2026-11-01T10:00', 'America/Toronto').toISOString()).toBe('2026-11-01T15:00:00.000Z');
  });

  it('comes back as it was written', () => {
    expect(toWall(fromWall('2027-03-14T09:15', 'America/Halifax'), 'America/Halifax')).toBe('2027-03-14T09:15');
  });

  it('writes lengths', () => {
    expect([0, 5, 65, 3725].map(length)).toEqual(['0:00', '0:05', '1:05', '1:02:05']);
  });
});

describe('a class code', () => {
  it('is taken however it is typed', () => {
    expect(normalizeCode(' ab2c-3d4e ')).toBe('AB2C3D4E');
    expect(spelled('AB2C3D4E')).toBe('AB2C 3D4E');
  });
});

describe('where to go after signing in', () => {
  it('is a page of this site', () => {
    expect(safeReturn('/organizer/galas/0f')).toBe('/organizer/galas/0f');
  });

  it.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', 'javascript:alert(1)', '', null])('is never %s', (wanted) => {
    expect(safeReturn(wanted)).toBeNull();
  });
});

describe('building a programme', () => {
  it('moves lines within the list', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(without(['a', 'b', 'c'], 1)).toEqual(['a', 'c']);
  });

  it('adds up, and speaks the API’s language', () => {
    const items = [
      { kind: 'video' as const, title: 'Robot', seconds: 61.5, projectId: 'p1' },
      { kind: 'slate' as const, title: 'Pause', seconds: 30, text: { fr: 'Pause' } },
    ];
    expect(total(items)).toBe(91.5);
    expect(asSessions(items)).toEqual([{ kind: 'video', projectId: 'p1' }, { kind: 'slate', title: { fr: 'Pause' }, seconds: 30 }]);
  });
});

describe('a consent', () => {
  it('ends with the school year', () => {
    expect(endOfSchoolYear(new Date('2026-11-22T12:00:00'))).toBe('2027-06-30');
    expect(endOfSchoolYear(new Date('2027-02-01T12:00:00'))).toBe('2027-06-30');
  });
});
