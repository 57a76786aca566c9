import schoolTexts from '../../../Pages/School/texts.json';
import { all, words } from '../common/api';
import { staffOnly } from '../common/chrome';
import { $, fillWith, h, name, toast } from '../common/dom';
import { textsOf } from '../common/texts';
import type { School } from '../school/types';

const t = textsOf(schoolTexts);

async function begin(): Promise<void> {
  if (!(await staffOnly())) {
    return;
  }
  const schools = await all<School>('/api/schools');
  if (schools.length === 1) {
    location.replace(`/school/${schools[0]!.id}`);
    return;
  }
  $('#lead').textContent = schools.length === 0 ? t('none') : t('choose');
  fillWith($('#schools'), ...schools.map((school) => h('li', {}, h('a', { class: 'button quiet big', href: `/school/${school.id}` }, name(school.name)))));
}

begin().catch((error) => toast(words(error), 'bad'));
