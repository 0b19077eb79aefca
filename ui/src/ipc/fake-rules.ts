// Owns three made-up rules, enough to walk through the check in a browser. Refuses to be a rule pack.
import type { CheckedFinding, CheckReport, Draft, Place, Severity, Source, Words } from "./bindings";

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

export function checkFake(draft: Draft): CheckReport {
  return {
    packs: [{ id: "vn-ads", date: "2026-11-15" }],
    newest: "2026-11-15",
    stale: false,
    findings: [
      ...draft.script.scenes.flatMap((scene, index) => look(draft, scene.say, (start, end) => ({ place: "scene", index, start, end }), false)),
      ...draft.captions.cues.flatMap((cue, index) => look(draft, cue.text, (start, end) => ({ place: "cue", index, start, end, at_us: cue.start_us }), true)),
      ...look(draft, draft.post, (start, end) => ({ place: "post", start, end }), false),
    ],
  };
}
