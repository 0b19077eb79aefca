// Owns three made-up rules, enough to walk through the check in a browser. Refuses to be a rule pack.
import type { AskedQuestion, CheckedFinding, CheckReport, Draft, LearnedRule, Lesson, Place, QuizQuestion, Severity, Source, Words } from "./bindings";

interface Rule {
  id: string;
  severity: Severity;
  words: string;
  better: string | null;
  title: Words;
  message: Words;
  suggestion: Words;
}

const same = (vi: string, en: string, fr: string): Words => ({ vi, en, fr });

const rules: Rule[] = [
  {
    id: "food-as-medicine",
    severity: "block",
    words: "trị dứt viêm họng",
    better: "thơm dịu, dễ uống",
    title: same("Nói như thuốc", "Said like a medicine", "Dit comme un médicament"),
    message: same("Mật ong là thực phẩm, không được nói là chữa bệnh.", "Honey is a food. You may not say it cures.", "Le miel est un aliment. On ne peut pas dire qu'il soigne."),
    suggestion: same("Tả vị, mùi, cách dùng.", "Describe taste, smell and use.", "Décrivez le goût, l'odeur, l'usage."),
  },
  {
    id: "claim-without-paper",
    severity: "restrict",
    words: "100% thiên nhiên",
    better: "lấy từ vườn nhà",
    title: same("Nói chắc mà chưa có giấy tờ", "A claim without papers", "Une affirmation sans preuve"),
    message: same("Câu này cần giấy kiểm nghiệm.", "This needs a test report.", "Il faut un rapport d'analyse."),
    suggestion: same("Nói điều bạn thấy được.", "Say what you can see.", "Dites ce que vous voyez."),
  },
  {
    id: "cheapest",
    severity: "advise",
    words: "rẻ nhất",
    better: null,
    title: same("So sánh với người khác", "Comparing with others", "Comparaison avec d'autres"),
    message: same("Nói nhất thì phải chứng minh được.", "A superlative must be proven.", "Un superlatif doit être prouvé."),
    suggestion: same("Ghi giá thật của bạn.", "Give your real price.", "Donnez votre vrai prix."),
  },
];

const source: Source = { title: "Luật Quảng cáo 2012, Điều 8", url: "https://vanban.chinhphu.vn", checked: "2026-11-15" };

function look(draft: Draft, text: string, place: (start: number, end: number) => Place, spoken: boolean): CheckedFinding[] {
  const flat = text.replace(/\n/gu, " ");
  return rules.flatMap((rule) => {
    const start = flat.indexOf(rule.words);
    if (start < 0) return [];
    const end = start + rule.words.length;
    const where = place(start, end);
    const index = "index" in where ? where.index : 0;
    return {
      key: `${rule.id}/${where.place}/${index}/${start}`,
      rule: rule.id,
      severity: rule.severity,
      title: rule.title,
      message: rule.message,
      suggestion: rule.suggestion,
      ignored: same("Video có thể ít người xem hơn.", "Fewer people may see the video.", "Moins de gens verront peut-être la vidéo."),
      sure: "likely",
      likeness: false,
      before: flat.slice(0, start),
      marked: rule.words,
      after: flat.slice(end),
      replacement: rule.better === null ? null : flat.slice(0, start) + rule.better + flat.slice(end),
      place: where,
      spoken,
      posted: where.place !== "scene" || draft.captions.cues.length === 0,
      source,
      waived: draft.waivers.find((waiver) => waiver.rule === rule.id && waiver.text === rule.words)?.reason ?? null,
    };
  });
}

/** What a look at the film adds: flashes at six seconds. */
function flashes(draft: Draft): CheckedFinding {
  return {
    key: "flashing/video",
    rule: "flashing",
    severity: "advise",
    title: same("Chớp nháy mạnh", "Strong flashes", "Flashs forts"),
    message: same("Chớp nháy mạnh có thể gây hại cho người động kinh.", "Strong flashes can harm people with epilepsy.", "Des flashs forts peuvent nuire aux personnes épileptiques."),
    suggestion: same("Bỏ hiệu ứng chớp.", "Leave the flashing effect out.", "Enlevez l'effet de flash."),
    ignored: same("Người xem có thể bị mệt, bị co giật.", "Viewers may be harmed.", "Cela peut nuire à des gens."),
    sure: "likely",
    likeness: false,
    before: "",
    marked: "5/s",
    after: "",
    replacement: null,
    place: { place: "video", at: { start_us: 6_000_000, end_us: 7_200_000 } },
    spoken: false,
    posted: true,
    source,
    waived: draft.waivers.find((waiver) => waiver.rule === "flashing")?.reason ?? null,
  };
}

