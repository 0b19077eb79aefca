// Owns what a caption format cannot hold, in words. Refuses to know which format holds what.
import { m } from "../paraglide/messages.js";
import type { Loss } from "../ipc/bindings";

const sentences: Record<Loss, () => string> = {
  times: m.convert_loss_times,
  "end-times": m.convert_loss_end_times,
  precision: m.convert_loss_precision,
  "line-breaks": m.convert_loss_line_breaks,
  "blank-lines": m.convert_loss_blank_lines,
  spaces: m.convert_loss_spaces,
  "empty-cue": m.convert_loss_empty_cue,
  emphasis: m.convert_loss_emphasis,
  strike: m.convert_loss_strike,
  colour: m.convert_loss_colour,
  background: m.convert_loss_background,
  classes: m.convert_loss_classes,
  properties: m.convert_loss_properties,
  speakers: m.convert_loss_speakers,
  "word-language": m.convert_loss_word_language,
  ruby: m.convert_loss_ruby,
  "word-times": m.convert_loss_word_times,
  "word-details": m.convert_loss_word_details,
  position: m.convert_loss_position,
  regions: m.convert_loss_regions,
  "style-sheet": m.convert_loss_style_sheet,
  header: m.convert_loss_header,
  notes: m.convert_loss_notes,
  names: m.convert_loss_names,
  title: m.convert_loss_title,
  language: m.convert_loss_language,
  effects: m.convert_loss_effects,
  "event-fields": m.convert_loss_event_fields,
  "hidden-cues": m.convert_loss_hidden_cues,
  arrow: m.convert_loss_arrow,
  "looks-like-markup": m.convert_loss_looks_like_markup,
};

export const lossWords = (loss: Loss): string => sentences[loss]();
