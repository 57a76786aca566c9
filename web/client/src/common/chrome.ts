import { get, post, Problem } from './api';
import { maybe } from './dom';

export type Role = 'organizer' | 'coordinator' | 'teacher' | 'moderator';
export type Me = {
  kind: 'account' | 'seat';
  id?: string | null;
  email?: string | null;
  roles: { role: Role; schoolId?: string | null; galaId?: string | null }[];
  schools: { id: string; name: string }[];
  seat?: Seat | null;
};
export type Seat = { id: string; name: string; kind: 'class' | 'pupil'; classroom: string; school: string; galaId?: string | null };

export const isOrganizer = (me: Me | null): boolean => !!me?.roles.some((one) => one.role === 'organizer');

/** Who is in front of the page, or null. */
export async function whoAmI(evenAStranger = false): Promise<Me | null> {
  if (!evenAStranger && document.documentElement.dataset.known === undefined) {
    return null;
  }
  try {
    return await get<Me>('/api/me');
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || error.status === 403)) {
      return null;
    }
    throw error;
  }
}

/** Shows the parts of the header that are for this person. */
export async function dress(): Promise<Me | null> {
  const me = await whoAmI().catch(() => null);
  show('organizer', isOrganizer(me));
  show('school', !!me?.schools.length);
  show('account', me?.kind === 'account');
  show('visitor', me?.kind !== 'account');
  maybe<HTMLButtonElement>('[data-act=sign-out]')?.addEventListener('click', async () => {
    await post('/api/account/logout').catch(() => undefined);
    location.assign('/');
  });
  return me;
}

/** For pages of the staff: whoever is not signed in goes to the door, and comes back. */
export async function staffOnly(): Promise<Me | null> {
  const me = await dress();
  if (me?.kind !== 'account') {
    location.replace(`/sign-in?return=${encodeURIComponent(location.pathname)}`);
    return null;
  }
  return me;
}

function show(who: string, on: boolean): void {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-for=${who}]`)) {
    element.hidden = !on;
  }
}
