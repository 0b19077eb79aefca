// Owns the progress card of whatever long work is running, named by its kind. Refuses to start any.
import { m } from "../paraglide/messages.js";
import type { Job, JobKind } from "./desk";
import { Progress } from "./Progress";

const titles: Record<JobKind, [() => string, () => string]> = {
  sample: [m.sample_making, m.sample_cost],
  captions: [m.captions_making, m.captions_cost],
  translation: [m.english_making, m.captions_cost],
  pauses: [m.pauses_looking, m.pauses_cost],
  look: [m.look_working, m.look_cost],
  finish: [m.finish_making, m.finish_cost],
};

interface Props {
  work: { job: Job | null; stop: () => void };
  /** where no film is open, the work names its own */
  named?: boolean;
}

export function Working({ work, named = false }: Props) {
  if (!work.job) return null;
  const [title, cost] = titles[work.job.kind];
  const film = named ? work.job.film?.title : undefined;
  return <Progress job={work.job} title={title()} {...(film ? { film } : {})} cost={cost()} onStop={work.stop} />;
}
