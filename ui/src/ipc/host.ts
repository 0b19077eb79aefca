// Owns the list of everything the interface may ask of the computer. Refuses to know how:
// tauri.ts asks the real program, fake.ts answers in a plain browser.
import type {
  Breathing, CaptionAdvice, CaptionSource, CheckReport, DictionaryEntry, DictionaryOffer, DraftSummary, DraftView, Edit, ExportedCaptions, FetchedRules, Filler, Finished, FinishPlan,
  LearningProgress, Lesson, ModelInfo, ProgressUpdate, QuizQuestion, Reading, RulesInUse, Said, Settings, Shelf, Step, Thumbnails, Verified, Waveform,
} from "./bindings";

export type OnProgress = (update: ProgressUpdate) => void;

/** A sentence that was just heard; what counts is the result of the work. */
export type OnSaid = (sentence: Said) => void;

/** Every method rejects with an ErrorView. Long steps take a job id made by the caller. */
export interface Host {
  getSettings(): Promise<Settings>;
  setSettings(settings: Settings): Promise<void>;
  /** A clip given on the command line or by "open with", once. */
  startupClip(): Promise<string | null>;
  /** Before the window closes `flush` is awaited, for a moment; gives the way to stop listening. */
  onClose(flush: () => Promise<void>): () => void;

  listDrafts(): Promise<DraftSummary[]>;
  /** Asks the system's file dialog; null when the user closed it. */
  pickClip(): Promise<string | null>;
  /** Probes the clip (child process) and makes a draft of it. */
  openClip(path: string): Promise<DraftView>;
  /** Makes or reuses the sample clip and opens it as a draft. */
  openSample(job: string, onProgress: OnProgress): Promise<DraftView>;
  /** A draft without clip: script first. */
  newDraft(title: string): Promise<DraftView>;
  /** Gives a draft that has none its clip. */
  attachClip(id: string, path: string): Promise<DraftView>;
  getDraft(id: string): Promise<DraftView>;
  deleteDraft(id: string): Promise<void>;
  visitStep(id: string, step: Step): Promise<void>;

  applyEdit(id: string, edit: Edit): Promise<DraftView>;
  undo(id: string): Promise<DraftView>;
  redo(id: string): Promise<DraftView>;
  splitCue(id: string, index: number, charOffset: number): Promise<DraftView>;
  mergeCue(id: string, index: number): Promise<DraftView>;

  makeCaptions(id: string, source: CaptionSource, job: string, onProgress: OnProgress, onSaid: OnSaid): Promise<DraftView>;
  /** What could be better in the captions, and what they could say otherwise. */
  captionAdvice(id: string): Promise<CaptionAdvice>;
  /** Mends one finding, named by its caption and its code. */
  mendCue(id: string, cue: number, code: string): Promise<DraftView>;
  /** Takes one offer, named by its caption and its first word. */
  takeOffer(id: string, cue: number, word: number): Promise<DraftView>;
  /** Groups the words anew, for a kind of reader or, with null, for the shape of the picture; what was changed by hand stays. */
  reflowCaptions(id: string, reading: Reading | null): Promise<DraftView>;
  /** Puts a line back that was heard and taken out. */
  restoreLine(id: string, index: number): Promise<DraftView>;
  /** What was heard at a note stands instead of the script's words. */
  takeSpoken(id: string, index: number): Promise<DraftView>;
  /** A note was read and needs no answer. */
  dismissNote(id: string, index: number): Promise<DraftView>;
  /** Takes the earlier try of a note out of the film, or with null all earlier tries. */
  keepLast(id: string, index: number | null): Promise<DraftView>;
  /** An installed model translates, and there is speech. */
  canTranslate(id: string): Promise<boolean>;
  /** English under each caption, by a machine; what a person has confirmed stays. */
  translateCaptions(id: string, job: string, onProgress: OnProgress, onSaid: OnSaid): Promise<DraftView>;
  /** Asks the file dialog for a caption file of any kind; null when closed. */
  importCaptions(id: string): Promise<DraftView | null>;
  /** Saves the captions alone as a file, or their English; `ending` names the format. */
  exportCaptions(id: string, ending: string, english: boolean): Promise<ExportedCaptions>;
  /** The person's own words, each perhaps with what tends to stand there instead. */
  dictionary(): Promise<DictionaryEntry[]>;
  addToDictionary(entry: DictionaryEntry): Promise<DictionaryEntry[]>;
  removeFromDictionary(entry: DictionaryEntry): Promise<DictionaryEntry[]>;
  /** What the dictionary would mend in the captions. */
  dictionaryOffers(id: string): Promise<DictionaryOffer[]>;
  /** Mends all of it, as one edit. */
  replaceByDictionary(id: string): Promise<DraftView>;

