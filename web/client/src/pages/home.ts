import { dress } from '../common/chrome';
import { carry } from '../common/code';
import { $, field } from '../common/dom';
import { onSubmit } from '../common/forms';

onSubmit($<HTMLFormElement>('#join-box'), async (form) => {
  carry(field(form, 'code'));
  location.assign('/join');
});
void dress();
