import type { Upload } from 'tus-js-client';
import schoolTexts from '../../../Pages/School/texts.json';
import { get, post, request, words } from '../common/api';
import { fillWith, h, name, toast } from '../common/dom';
import { during } from '../common/forms';
import { local, locale, textsOf } from '../common/texts';
import { day, length } from '../common/time';
import { consentForm } from './consent-form';
import type { Project } from './types';
import { sendFile, size } from './upload';
import { watch, type Playback } from './watch';

const t = textsOf(schoolTexts);

/** One project as its school sees it: its video on the way, the school's decision, the consent. */
export class ProjectCard {
  readonly element = h('li', { class: 'card' });
  #upload: Upload | null = null;
  #paused = false;
  #sending = h('div', { class: 'sending', role: 'status' });
  #drawn = '';
  #poster: string | null = null;

  constructor(
    public project: Project,
    private readonly changed: () => Promise<void>,
  ) {
    this.show(project);
  }

  /** True while somebody must look again by itself: the video is on its way. */
  get moving(): boolean {
    return this.#upload === null && ['uploading', 'received', 'transcoding'].includes(this.project.media.state);
  }

  show(project: Project): void {
    this.project = project;
    const key = JSON.stringify([project, this.#upload !== null, this.#poster]);
    const editing = this.element.querySelector('details[open], input:focus');
    if (key === this.#drawn || (editing && this.#drawn !== '')) {
      return;
    }
    this.#drawn = key;
    fillWith(this.element, h('div', { class: 'project' }, this.#thumb(), h('div', {}, this.#head(), this.#status(), this.#gates(), this.#acts())));
    if (project.media.state === 'ready' && this.#poster === null) {
      void this.#findPoster();
    }
  }

  send(file: File): void {
    if (file.size === 0) {
      toast(t('emptyFile'), 'bad');
      return;
    }
    this.#paused = false;
    this.#upload = sendFile(file, this.project.id, {
      progress: (sent, total) => this.#progress(sent, total),
      retrying: () => this.#note(t('retrying')),
      done: () => void this.#sent(),
      stopped: (why) => this.#stopped(why),
    });
    this.show(this.project);
    this.#progress(0, file.size);
  }

  async #sent(): Promise<void> {
    this.#upload = null;
    fillWith(this.#sending);
    toast(t('sentWhole'));
    await this.changed();
  }

  #stopped(why: string): void {
    this.#note(t('stopped', why), 'bad');
    this.#paused = true;
    this.#drawPause();
  }

  #progress(sent: number, total: number): void {
    const percent = total > 0 ? Math.floor((sent / total) * 100) : 0;
    if (!this.#sending.querySelector('progress')) {
      fillWith(this.#sending, h('progress', { max: 100, 'aria-label': t('progressOf', this.project.title) }), h('p', { class: 'muted' }), h('p', { class: 'acts' }));
      this.#drawPause();
    }
    this.#sending.querySelector('progress')!.value = percent;
    this.#note(t('sent', size(sent, locale), size(total, locale), percent));
  }

  #note(text: string, kind = 'muted'): void {
    const line = this.#sending.querySelector('p');
    if (line) {
      line.className = kind === 'bad' ? 'notice bad' : kind;
      line.textContent = text;
    }
  }

  #drawPause(): void {
    const acts = this.#sending.querySelector('.acts');
    if (acts) {
      fillWith(acts, h('button', { class: 'button quiet small', type: 'button', onclick: () => this.#togglePause() }, t(this.#paused ? 'resume' : 'pause')));
    }
  }

  #togglePause(): void {
    this.#paused = !this.#paused;
    if (this.#paused) {
      void this.#upload?.abort();
      this.#note(t('paused'));
    } else {
      this.#upload?.start();
    }
    this.#drawPause();
  }

  #thumb(): HTMLElement {
    const { media, title } = this.project;
    if (media.state !== 'ready') {
      return h('div', { class: 'thumb' }, t(`media.${media.state}`));
    }
    const picture = this.#poster ? h('img', { src: this.#poster, alt: '', loading: 'lazy' }) : null;
    return h(
      'button',
      { class: 'thumb', type: 'button', 'aria-label': t('watch', title), onclick: () => void this.#watch() },
      picture,
      h('span', { class: 'play' }),
      h('span', { class: 'length' }, length(media.duration ?? 0)),
    );
  }

  #head(): HTMLElement {
    const { title, classroom } = this.project;
    return h('div', {}, h('h3', {}, name(title)), classroom ? h('p', { class: 'muted' }, name(classroom)) : null);
  }

