import { post } from '../common/api';
import { $, field } from '../common/dom';
import { onSubmit } from '../common/forms';

onSubmit($<HTMLFormElement>('#set-up'), async (form) => {
  const password = String(new FormData(form).get('password') ?? '');
  const email = field(form, 'email');
  await post('/api/account/set-up', { token: form.dataset.token, email, password });
  await post('/api/account/login?useCookies=true', { email, password });
  location.assign('/organizer');
});
