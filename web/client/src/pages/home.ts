import { dress } from '../common/chrome';
import { carry } from '../common/code';
import { $, field } from '../common/dom';

const form = $<HTMLFormElement>('#join-box');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  carry(field(form, 'code'));
  location.assign('/join');
});
void dress();
