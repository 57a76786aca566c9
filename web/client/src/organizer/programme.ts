import organizer from '../../../Pages/Organizer/texts.json';
import { all, Problem, request } from '../common/api';
import { $, field, fillWith, h, name, toast } from '../common/dom';
import { during, onSubmit } from '../common/forms';
import { lang, local, textsOf } from '../common/texts';
import { length, shortTime } from '../common/time';
import type { Gala, Programme, Session } from '../live/types';
import type { Project } from '../school/types';
import { asSessions, moved, total, without, type Item } from './programme-list';

const t = textsOf(organizer);

/** Builds the run of show before the gala, and shows how far it is during it. */
export class ProgrammeEditor {
  #items: Item[] = [];
  #etag: string | null = null;
  #dirty = false;
  #projects: Project[] = [];
  #programme: Programme | null = null;
  #gala: Gala | null = null;

  constructor(
    private readonly id: string,
    private readonly jump: (session: Session) => void,
  ) {
    $<HTMLButtonElement>('#save-programme').addEventListener('click', (event) => {
      void during(event.currentTarget as HTMLButtonElement, () => this.#save(), (trouble) => this.#note(trouble, 'bad')).then(() => this.#draw());
    });
    onSubmit($<HTMLFormElement>('#new-slate'), async (form) => this.#addSlate(form));
  }

  async read(): Promise<Programme> {
    const { body, etag } = await request<Programme>('GET', `/api/galas/${this.id}/programme`);
    this.#programme = body;
    if (!this.#dirty) {
      this.#etag = etag;
      this.#items = body.sessions.map(asItem);
    }
    this.#draw();
    return body;
  }

  show(gala: Gala): void {
    this.#gala = gala;
    this.#draw();
  }

  async readProjects(schools: { id: string; name: string }[]): Promise<void> {
    const lists = await Promise.all(schools.map((school) => all<Project>(`/api/schools/${school.id}/projects`).catch(() => [])));
    const now = Date.now();
    this.#projects = lists.flat().filter(
      (project) =>
        project.media.state === 'ready' &&
        project.review.decision === 'approved' &&
        !!project.consent?.uses.includes('live') &&
        Date.parse(project.consent.until) > now,
    );
    this.#drawProjects(new Map(schools.map((school) => [school.id, school.name])));
  }

  get #editable(): boolean {
    return this.#gala !== null && ['draft', 'scheduled', 'lobby'].includes(this.#gala.state);
  }

  #change(items: Item[]): void {
    this.#items = items;
    this.#dirty = true;
    this.#note(t('unsaved'), '');
    this.#draw();
  }

  async #save(): Promise<void> {
    try {
      const { body, etag } = await request<Programme>(
        'PUT',
        `/api/galas/${this.id}/programme`,
        { sessions: asSessions(this.#items) },
        { ifMatch: this.#etag },
      );
      this.#dirty = false;
      this.#etag = etag;
      this.#programme = body;
      this.#items = body.sessions.map(asItem);
      this.#note('', '');
      toast(t('programmeSaved'));
    } catch (error) {
      if (error instanceof Problem && error.status === 412) {
        this.#dirty = false;
        await this.read();
        throw new Problem(412, error.code, t('stale'));
      }
      throw error;
    }
  }

  #addSlate(form: HTMLFormElement): void {
    const [title, seconds] = [field(form, 'title'), Number(field(form, 'seconds'))];
    if (!title || !(seconds >= 1 && seconds <= 14_400)) {
      throw new Problem(400, 'required', t('slateTitle'), [title ? 'seconds' : 'title']);
    }
    this.#change([...this.#items, { kind: 'slate', title, seconds, text: { [lang]: title } }]);
    form.reset();
  }

  #note(text: string, kind: string): void {
    const note = $('#programme-note');
    note.hidden = text === '';
    note.className = `notice ${kind}`;
    note.textContent = text;
  }

  #draw(): void {
    const list = $('#sessions');
    $('#builder').hidden = !this.#editable;
    $('#programme-actions').hidden = !this.#editable;
    $<HTMLButtonElement>('#save-programme').disabled = !this.#dirty;
    $('#total').textContent = this.#items.length > 0 ? t('total', length(total(this.#items))) : '';
    if (this.#items.length === 0) {
      fillWith(list, h('li', { class: 'empty' }, t('emptyProgramme')));
      return;
    }
    fillWith(list, ...(this.#editable ? this.#items.map((item, place) => this.#line(item, place)) : this.#running()));
  }

  #line(item: Item, place: number): HTMLElement {
    const button = (sign: string, label: string, disabled: boolean, act: () => void) =>
      h('button', { class: 'icon-button', type: 'button', 'aria-label': label, title: label, disabled, onclick: act }, sign);
    return h(
      'li',
      {},
      h('span', { class: 'grow' }, h('b', {}, name(item.title)), h('br'), h('small', { class: 'muted' }, `${t(`kind.${item.kind}`)} · ${length(item.seconds)}`)),
      button('↑', t('up', item.title), place === 0, () => this.#change(moved(this.#items, place, -1))),
      button('↓', t('down', item.title), place === this.#items.length - 1, () => this.#change(moved(this.#items, place, 1))),
      button('×', t('remove', item.title), false, () => this.#change(without(this.#items, place))),
    );
  }

  #running(): HTMLElement[] {
    const live = this.#gala?.state === 'live';
    return (this.#programme?.sessions ?? []).map((session) =>
      h(
        'li',
        { class: session.state },
        h(
          'span',
          { class: 'grow' },
          h('b', {}, name(local(session.title))),
          h('br'),
          h('small', { class: 'muted' }, `${t(`kind.${session.kind}`)} · ${length(session.seconds)} · ${shortTime(session.startedAt ?? session.plannedAt, this.#gala?.timeZone)}`),
        ),
        h('span', { class: `chip ${session.state === 'onAir' ? 'onAir' : ''}` }, t(`session.${session.state}`)),
        live && session.state === 'planned'
          ? h('button', { class: 'button quiet small', type: 'button', 'aria-label': t('jump', local(session.title)), onclick: () => this.jump(session) }, t('jumpShort'))
          : null,
      ),
    );
  }

  #drawProjects(schools: Map<string, string>): void {
    const lines = this.#projects.map((project) =>
      h(
        'li',
        {},
        h(
          'span',
          { class: 'grow' },
          h('b', {}, name(project.title)),
          h('br'),
          h('small', { class: 'muted' }, [project.classroom, schools.get(project.schoolId)].filter(Boolean).join(' · '), ` · ${length(project.media.duration ?? 0)}`),
        ),
        h('button', { class: 'button quiet small', type: 'button', onclick: () => this.#addProject(project) }, t('add')),
      ),
    );
    fillWith($('#projects'), ...(lines.length === 0 ? [h('li', { class: 'empty' }, t('noProjects'))] : lines));
  }

  #addProject(project: Project): void {
    this.#change([...this.#items, { kind: 'video', title: project.title, seconds: project.media.duration ?? 0, projectId: project.id }]);
  }
}

function asItem(session: Session): Item {
  const title = local(session.title);
  return session.kind === 'video'
    ? { kind: 'video', title, seconds: session.seconds, projectId: session.projectId ?? '' }
    : { kind: session.kind, title, seconds: session.seconds, text: typeof session.title === 'string' ? { fr: title } : (session.title as { fr?: string }) };
}

