import account from '../../../Pages/Account/texts.json';
import { Problem, request } from '../common/api';
import { dress, isOrganizer, whoAmI } from '../common/chrome';
import { $, field } from '../common/dom';
import { onSubmit } from '../common/forms';
import { safeReturn } from '../common/return';
import { textsOf } from '../common/texts';

const t = textsOf(account);

onSubmit($<HTMLFormElement>('#sign-in'), async (form) => {
  try {
    await request('POST', '/api/account/login?useCookies=true', { email: field(form, 'email'), password: String(new FormData(form).get('password') ?? '') });
  } catch (error) {
    throw error instanceof Problem && (error.status === 401 || error.status === 400) ? new Problem(401, error.code, t('wrong'))
      : error instanceof Problem && error.status === 429 ? new Problem(429, error.code, t('wait')) : error;
  }
  const me = await whoAmI(true);
  location.assign(safeReturn(new URLSearchParams(location.search).get('return')) ?? (isOrganizer(me) ? '/organizer' : '/school'));
});
void dress();
