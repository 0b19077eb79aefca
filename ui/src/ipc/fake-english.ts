// Owns the stand-in's English for the honey film. Refuses to understand Vietnamese.
import type { Cue, Translation } from "./bindings";

const lines = [
  "This morning our coffee garden is all white,", "the bees come back humming.", "We spin this honey right in the garden,", "every two days, no sugar added.",
  "On cold mornings I stir a spoonful into warm water,", "a gentle taste that wakes you up.", "Honey is good to have at home.", "Every jar has the co-op's seal.",
  "Scan the code and see our garden.", "Send me a message,", "we ship the same day.",
];

export const englishFake = (cues: readonly Cue[]): Translation[] =>
  cues.map(({ translation }, n) => (translation && !translation.machine_made ? translation : { text: lines[n % lines.length] ?? "", machine_made: true }));
