import schoolTexts from '../../../Pages/School/texts.json';
import { get, post, request, words } from '../common/api';
import { fillWith, h, name, toast } from '../common/dom';
import { during } from '../common/forms';
import { local, textsOf } from '../common/texts';
import { about, day, length } from '../common/time';
import { announce } from './announce';
import { captionsForm } from './captions-form';
import { consentForm } from './consent-form';
import { editForm } from './edit-form';
import { ACCEPTED, troubleOf, type Room } from './files';
import { Pace } from './pace';
import { Sending, type SendingState } from './sending';
import { SendingView } from './sending-view';
import type { Turns } from './turns';
import type { Project } from './types';
import { look, type Begun } from './upload';
import { watch, type Playback } from './watch';

const t = textsOf(schoolTexts);
// What came to nothing by bad luck may be tried again as it is; a file that is wrong stays wrong.
const WORTH_A_RETRY = ['transcoding-failed', 'took-too-long', 'splice-check-failed', 'video-missing'];
const SAID: Partial<Record<SendingState, 'paused' | 'sentWhole' | 'retrying' | 'stoppedShort'>> = { paused: 'paused', done: 'sentWhole', stopped: 'stoppedShort' };

export type School = { turns: Turns; room: () => Room | null; changed: () => Promise<void> };

/** One project as its school sees it: its video on the way, the school's decision, consent, words and captions. */
export class ProjectCard {
  readonly element = h('li', { class: 'card' });
  sending: Sending | null = null;
  #view: SendingView | null = null;
  #drawn = '';
  #poster: string | null = null;
  /** What the server has of an upload that began elsewhere; undefined until it was asked. */
  #begun: Begun | null | undefined;
  #grew = false;
  #preparing = new Pace();

  constructor(
    public project: Project,
    private readonly school: School,
  ) {
    this.show(project);
  }

  /** True while somebody must look again by itself: the video is on its way. */
  get moving(): boolean {
    return this.sending === null && ['uploading', 'received', 'transcoding'].includes(this.project.media.state);
  }

  /** True if this is the file of an upload that was broken off. */
  isBroken(file: File): boolean {
    const { state, fileName } = this.project.media;
    return this.sending === null && state === 'uploading' && fileName === file.name && this.#begun?.length === file.size;
  }

