import organizer from '../../../Pages/Organizer/texts.json';
import { Problem } from '../common/api';
import { field } from '../common/dom';
import { textsOf } from '../common/texts';
import { fromWall } from '../common/time';

const t = textsOf(organizer);

export type Details = { title: { fr?: string; en?: string }; startsAt: string; timeZone: string; description?: { fr?: string; en?: string } };

/** What a form says about a gala; the time on it is the clock of the gala's own zone. */
export function readDetails(form: HTMLFormElement, lang: 'fr' | 'en'): Details {
  const [fr, en] = [field(form, 'titleFr'), field(form, 'titleEn')];
  if (!fr && !en) {
    throw new Problem(400, 'required', t('needTitle'), ['titleFr']);
  }
  const wall = field(form, 'startsAt');
  if (!wall) {
    throw new Problem(400, 'required', t('needDate'), ['startsAt']);
  }
  const timeZone = field(form, 'timeZone');
  const details: Details = { title: { ...(fr && { fr }), ...(en && { en }) }, startsAt: instant(wall, timeZone), timeZone };
  const description = field(form, 'description');
  if (description) {
    details.description = { [lang]: description };
  }
  return details;
}

// An unknown zone is the server's to refuse, with its own words.
function instant(wall: string, timeZone: string): string {
  try {
    return fromWall(wall, timeZone).toISOString();
  } catch {
    return new Date(`${wall}:00Z`).toISOString();
  }
}
