// Owns names, icons and order of the five steps and of the stages of a long work. Refuses routing.
import { AudioLines, Captions, Check, Clapperboard, Download, Eye, FilePenLine, Film, type LucideIcon, Package, Replace, Scissors, ShieldCheck } from "lucide-react";
import { m } from "../paraglide/messages.js";
import type { Stage, Step } from "../ipc/bindings";

export const steps: readonly Step[] = ["script", "captions", "trim", "check", "finish"];

export const stepIcons: Record<Step, LucideIcon> = {
  script: FilePenLine,
  captions: Captions,
  trim: Scissors,
  check: ShieldCheck,
  finish: Film,
};

export const stepName = (step: Step): string =>
  ({ script: m.step_script, captions: m.step_captions, trim: m.step_trim, check: m.step_check, finish: m.step_finish })[step]();

export const stepHint = (step: Step): string =>
  ({ script: m.hint_script, captions: m.hint_captions, trim: m.hint_trim, check: m.hint_check, finish: m.hint_finish })[step]();

export const stageIcons: Record<Stage, LucideIcon> = {
  prepare: Package,
  listen: AudioLines,
  look: Eye,
  recognise: FilePenLine,
  fit: Captions,
  encode: Clapperboard,
  verify: Check,
  fetch: Download,
  convert: Replace,
};

export const stageName = (stage: Stage): string =>
  ({ prepare: m.stage_prepare, listen: m.stage_listen, look: m.stage_look, recognise: m.stage_recognise, fit: m.stage_fit, encode: m.stage_encode, verify: m.stage_verify, fetch: m.stage_fetch, convert: m.stage_convert })[stage]();
