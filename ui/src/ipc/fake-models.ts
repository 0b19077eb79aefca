// Owns the speech models of the stand-in: a small shelf that can be fetched, paused and removed. Refuses the network.
import type { ModelInfo, Offer, Stage } from "./bindings";
import type { Host, OnProgress } from "./host";

type Part = Pick<Host, "speechModels" | "modelShelf" | "fetchSpeechModel" | "discardSpeechModel" | "pickSpeechModel" | "addSpeechModel" | "removeSpeechModel" | "verifySpeechModels" | "measureComputer">;
type Slowly = (job: string, stages: Stage[], onProgress: OnProgress) => Promise<void>;

const offer = (id: string, name: string, megabytes: number, wer: number | null, usual: boolean): Offer => ({
  id,
  name,
  usual,
  format: id.split("-").pop() ?? "",
  good_at: wer !== null && wer < 11 ? "Chỉ tiếng Việt, nghe tốt, hợp hầu hết các máy. Viết chữ thường, không có dấu câu." : "Nghe nhiều thứ tiếng, viết có dấu câu.",
  punctuation: wer === null || wer >= 11,
  wer,
  wer_source: null,
  licence: wer !== null && wer < 11 ? "BSD-3-Clause" : "MIT",
  licence_source: "https://example.org/licence",
  doubts: wer !== null && wer < 11 ? ["licence", "addresses"] : ["addresses"],
  fetch_bytes: megabytes * 1e6,
  kept_bytes: 0,
  installed_bytes: megabytes * 1e6,
  memory_bytes: megabytes * 2e6,
  fits: megabytes < 1000,
  installed: false,
  minutes: null,
  measured: false,
});

/** `models` is the list of installed ones; it is changed. */
export function modelsFake(models: ModelInfo[], slowly: Slowly): Part {
  const offers = [
    offer("whisper-tiny-q5_1", "Whisper tiny", 32, 62.5, true),
    offer("whisper-small-q5_1", "Whisper small", 190, 26.6, true),
    offer("whisper-small-q8_0", "Whisper small", 264, 26.6, false),
    offer("whisper-large-v3-q5_0", "Whisper large-v3", 1081, 12.3, true),
    offer("phowhisper-small-q5_0", "PhoWhisper small", 488, 6.3, true),
  ];
  const known = (id: string): Offer | undefined => offers.find((one) => one.id === id);
  const put = (id: string, size_bytes: number): ModelInfo => {
    const model = { id, size_bytes, path: `/models/${id}.bin` };
    if (!models.some((one) => one.id === id)) models.push(model);
    return model;
  };
  return {
    speechModels: () => Promise.resolve([...models]),
    modelShelf: async () => ({
      offers: offers.map((one) => ({ ...one, installed: models.some((model) => model.id === one.id) })),
      own: models.filter((model) => !known(model.id)),
      detector: null,
      recommended: "phowhisper-small-q5_0",
      measured: offers.some((one) => one.minutes !== null),
    }),
    fetchSpeechModel: async (id, job, onProgress) => {
      const one = known(id);
      const size = one?.fetch_bytes ?? 0;
      await slowly(job, ["fetch", "verify"], (update) => {
        if (one) one.kept_bytes = Math.round(size * update.fraction);
        onProgress(update);
      });
      if (one) one.kept_bytes = 0;
      return put(id, size);
    },
    discardSpeechModel: async (id) => {
      const one = known(id);
      if (one) one.kept_bytes = 0;
    },
    pickSpeechModel: async () => "/usb/vi-small.bin",
    addSpeechModel: async () => [put("vi-small", 190_000_000)],
    removeSpeechModel: async (id) => {
      const at = models.findIndex((model) => model.id === id);
      if (at >= 0) models.splice(at, 1);
    },
    verifySpeechModels: async () => models.map(({ id }) => ({ id, ok: true, reason: null })),
    measureComputer: async (job, onProgress) => {
      await slowly(job, ["prepare"], onProgress);
      for (const one of offers) Object.assign(one, { minutes: one.installed_bytes / 4e8, measured: false });
    },
  };
}