  proposeCuts(id: string, breathing: Breathing, job: string, onProgress: OnProgress): Promise<DraftView>;
  /** Takes words `from` up to `to` (not included) of a cue out of the film, or keeps them again; 0 and 0 are the whole cue. */
  cutText(id: string, cue: number, from: number, to: number, kept: boolean): Promise<DraftView>;
  /** Filler sounds that are still in the film; each goes by an edit of its range with the act "filler". */
  fillers(id: string): Promise<Filler[]>;
  /** Loudness of the clip in even slices, as much as is known at once; ask again until it is done. */
  waveform(id: string, slices: number): Promise<Waveform>;
  /** Small pictures at even times, those that are there at once; ask again until it is done. */
  thumbnails(id: string, count: number): Promise<Thumbnails>;

  checkDraft(id: string): Promise<CheckReport>;
  /** Looks at every frame of the film and hears all of it; what was seen is kept by content. */
  lookAtFilm(id: string, job: string, onProgress: OnProgress): Promise<CheckReport>;
  applySuggestion(id: string, key: string): Promise<DraftView>;
  waiveFinding(id: string, key: string, reason: string): Promise<DraftView>;
  /** Asks where the report goes; null when the dialog was closed, else the place. `ending` names the kind: html, pdf, md. */
  saveReport(id: string, ending: string): Promise<string | null>;

  finishPlan(id: string): Promise<FinishPlan>;
  finish(id: string, job: string, onProgress: OnProgress): Promise<Finished>;
  openFolder(path: string): Promise<void>;
  cancelJob(job: string): Promise<void>;

  rulesInUse(): Promise<RulesInUse>;
  /** Asks for a file of newer rules; null when the dialog was closed. */
  addRules(): Promise<RulesInUse | null>;
  /** Fetches newer rules from an address; the one time that rules need the network. */
  fetchRules(address: string, job: string, onProgress: OnProgress): Promise<FetchedRules>;
  /** Back to the rules that came with the program. */
  resetRules(): Promise<RulesInUse>;

  lesson(rule: string): Promise<Lesson>;
  /** Ten questions, first about the rules that were broken most. */
  quiz(): Promise<QuizQuestion[]>;
  quizAnswered(rule: string, right: boolean): Promise<void>;
  learningProgress(): Promise<LearningProgress>;
  /** Asks where the sheet goes; null when the dialog was closed. */
  saveProgress(): Promise<string | null>;

  speechModels(): Promise<ModelInfo[]>;
  /** Everything about speech models on one page, in the language of the settings. */
  modelShelf(): Promise<Shelf>;
  /** Fetches a model; cancelled, it keeps what arrived and the next fetch goes on there. */
  fetchSpeechModel(id: string, job: string, onProgress: OnProgress): Promise<ModelInfo>;
  /** Throws away what arrived of a model. */
  discardSpeechModel(id: string): Promise<void>;
  /** Asks the file dialog for a model, or for a folder with some; null when closed. */
  pickSpeechModel(folder: boolean): Promise<string | null>;
  /** Installs a model, or every one in a folder; checkpoints are converted first. */
  addSpeechModel(path: string, job: string, onProgress: OnProgress): Promise<ModelInfo[]>;
  removeSpeechModel(id: string): Promise<void>;
  /** Reads all of them again. */
  verifySpeechModels(): Promise<Verified[]>;
  /** A short run, so that the shelf can say how long each model takes. */
  measureComputer(job: string, onProgress: OnProgress): Promise<void>;
}
