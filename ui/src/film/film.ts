// Owns playing: where the film is, and which stretches are played one after the other.
// Refuses React and the draft: it is handed times only. All times are microseconds of the source film.
import type { TimeRange } from "../ipc/bindings";

type Listener = () => void;
const STEP_US = 100_000;
const SETTLED_MS = 100;

export class Film {
  #video: HTMLVideoElement | null = null;
  #listeners = new Set<Listener>();
  #plan: TimeRange[] = [];
  #at = 0;
  #shown = 0;
  #playing = false;
  #frame = 0;

  /** Time for the eye, in steps of a tenth; changes are told to listeners. */
  at = (): number => this.#shown;
  /** Exact time. */
  now = (): number => (this.#video ? Math.round(this.#video.currentTime * 1e6) : this.#at);
  playing = (): boolean => this.#playing;
  canPlay = (): boolean => this.#video !== null;

  listen = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  // WebKitGTK loses the picture of a film that stands still when its size changes. A seek brings it
  // back, but only to another place: so it goes a millisecond on, and back the next time.
  #aside = 0;
  #settling = 0;
  #sized = new ResizeObserver(() => {
    window.clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => {
      const video = this.#video;
      if (!video?.paused || video.readyState < 2) return;
      this.#aside = this.#aside === 0 ? 0.001 : 0;
      video.currentTime = this.#at / 1e6 + this.#aside;
    }, SETTLED_MS);
  });

  /** Ref callback of the <video>. */
  hold = (video: HTMLVideoElement | null): void => {
    if (video === this.#video) return;
    this.#stop();
    this.#sized.disconnect();
    this.#video = video;
    if (video) {
      video.currentTime = this.#at / 1e6;
      this.#sized.observe(video);
    }
    this.#tell(true);
  };

  seek = (us: number): void => {
    this.#at = Math.max(0, us);
    if (this.#video) this.#video.currentTime = this.#at / 1e6;
    this.#shown = this.#at;
    this.#tell(true);
  };

  pause = (): void => {
    this.#video?.pause();
    this.#stop();
  };

  /** Plays from here to the end, or pauses. */
  toggle = (): void => {
    if (this.#playing) this.pause();
    else this.play([]);
  };

  /** Plays the stretches one after the other; none means from here to the end. */
  play = (plan: TimeRange[]): void => {
    const video = this.#video;
    if (!video) return;
    this.#plan = plan.filter((range) => range.end_us > range.start_us);
    const first = this.#plan[0];
    if (first) this.seek(first.start_us);
    else if (video.ended) this.seek(0);
    this.#playing = true;
    this.#tell(true);
    video.play().catch(() => this.#stop());
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#follow);
  };

  #follow = (): void => {
    const video = this.#video;
    if (!video || !this.#playing) return;
    const now = this.now();
    const range = this.#plan[0];
    if (range && now >= range.end_us && !video.seeking) {
      this.#plan.shift();
      const next = this.#plan[0];
      if (!next) {
        video.pause();
        this.#at = range.end_us;
        this.#stop();
        return;
      }
      video.currentTime = next.start_us / 1e6;
    }
    if (video.ended) {
      this.#stop();
      return;
    }
    if (Math.abs(now - this.#shown) >= STEP_US) {
      this.#shown = now;
      this.#tell(false);
    }
    this.#frame = requestAnimationFrame(this.#follow);
  };

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#playing = false;
    this.#plan = [];
    this.#at = this.now();
    this.#tell(true);
  }

  #tell(exact: boolean): void {
    if (exact) this.#shown = this.now();
    for (const listener of this.#listeners) listener();
  }
}

/** The parts of `range` that are kept. */
export function keptWithin(range: TimeRange, kept: TimeRange[]): TimeRange[] {
  return kept
    .map((part) => ({ start_us: Math.max(part.start_us, range.start_us), end_us: Math.min(part.end_us, range.end_us) }))
    .filter((part) => part.end_us > part.start_us);
}