  #status(): HTMLElement {
    const { media, title } = this.project;
    if (this.#upload) {
      return this.#sending;
    }
    const box = h('div', { role: 'status' });
    if (media.state === 'transcoding' || media.state === 'received' || media.state === 'uploading') {
      box.append(h('progress', { max: 1, value: media.state === 'received' ? null : (media.progress ?? 0), 'aria-label': t('progressOf', title) }));
    }
    if (media.problem) {
      box.append(h('p', { class: 'notice bad' }, local(media.problem.message)));
    }
    return box;
  }

  #gates(): HTMLElement {
    const { media, review, consent } = this.project;
    const look = media.state === 'ready' ? 'good' : media.state === 'failed' || media.state === 'missing' ? 'bad' : 'wait';
    const uses = (consent?.uses ?? []).map((use) => t(`short.${use}`)).join(', ');
    return h(
      'div',
      {},
      h(
        'p',
        { class: 'gates' },
        h('span', { class: `chip ${this.#upload ? 'wait' : look}` }, t(this.#upload ? 'media.uploading' : `media.${media.state}`)),
        h('span', { class: `chip ${review.decision === 'approved' ? 'good' : review.decision === 'refused' ? 'bad' : 'wait'}` }, t(`review.${review.decision}`)),
        h('span', { class: `chip ${uses ? 'good' : 'wait'}` }, uses ? t('consentFor', uses) : t('noConsent')),
        uses ? h('small', { class: 'muted' }, `${t('consentUntil')} ${day(consent!.until)}`) : null,
      ),
      review.reason ? h('p', { class: 'muted' }, review.reason) : null,
    );
  }

  #acts(): HTMLElement {
    const { media, review } = this.project;
    const act = (label: string, look: string, run: () => Promise<void>) =>
      h('button', { class: `button small ${look}`, type: 'button', onclick: (event: MouseEvent) => this.#run(event, run) }, label);
    const file = h('input', { type: 'file', accept: 'video/*,.mkv,.mts,.m2ts', hidden: true });
    file.addEventListener('change', () => file.files?.[0] && this.send(file.files[0]));
    const idle = this.#upload === null && media.state !== 'received' && media.state !== 'transcoding';
    const isHere = media.state === 'ready';
    return h(
      'div',
      { class: 'acts' },
      h(
        'div',
        { class: 'row' },
        idle && !isHere ? act(t('sendVideo'), '', async () => file.click()) : null,
        review.decision !== 'approved' ? act(t('approve'), isHere ? '' : 'quiet', () => this.#review('approve')) : null,
        review.decision !== 'refused' ? act(t('refuse'), 'quiet', () => this.#review('refuse')) : null,
        idle && isHere ? act(t('replaceVideo'), 'quiet', async () => file.click()) : null,
        file,
      ),
      consentForm(this.project, this.changed),
    );
  }

  #run(event: MouseEvent, act: () => Promise<void>): void {
    void during(event.currentTarget as HTMLButtonElement, act, (trouble) => toast(trouble, 'bad'));
  }

  async #review(decision: 'approve' | 'refuse'): Promise<void> {
    const reason = decision === 'refuse' ? prompt(t('refuseReason')) : undefined;
    if (reason === null) {
      return;
    }
    await post(`/api/projects/${this.project.id}/review`, { decision, ...(reason && { reason }) });
    toast(t(decision === 'approve' ? 'approved' : 'refused'));
    await this.changed();
  }

  async #findPoster(): Promise<void> {
    const playback = await get<Playback>(`/api/projects/${this.project.id}/playback`).catch(() => null);
    if (playback?.poster) {
      this.#poster = playback.poster;
      this.show(this.project);
    }
  }

  async #watch(): Promise<void> {
    try {
      watch(this.project.title, await get<Playback>(`/api/projects/${this.project.id}/playback`));
    } catch (error) {
      toast(words(error), 'bad');
    }
  }
}

export async function reread(card: ProjectCard): Promise<void> {
  card.show((await request<Project>('GET', `/api/projects/${card.project.id}`)).body);
}

