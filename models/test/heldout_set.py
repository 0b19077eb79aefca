"""Held-out recordings for the test model, and how well they are recognised.

    python3 heldout_set.py make DIR     writes DIR/*.wav and DIR/truth.json
    for f in DIR/*.wav; do mang caption "$f" --model MODEL -o "${f%.wav}.json"; done
    python3 heldout_set.py score DIR    compares DIR/*.json with the truth

Owns: the choice of sentences (none of them is ever used in training) and the measures: word
errors, and errors of sentence starts and ends. Refuses to recognise.
"""
import difflib
import json
import pathlib
import random
import re
import statistics
import sys
import wave

import numpy as np

import speech_grammar as grammar
import synthesiser

RATE = synthesiser.RATE


def silence(seconds):
    return np.zeros(int(seconds * RATE), np.float32)


def write_wav(path, audio):
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((np.clip(audio, -1, 1) * 32767).astype("<i2").tobytes())


class Recordings:
    """Writes recordings into a folder and remembers what is said in them, and when."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.rng, self.noise = random.Random(2024), np.random.default_rng(5)
        self.voice, self.truth, self.seen = synthesiser.Espeak(), {}, set()

    def fresh(self):
        while True:
            sentence = grammar.grammar_sentence(self.rng, True)
            if sentence not in self.seen:
                self.seen.add(sentence)
                return sentence

    def add(self, name, sentences, voice, gaps, lead, tail, snr=None):
        parts, t, known = [silence(lead)], lead, []
        for i, sentence in enumerate(sentences):
            pcm, _ = self.voice.say(sentence, **voice)
            known.append([round(t, 3), round(t + len(pcm) / RATE, 3), sentence])
            parts += [pcm, silence(gaps(i))]
            t += (len(parts[-2]) + len(parts[-1])) / RATE
        audio = np.concatenate(parts + [silence(tail)]) * 0.7
        if snr is not None:
            level = np.abs(audio).max() * 10 ** (-snr / 20)
            audio = audio + level * self.noise.standard_normal(len(audio)).astype(np.float32)
        write_wav(self.folder / (name + ".wav"), audio)
        self.truth[name] = known

    def add_sound(self, name, audio):
        write_wav(self.folder / (name + ".wav"), audio)
        self.truth[name] = []


def make(folder):
    r = Recordings(folder)
    rng, voices = r.rng, synthesiser.VOICES
    for i in range(80):
        voice = dict(voice=voices[i % 3], rate=rng.choice([145, 160, 175]), pitch=rng.choice([42, 50, 58]))
        r.add("one%02d" % i, [r.fresh()], voice, lambda i: 0.0, rng.uniform(0.1, 0.8),
              rng.uniform(0.3, 0.9), None if i % 2 else 35)
    for i in range(12):
        voice = dict(voice=voices[i % 3] + rng.choice(["", "+f2", "+m3"]),
                     rate=rng.choice([145, 160, 175]), pitch=50)
        sentences = [r.fresh() for _ in range([5, 7, 9, 12, 16, 20][i % 6])]
        r.add("long%02d" % i, sentences, voice, lambda i: rng.uniform(0.2, 1.6),
              rng.uniform(0.0, 0.9), rng.uniform(0.2, 1.0), None if i % 2 else 38)
    plain_voice = dict(voice="vi", rate=160, pitch=50)
    r.add("gap", [r.fresh(), r.fresh()], plain_voice, lambda i: 33.0 if i == 0 else 0.5, 0.3, 0.3)
    r.add("late", [r.fresh()], plain_voice, lambda i: 0.0, 4.0, 0.6)
    hiss = r.noise.standard_normal(40 * RATE).astype(np.float32)
    tone = np.sin(np.arange(10 * RATE) * 2 * np.pi * 440 / RATE).astype(np.float32)
    r.add_sound("quiet40", silence(40))
    r.add_sound("hiss40", 0.05 * hiss)
    r.add_sound("tone10", 0.2 * tone)
    truth = json.dumps(r.truth, ensure_ascii=False, indent=0)
    (r.folder / "truth.json").write_text(truth, encoding="utf-8")


def plain(text):
    return re.sub(r"[.,?!]", "", text).lower().split()


def compare(truth, words):
    """Wrong words, and per sentence the errors of its start and its end in seconds."""
    said = [(w, k) for k, (_, _, text) in enumerate(truth) for w in plain(text)]
    heard = [plain(w["text"])[0] for w in words]
    pairs, wrong = {}, 0
    matcher = difflib.SequenceMatcher(None, [w for w, _ in said], heard, autojunk=False)
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind == "equal":
            pairs.update({a + i: b + i for i in range(a_end - a)})
        else:
            wrong += max(a_end - a, b_end - b)
    starts, ends = [], []
    for k, (start, end, _) in enumerate(truth):
        own = [i for i, (_, sentence) in enumerate(said) if sentence == k]
        if own[0] in pairs:
            starts.append(abs(words[pairs[own[0]]]["start_us"] / 1e6 - start))
        if own[-1] in pairs:
            ends.append(abs(words[pairs[own[-1]]]["end_us"] / 1e6 - end))
    return wrong, len(said), starts, ends


def score(folder):
    folder = pathlib.Path(folder)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    groups = {}
    for name, sentences in truth.items():
        answer = folder / (name + ".json")
        if not answer.exists():
            continue
        cues = json.loads(answer.read_text(encoding="utf-8"))["cues"]
        words = [w for cue in cues for w in cue["words"]]
        if not sentences:
            print("%-8s %d words heard where nothing is said" % (name, len(words)))
            continue
        groups.setdefault(re.sub(r"\d+", "", name), []).append(compare(sentences, words))
    for group, results in groups.items():
        wrong, said = sum(r[0] for r in results), sum(r[1] for r in results)
        line = "%-8s files %d  WER %.1f%%" % (group, len(results), 100 * wrong / said)
        for label, errors in (("start", sum((r[2] for r in results), [])),
                              ("end", sum((r[3] for r in results), []))):
            if errors:
                line += "  %s s median %.2f max %.2f" % (label, statistics.median(errors), max(errors))
        print(line)


if __name__ == "__main__":
    {"make": make, "score": score}[sys.argv[1]](sys.argv[2])
