import Hls from 'hls.js';
import { $, h } from '../common/dom';

export type Playback = { hls: string; poster?: string | null; captions?: { lang: string; url: string }[] };

/** Plays one project in the page's dialog. */
export function watch(title: string, playback: Playback): void {
  const dialog = $<HTMLDialogElement>('#watch-dialog');
  $('#watch-title').textContent = title;
  const video = h('video', { controls: true, playsinline: true, 'aria-label': title, poster: playback.poster ?? null });
  for (const caption of playback.captions ?? []) {
    video.append(h('track', { kind: 'captions', srclang: caption.lang, label: caption.lang, src: caption.url }));
  }
  $('#watch').replaceChildren(video);
  const stop = play(video, playback.hls);
  dialog.addEventListener('close', () => {
    stop();
    $('#watch').replaceChildren();
  }, { once: true });
  dialog.showModal();
}

/** Plays a finished video; answers how to stop it. */
export function play(video: HTMLVideoElement, address: string): () => void {
  if (!Hls.isSupported()) {
    video.src = address;
    void video.play().catch(() => undefined);
    return () => video.removeAttribute('src');
  }
  const hls = new Hls({ enableWorker: false });
  hls.loadSource(address);
  hls.attachMedia(video);
  hls.on(Hls.Events.MANIFEST_PARSED, () => void video.play().catch(() => undefined));
  return () => hls.destroy();
}

export function closeButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('dialog [data-act=close]')) {
    button.addEventListener('click', () => button.closest('dialog')!.close());
  }
}
