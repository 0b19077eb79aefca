// Owns the progress card of whatever long work is running, named by its kind. Refuses to start any.
import { m } from "../paraglide/messages.js";
import type { JobKind, Work } from "./desk";
import { Progress } from "./Progress";

const titles: Record<JobKind, [() => string, () => string]> = {
  sample: [m.sample_making, m.sample_cost],
  captions: [m.captions_making, m.captions_cost],
  pauses: [m.pauses_looking, m.pauses_cost],
  finish: [m.finish_making, m.finish_cost],
};

export function Working({ work }: { work: Work }) {
  if (!work.job) return null;
  const [title, cost] = titles[work.job.kind];
  return <Progress job={work.job} title={title()} cost={cost()} onStop={work.stop} />;
}
