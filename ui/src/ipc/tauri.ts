// Owns the way to the real program: one generated command for each method of Host. Refuses decisions and words.
import { Channel } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { commands, type ErrorView } from "./bindings";
import type { Host } from "./host";

type Answer<T> = Promise<{ status: "ok"; data: T } | { status: "error"; error: ErrorView }>;

/** Rejects with the ErrorView, as Host promises. */
async function or<T>(answer: Answer<T>): Promise<T> {
  const result = await answer;
  // An ErrorView is what every caller of Host expects.
  if (result.status === "error") throw result.error;
  return result.data;
}

const done = async (answer: Answer<null>): Promise<void> => {
  await or(answer);
};

function channel<T>(onMessage: (message: T) => void): Channel<T> {
  const made = new Channel<T>();
  made.onmessage = onMessage;
  return made;
}

export const tauriHost: Host = {
  getSettings: () => or(commands.getSettings()),
  setSettings: (settings) => done(commands.setSettings(settings)),
  startupClip: () => or(commands.startupClip()),
  onClose: (flush) => {
    const close = () => commands.closeWindow();
    const listening = listen("flush", () => void flush().then(close, close));
    return () => void listening.then((stop) => stop());
  },

  listDrafts: () => or(commands.listDrafts()),
  pickClip: () => or(commands.pickClip()),
  openClip: (path) => or(commands.openClip(path)),
  openSample: (job, onProgress) => or(commands.openSample(job, channel(onProgress))),
  newDraft: (title) => or(commands.newDraft(title)),
  attachClip: (id, path) => or(commands.attachClip(id, path)),
  getDraft: (id) => or(commands.getDraft(id)),
  deleteDraft: (id) => done(commands.deleteDraft(id)),
  visitStep: (id, step) => done(commands.visitStep(id, step)),

  applyEdit: (id, edit) => or(commands.applyEdit(id, edit)),
  undo: (id) => or(commands.undo(id)),
  redo: (id) => or(commands.redo(id)),
  splitCue: (id, index, charOffset) => or(commands.splitCue(id, index, charOffset)),
  mergeCue: (id, index) => or(commands.mergeCue(id, index)),

  makeCaptions: (id, source, job, onProgress, onSaid) => or(commands.makeCaptions(id, source, job, channel(onProgress), channel(onSaid))),
  captionAdvice: (id) => or(commands.captionAdvice(id)),
  mendCue: (id, cue, code) => or(commands.mendCue(id, cue, code)),
  takeOffer: (id, cue, word) => or(commands.takeOffer(id, cue, word)),
  reflowCaptions: (id, reading) => or(commands.reflowCaptions(id, reading)),
  canTranslate: (id) => or(commands.canTranslate(id)),
  translateCaptions: (id, job, onProgress, onSaid) => or(commands.translateCaptions(id, job, channel(onProgress), channel(onSaid))),
  restoreLine: (id, index) => or(commands.restoreLine(id, index)),
  takeSpoken: (id, index) => or(commands.takeSpoken(id, index)),
  dismissNote: (id, index) => or(commands.dismissNote(id, index)),
  keepLast: (id, index) => or(commands.keepLast(id, index)),
  importCaptions: (id) => or(commands.importCaptions(id)),
  exportCaptions: (id, ending, english) => or(commands.exportCaptions(id, ending, english)),
  dictionary: () => or(commands.dictionary()),
  addToDictionary: (entry) => or(commands.addToDictionary(entry)),
  removeFromDictionary: (entry) => or(commands.removeFromDictionary(entry)),
  dictionaryOffers: (id) => or(commands.dictionaryOffers(id)),
  replaceByDictionary: (id) => or(commands.replaceByDictionary(id)),

  proposeCuts: (id, breathing, job, onProgress) => or(commands.proposeCuts(id, breathing, job, channel(onProgress))),
  cutText: (id, cue, from, to, kept) => or(commands.cutText(id, cue, from, to, kept)),
  fillers: (id) => or(commands.fillers(id)),
  waveform: (id, slices) => or(commands.waveform(id, slices)),
  thumbnails: (id, count) => or(commands.thumbnails(id, count)),

  checkDraft: (id) => or(commands.checkDraft(id)),
  lookAtFilm: (id, job, onProgress) => or(commands.lookAtFilm(id, job, channel(onProgress))),
  applySuggestion: (id, key) => or(commands.applySuggestion(id, key)),
  waiveFinding: (id, key, reason) => or(commands.waiveFinding(id, key, reason)),
  saveReport: (id, ending) => or(commands.saveReport(id, ending)),

  finishPlan: (id) => or(commands.finishPlan(id)),
  finish: (id, job, onProgress) => or(commands.finish(id, job, channel(onProgress))),
  openFolder: (path) => done(commands.openFolder(path)),
  cancelJob: (job) => done(commands.cancelJob(job)),

  rulesInUse: () => or(commands.rulesInUse()),
  addRules: () => or(commands.addRules()),
  fetchRules: (address, job, onProgress) => or(commands.fetchRules(address, job, channel(onProgress))),
  resetRules: () => or(commands.resetRules()),

  lesson: (rule) => or(commands.lesson(rule)),
  quiz: () => or(commands.quiz()),
  quizAnswered: (rule, right) => done(commands.quizAnswered(rule, right)),
  learningProgress: () => or(commands.learningProgress()),
  saveProgress: () => or(commands.saveProgress()),

  speechModels: () => or(commands.speechModels()),
  modelShelf: () => or(commands.modelShelf()),
  fetchSpeechModel: (id, job, onProgress) => or(commands.fetchSpeechModel(id, job, channel(onProgress))),
  discardSpeechModel: (id) => done(commands.discardSpeechModel(id)),
  pickSpeechModel: (folder) => or(commands.pickSpeechModel(folder)),
  addSpeechModel: (path, job, onProgress) => or(commands.addSpeechModel(path, job, channel(onProgress))),
  removeSpeechModel: (id) => done(commands.removeSpeechModel(id)),
  verifySpeechModels: () => or(commands.verifySpeechModels()),
  measureComputer: (job, onProgress) => done(commands.measureComputer(job, channel(onProgress))),
};
