import { locale } from './texts';

/** How far a zone is from UTC at an instant, in milliseconds. */
function zoneOffset(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const there = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return there - Math.floor(instant / 1000) * 1000;
}

/** What a clock on the wall of a zone shows (`2026-12-15T10:00`), as an instant. */
export function fromWall(wall: string, zone: string): Date {
  const asUtc = Date.parse(`${wall}:00Z`.replace(/(:\d\d):\d\d:00Z$/, '$1:00Z'));
  const guess = asUtc - zoneOffset(asUtc, zone);
  // The offset at the guess counts: it differs from the first one within a day of a change of the clocks.
  return new Date(asUtc - zoneOffset(guess, zone));
}

/** An instant as a clock on the wall of a zone shows it, as a date-and-time field wants it. */
export function toWall(instant: Date, zone: string): string {
  return new Date(instant.getTime() + zoneOffset(instant.getTime(), zone)).toISOString().slice(0, 16);
}

export function longTime(iso: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(new Date(iso));
}

export function clockTime(iso: string | number, zone?: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
    new Date(iso),
  );
}

export function shortTime(iso: string | number, zone?: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(new Date(iso));
}

export function day(iso: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(iso));
}

/** A length such as `1:05` or `1:02:05`. */
export function length(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** About how long, such as `20 s`, `3 min` or `1 h 5 min`: as rough as a guess should be. */
export function about(seconds: number): string {
  if (seconds < 60) {
    return `${Math.max(5, Math.ceil(seconds / 5) * 5)} s`;
  }
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