/** Two ticks, a choice and the name of a paper. */
function questions(draft: Draft, found: readonly CheckedFinding[]): AskedQuestion[] {
  const answer = (id: string) => draft.answers.find((one) => one.question === id);
  const asked = (id: string, kind: AskedQuestion["kind"], words: Words, choices: AskedQuestion["choices"] = []): AskedQuestion => {
    const given = answer(id);
    const said = given?.said ?? "";
    return { id, kind, words, why: same("Người xem cần biết.", "Viewers need to know.", "Il faut le savoir."), choices, source, yes: given?.yes ?? false, said, settled: kind === "tick" ? (given?.yes ?? false) : said !== "" };
  };
  return [
    asked("ad-label", "tick", same("Bật nhãn Quảng cáo, nếu phim có bán hàng", "Turn on the Ad label if this video sells something", "Activez l'étiquette Publicité si la vidéo vend quelque chose")),
    asked("tried-product", "tick", same("Tôi đã dùng thử sản phẩm này", "I have tried this product myself", "J'ai essayé ce produit moi-même")),
    asked("people-agreed", "tick", same("Người trong phim đồng ý cho đăng", "The people in the video agree to it being posted", "Les personnes filmées acceptent la publication")),
    asked("no-ai", "tick", same("Phim không dùng giọng hay hình do máy tạo", "No voice or picture in this video is machine-made", "Aucune voix ni image n'est faite par une machine")),
    ...(answer("no-ai")?.yes
      ? []
      : [
          asked("ai-kind", "choice", same("Máy tạo ra phần nào?", "Which part is machine-made?", "Quelle partie est faite par une machine ?"), [
            { id: "own-voice", words: same("Giọng của chính tôi", "My own voice", "Ma propre voix") },
            { id: "scene", words: same("Cảnh giống thật", "A scene that looks real", "Une scène réaliste") },
          ]),
        ]),
    ...(found.some((one) => one.rule === "cheapest" || one.rule === "claim-without-paper") || answer("best-paper")
      ? [asked("best-paper", "paper", same("Giấy chứng minh chữ “nhất”: tên, số, nơi cấp", "Proof for “best”: name, number, who gave it", "Preuve pour « le meilleur » : nom, numéro, qui l'a donnée"))]
      : []),
  ];
}

export function checkFake(draft: Draft, looked = false): CheckReport {
  const findings = [
    ...draft.script.scenes.flatMap((scene, index) => look(draft, scene.say, (start, end) => ({ place: "scene", index, start, end }), false)),
    ...draft.captions.cues.flatMap((cue, index) => look(draft, cue.text, (start, end) => ({ place: "cue", index, start, end, at_us: cue.start_us }), true)),
    ...look(draft, draft.post, (start, end) => ({ place: "post", start, end }), false),
    ...(looked ? [flashes(draft)] : []),
  ];
  return {
    packs: [{ id: "vn-ads", date: "2026-11-15" }],
    newest: "2026-11-15",
    stale: false,
    looked: draft.clip === null ? "no-film" : looked ? "all" : "not-yet",
    findings,
    questions: questions(draft, findings),
  };
}

/** Ten questions about the three rules: the first of each pair is to be mended. */
export const quizFake = (): QuizQuestion[] =>
  Array.from({ length: 10 }, (_, n) => {
    const rule = rules[n % rules.length] as Rule;
    const mend = n % 2 === 0;
    return { rule: rule.id, title: rule.title, text: mend ? `Mật ong này ${rule.words} (${n + 1})` : `Mật ong nhà mình thơm nhẹ (${n + 1})`, mend, why: rule.message, suggestion: rule.suggestion, source };
  });

export function lessonFake(id: string): Lesson | null {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return null;
  return { rule: id, title: rule.title, why: rule.message, suggestion: rule.suggestion, ignored: same("Video có thể ít người xem hơn.", "Fewer people may see the video.", "Moins de gens verront peut-être la vidéo."), bad: `Mật ong này ${rule.words}.`, good: "Mật ong nhà mình thơm nhẹ.", source };
}

export function learnedFake(drafts: readonly Draft[], answers: ReadonlyMap<string, { right: number; wrong: number }>): LearnedRule[] {
  const found = drafts.flatMap((draft) => checkFake(draft).findings);
  return rules.map((rule) => ({ rule: rule.id, title: rule.title, now: found.filter((one) => one.rule === rule.id && one.waived === null).length, mended: 0, right: answers.get(rule.id)?.right ?? 0, wrong: answers.get(rule.id)?.wrong ?? 0 }));
}
