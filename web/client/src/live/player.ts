import Hls from 'hls.js';
import type { ServerClock } from './clock';
import { correct, DELAY } from './sync';

export type PlayerEvents = {
  /** The browser wants a touch before it plays sound. */
  soundBlocked: () => void;
  playing: () => void;
  trouble: () => void;
  /** The address does not work any more; a fresh one is needed. */
  addressEnded: () => void;
};

/** The channel on a video element, held at the same moment as on every other screen. */
export class LivePlayer {
  #hls: Hls | null = null;
  #timer = 0;
  #seekedAt = 0;
  #recoveries = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly clock: ServerClock,
    private readonly events: PlayerEvents,
  ) {
    video.addEventListener('playing', () => {
      this.#recoveries = 0;
      events.playing();
    });
    video.addEventListener('waiting', () => events.trouble());
    video.addEventListener('stalled', () => events.trouble());
  }

  open(address: string): void {
    this.close();
    if (Hls.isSupported()) {
      this.#openWithMediaSource(address);
    } else {
      this.video.src = address;
      void this.start();
    }
    this.#timer = window.setInterval(() => this.#keepInTime(), 1000);
  }

  close(): void {
    window.clearInterval(this.#timer);
    this.#hls?.destroy();
    this.#hls = null;
    this.video.removeAttribute('src');
    this.video.load();
  }

  /** Plays, with sound if the browser lets it, else without until somebody touches the screen. */
  async start(): Promise<void> {
    try {
      await this.video.play();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotAllowedError' && !this.video.muted) {
        this.video.muted = true;
        this.events.soundBlocked();
        await this.video.play().catch(() => undefined);
      }
    }
  }

  /** The instant of the channel that is on the screen, in milliseconds of the server's clock. */
  get instant(): number | null {
    const date = this.#hls?.playingDate?.getTime();
    if (date) {
      return date;
    }
    const start = (this.video as HTMLVideoElement & { getStartDate?: () => Date }).getStartDate?.().getTime();
    return start && Number.isFinite(start) ? start + this.video.currentTime * 1000 : null;
  }

  #openWithMediaSource(address: string): void {
    const hls = new Hls({
      enableWorker: false,
      liveSyncDuration: DELAY,
      liveMaxLatencyDuration: DELAY + 24,
      maxLiveSyncPlaybackRate: 1, // the trimming below follows the server's clock, not the playlist's edge
      backBufferLength: 20,
      maxBufferLength: 20,
      manifestLoadPolicy: retrying(6),
      playlistLoadPolicy: retrying(8),
      fragLoadPolicy: retrying(8),
    });
    this.#hls = hls;
    hls.on(Hls.Events.MANIFEST_PARSED, () => void this.start());
    hls.on(Hls.Events.ERROR, (_event, data) => {
      const status = data.response?.code;
      if (status === 401 || status === 403 || status === 404 || status === 410) {
        this.events.addressEnded();
      } else if (data.fatal) {
        this.#recover(data.type === Hls.ErrorTypes.MEDIA_ERROR);
      }
    });
    hls.loadSource(address);
    hls.attachMedia(this.video);
  }

  #recover(isMedia: boolean): void {
    this.events.trouble();
    this.#recoveries++;
    if (isMedia && this.#recoveries < 4) {
      this.#hls?.recoverMediaError();
    } else {
      this.events.addressEnded();
    }
  }

  #keepInTime(): void {
    const instant = this.instant;
    const video = this.video;
    if (instant === null || !this.clock.known || video.paused || video.seeking || video.readyState < 2) {
      return;
    }
    const { seekBy, rate } = correct(instant / 1000, this.clock.now() / 1000 - DELAY);
    if (seekBy !== null && performance.now() - this.#seekedAt > 5000) {
      this.#seek(video.currentTime + seekBy);
    }
    video.playbackRate = rate;
  }

  #seek(wanted: number): void {
    const { seekable } = this.video;
    if (seekable.length === 0) {
      return;
    }
    const [first, last] = [seekable.start(0), seekable.end(seekable.length - 1)];
    this.#seekedAt = performance.now();
    this.video.currentTime = Math.max(first + 0.1, Math.min(last - 0.5, wanted));
  }
}

function retrying(most: number) {
  const retry = { maxNumRetry: most, retryDelayMs: 500, maxRetryDelayMs: 4000, backoff: 'exponential' as const };
  return { default: { maxTimeToFirstByteMs: 8000, maxLoadTimeMs: 20_000, timeoutRetry: retry, errorRetry: retry } };
}