  show(project: Project): void {
    this.project = project;
    this.#preparing.note(project.media.state === 'transcoding' ? (project.media.progress ?? 0) : 0, performance.now());
    const key = JSON.stringify([project, this.sending !== null, this.#poster, this.#begun === undefined, this.#begun, this.#grew]);
    const editing = this.element.querySelector('details[open], input:focus');
    if (key === this.#drawn || (editing && this.#drawn !== '')) {
      return;
    }
    this.#drawn = key;
    const focused = this.element.contains(document.activeElement) ? document.activeElement?.getAttribute('data-key') : null;
    fillWith(this.element, h('div', { class: 'project' }, this.#thumb(), h('div', {}, this.#head(), this.#status(), this.#gates(), this.#acts())));
    this.element.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
    if (project.media.state === 'ready' && this.#poster === null) {
      void this.#findPoster();
    }
  }

  /** Asks the server anew: for the project, and for what it has of an upload from elsewhere. */
  async reread(): Promise<void> {
    const project = (await request<Project>('GET', `/api/projects/${this.project.id}`)).body;
    const upload = project.media.state === 'uploading' ? project.media.upload : null;
    const begun = upload && !this.sending ? await look(upload).catch(() => null) : null;
    this.#grew = !!this.#begun && begun !== null && begun.offset > this.#begun.offset;
    this.#begun = begun;
    this.show(project);
  }

  send(file: File): void {
    const trouble = troubleOf(file, this.school.room());
    if (trouble) {
      toast(t(trouble), 'bad');
      return;
    }
    this.#view = new SendingView(this.project.title, {
      resume: () => this.sending?.start(),
      pause: () => this.sending?.pause(),
      cancel: () => this.sending?.cancel(),
    });
    const goesOn = this.isBroken(file);
    const begun = goesOn ? (this.project.media.upload ?? null) : null;
    this.sending = new Sending(file, this.project.id, begun, this.school.turns, (sending) => this.#follow(sending));
    this.sending.sent = goesOn ? (this.#begun?.offset ?? 0) : 0;
    this.sending.start();
    this.show(this.project);
  }

  #follow(sending: Sending): void {
    const said = this.#drawn && SAID[sending.state];
    this.#view?.show(sending);
    if (said) {
      announce(`${this.project.title} : ${t(said)}`);
    }
    if (sending.state === 'done' || sending.state === 'cancelled') {
      this.sending = null;
      this.#view = null;
      this.#begun = null;
      void this.school.changed();
    }
  }

  #thumb(): HTMLElement {
    const { media, title } = this.project;
    if (media.state !== 'ready') {
      return h('div', { class: 'thumb', 'aria-hidden': 'true' }, t(this.sending ? 'media.uploading' : `media.${media.state}`));
    }
    const picture = this.#poster ? h('img', { src: this.#poster, alt: '', loading: 'lazy' }) : null;
    return h(
      'button',
      { class: 'thumb', type: 'button', 'aria-label': t('watch', title), 'data-key': 'watch', onclick: () => void this.#watch() },
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
    if (this.#view) {
      return this.#view.element;
    }
    const box = h('div', { class: 'sending' });
    const bar = (value: number | null | undefined, max = 1) => h('progress', { max, value: value ?? null, 'aria-label': t('progressOf', title) });
    if (media.state === 'uploading' && this.#begun === undefined) {
      box.append(bar(null));
    } else if (media.state === 'uploading') {
      const { offset = 0, length: whole = 1 } = this.#begun ?? {};
      const percent = Math.floor((offset / whole) * 100);
      box.append(bar(offset, whole), h('p', { class: this.#grew ? 'muted' : 'notice' }, this.#grew ? t('sentElsewhere', percent) : t('brokenOff', percent, media.fileName ?? '')));
    } else if (media.state === 'received') {
      box.append(bar(null), media.problem ? '' : h('p', { class: 'muted' }, t('inLine')));
    } else if (media.state === 'transcoding') {
      const left = media.estimate ?? this.#preparing.secondsLeft(1);
      const percent = Math.floor((media.progress ?? 0) * 100);
      box.append(bar(media.progress ?? 0), h('p', { class: 'muted' }, left === null ? t('prepared', percent) : `${t('prepared', percent)} · ${t('left', about(left))}`));
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
        h('span', { class: `chip ${this.sending ? 'wait' : look}` }, t(this.sending ? 'media.uploading' : `media.${media.state}`)),
        h('span', { class: `chip ${review.decision === 'approved' ? 'good' : review.decision === 'refused' ? 'bad' : 'wait'}` }, t(`review.${review.decision}`)),
        h('span', { class: `chip ${uses ? 'good' : 'wait'}` }, uses ? t('consentFor', uses) : t('noConsent')),
        uses ? h('small', { class: 'muted' }, `${t('consentUntil')} ${day(consent!.until)}`) : null,
      ),
      review.reason ? h('p', { class: 'muted' }, review.reason) : null,
    );
  }

  #acts(): HTMLElement {
    const { media, review } = this.project;
    const act = (key: string, label: string, look: string, run: () => Promise<void>) =>
      h('button', { class: `button small ${look}`, type: 'button', 'data-key': key, onclick: (event: MouseEvent) => this.#run(event, run) }, label);
    const file = h('input', { type: 'file', accept: ACCEPTED, hidden: true });
    file.addEventListener('change', () => file.files?.[0] && this.send(file.files[0]));
    const idle = this.sending === null && media.state !== 'received' && media.state !== 'transcoding';
    const isHere = media.state === 'ready';
    const choose = async () => file.click();
    const send = media.state === 'uploading' ? 'goOn' : media.state === 'failed' ? 'sendAnother' : isHere ? 'replaceVideo' : 'sendVideo';
    const retry = (media.state === 'failed' || media.state === 'missing') && WORTH_A_RETRY.includes(media.problem?.code ?? '');
    return h(
      'div',
      { class: 'acts' },
      h(
        'div',
        { class: 'row' },
        media.canPreview ? act('preview', t('preview'), 'quiet', () => this.#watch()) : null,
        retry ? act('retry', t('retry'), '', () => this.#retry()) : null,
        idle && !isHere ? act('send', t(send), retry ? 'quiet' : '', choose) : null,
        review.decision !== 'approved' ? act('approve', t('approve'), isHere ? '' : 'quiet', () => this.#review('approve')) : null,
        review.decision !== 'refused' ? act('refuse', t('refuse'), 'quiet', () => this.#review('refuse')) : null,
        idle && isHere ? act('send', t(send), 'quiet', choose) : null,
        file,
      ),
      consentForm(this.project, this.school.changed),
      editForm(this.project, this.school.changed),
      captionsForm(this.project, this.school.changed),
    );
  }

  #run(event: MouseEvent, act: () => Promise<void>): void {
    void during(event.currentTarget as HTMLButtonElement, act, (trouble) => toast(trouble, 'bad'));
  }

  async #retry(): Promise<void> {
    await post(`/api/projects/${this.project.id}/retry`);
    announce(t('triedAgain'));
    await this.school.changed();
  }

  async #review(decision: 'approve' | 'refuse'): Promise<void> {
    const reason = decision === 'refuse' ? prompt(t('refuseReason')) : undefined;
    if (reason === null) {
      return;
    }
    await post(`/api/projects/${this.project.id}/review`, { decision, ...(reason && { reason }) });
    toast(t(decision === 'approve' ? 'approved' : 'refused'));
    await this.school.changed();
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
