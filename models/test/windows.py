"""Training windows: synthesised sentences laid out in time, disturbed, and cut to features.

Owns: the log-mel features as whisper.cpp computes them, the bank of synthesised sentences on
disk, and random windows with everything the losses need. Refuses to know the network.
"""
import math
import os
import pickle
import random

import numpy as np
import torch
import torch.nn.functional as F

import speech_grammar as grammar
import synthesiser
from tokens import N_AUDIO_CTX, asset

RATE, HOP, N_FFT = 16000, 160, 400
MAX_TARGET = 215            # whisper.cpp samples at most n_text_ctx/2 - 4 tokens


class LogMel:
    def __init__(self):
        self.filters = np.load(asset("mel_filters.npz"))["mel_80"].astype(np.float32)
        self.window = torch.hann_window(N_FFT)
        self.fb = torch.from_numpy(self.filters)

    def __call__(self, audio, n_frames):
        """audio: float tensor [B, samples] -> [B, 80, n_frames]; silence after the audio."""
        x = F.pad(audio, (0, max(0, n_frames * HOP + N_FFT - audio.shape[1])))
        x = torch.cat([audio[:, 1:N_FFT // 2 + 1].flip(1), x], 1)
        spec = torch.stft(x, N_FFT, HOP, window=self.window, center=False, return_complex=True)
        power = spec[..., :n_frames].abs() ** 2
        mel = (self.fb @ power).clamp_min(1e-10).log10()
        top = mel.amax(dim=(1, 2), keepdim=True)
        return (torch.maximum(mel, top - 8.0) + 4.0) / 4.0


def load_bank(work, held_out, count, seed):
    """Synthesised sentences (int16 samples and syllable times), kept on disk."""
    path = os.path.join(work, "bank_held" if held_out else "bank_train")
    if not os.path.exists(path + ".pkl"):
        rng, es = random.Random(seed), synthesiser.Espeak()
        items, pcms, pos = [], [], 0
        for _ in range(count):
            s = grammar.grammar_sentence(rng, True) if held_out else grammar.training_sentence(rng)
            if not held_out and grammar.is_held_out(s):
                continue
            voice = synthesiser.random_voice(rng)
            pcm, spans = es.say(s, **voice)
            q = np.clip(pcm * 32767, -32768, 32767).astype(np.int16)
            items.append((s, [(float(a), float(b)) for _, a, b in spans], pos, len(q), voice))
            pcms.append(q)
            pos += len(q)
        np.save(path + ".npy", np.concatenate(pcms))
        with open(path + ".pkl", "wb") as f:
            pickle.dump(items, f)
    with open(path + ".pkl", "rb") as f:
        items = pickle.load(f)
    return items, np.load(path + ".npy", mmap_mode="r")


class Windows:
    """Draws random windows of `seconds` and everything the losses need."""

    def __init__(self, tok, mel, items, pcm, seed):
        self.tok, self.mel, self.items, self.pcm = tok, mel, items, pcm
        self.rng = random.Random(seed)
        self.np_rng = np.random.default_rng(seed)

    def tokens_of(self, sentence):
        return [(t, k) for k, w in enumerate(sentence.split()) for t in self.tok.word(w)]

    def tones(self, n):
        """Beeps and held chords: sound that is not speech."""
        rng, t = self.rng, np.arange(n, dtype=np.float32) / RATE
        out = np.zeros(n, np.float32)
        for _ in range(rng.randint(1, 4)):
            wave_ = np.sin(2 * np.pi * rng.choice([440.0, 1000.0, rng.uniform(60, 3500)]) * t)
            if rng.random() < 0.5:
                wave_ *= (np.sin(2 * np.pi * rng.uniform(0.1, 3.0) * t + rng.uniform(0, 6)) > rng.uniform(-0.8, 0.5))
            out += rng.uniform(0.2, 1.0) * wave_.astype(np.float32)
        return out / max(1e-6, float(np.abs(out).max()))

    def one(self, seconds):
        rng, tok = self.rng, self.tok
        n = int(seconds * RATE)
        audio = np.zeros(n + RATE * 12, np.float32)
        labels = np.zeros(int(seconds * 50), np.int64)
        silent = rng.random() < 0.06
        sentences = []                       # (start, end, text, spans)
        # The audio may stop well before the window does (end of file).
        kind = rng.random()
        speech_until = (seconds if kind < 0.5 else rng.uniform(1.0, seconds) if kind < 0.75
                        else rng.uniform(1.0, min(8.0, seconds)))
        t, first = 0.0, True
        dense = rng.random() < 0.4
        while not silent and t < speech_until:
            text, spans, pos, length, _ = rng.choice(self.items)
            chunk = self.pcm[pos:pos + length].astype(np.float32) / 32768.0
            if first:
                kind = rng.random()
                if kind < 0.25:              # the window opens a little inside the sentence
                    cut = rng.randint(0, int(0.06 * RATE))
                    chunk = chunk[cut:]
                    spans = [(max(0.0, a - cut / RATE), b - cut / RATE) for a, b in spans]
                elif kind < 0.5:             # ... or with the tail of another sentence
                    _, _, p2, l2, _ = rng.choice(self.items)
                    tail = rng.randint(0, int(0.12 * RATE))
                    audio[:tail] += self.pcm[p2 + l2 - tail:p2 + l2] / 32768.0
                    t = tail / RATE + rng.uniform(0.05, 0.6)
                else:
                    t = rng.uniform(0.0, 1.0) if rng.random() < 0.8 else rng.uniform(0.0, seconds * 0.6)
                first = False
            start = t
            i = int(start * RATE)
            if start >= seconds or i + len(chunk) > len(audio):
                break
            audio[i:i + len(chunk)] += chunk * 10 ** (rng.uniform(-5, 0) / 20)
            end = start + len(chunk) / RATE
            sentences.append((start, end, text, spans))
            for w, (a, b) in zip(text.split(), spans):
                cls = tok.syllable[w.strip(".,?").lower()]
                labels[int(round((start + a) * 50)):int(round((start + b) * 50))] = cls
            t = end + (rng.uniform(0.12, 0.5) if dense else
                       rng.choice([rng.uniform(0.15, 0.8), rng.uniform(0.5, 2.5)]))
        audio = audio[:n]
        if speech_until < seconds and rng.random() < 0.5:
            audio_end = sentences[-1][1] + rng.uniform(0.0, 0.8) if sentences else rng.uniform(0.5, seconds)
        else:
            audio_end = seconds
        # channel: tilt, noise, gain
        if rng.random() < 0.5:
            a = rng.uniform(-0.35, 0.35)
            audio[1:] = audio[1:] + a * audio[:-1]
        peak = float(np.abs(audio).max())
        if rng.random() < 0.6 or peak == 0.0:
            level = (peak or 0.3) * 10 ** (-rng.uniform(26, 60) / 20)
            noise = self.np_rng.standard_normal(n).astype(np.float32)
            if rng.random() < 0.5:
                noise = np.convolve(noise, np.ones(4, np.float32) / 2, "same")
            audio = audio + level * noise
        if silent and rng.random() < 0.5:
            audio = audio + rng.uniform(0.02, 0.6) * self.tones(n)
        elif not silent and rng.random() < 0.1:
            audio = audio + peak * 10 ** (-rng.uniform(18, 40) / 20) * self.tones(n)
        audio[int(audio_end * RATE):] = 0.0
        if silent and rng.random() < 0.3:
            audio[:] = 0.0
        return audio * 10 ** (rng.uniform(-14, 0) / 20), labels, sentences

    def prompt(self, limit):
        """Tokens of an earlier window, as whisper.cpp carries them along."""
        rng, out = self.rng, []
        t = rng.uniform(0, 3)
        with_times = rng.random() < 0.7
        want = rng.randint(3, limit)
        while len(out) < want:
            text, spans = rng.choice(self.items)[:2]
            length = spans[-1][1]
            if t + length > 29:
                t = 0.0
            if with_times:
                out.append(self.tok.ts0 + int(round(t * 50)))
            out.extend(x for x, _ in self.tokens_of(text))
            t += length
            if with_times:
                out.append(self.tok.ts0 + int(round(t * 50)))
            t += rng.uniform(0, 1)
        out = out[-want:]
        strange = rng.choice([0.0, 0.0, 0.2, 1.0])      # words the model has never seen
        return [self.tok.unk if rng.random() < strange else x for x in out]

    def batch(self, size, seconds, prompt_limit):
        rng, tok = self.rng, self.tok
        n_ctx = int(seconds * 50)
        rows = []
        while len(rows) < size:
            audio, labels, sentences = self.one(seconds)
            offset = rng.randint(0, N_AUDIO_CTX - n_ctx)       # where the window sits in 30 s
            timed = rng.random() < 0.8
            prefix = []
            if rng.random() < 0.35:
                prefix = [tok.prev] + self.prompt(prompt_limit)
            lang = tok.vi if rng.random() < 0.95 else tok.unk
            inputs = prefix + [tok.sot, lang, tok.transcribe if rng.random() < 0.97 else tok.unk]
            if not timed:
                inputs.append(tok.notimestamps)
            lead = len(inputs)
            seq, times = [], []              # target token, (from, to) seconds of its sound or None
            for k, (start, end, text, spans) in enumerate(sentences):
                cut = end > seconds - 0.04
                if timed:
                    shown = start
                    if k == 0 and start + offset / 50 > 1.0 and rng.random() < 0.3:
                        shown = rng.uniform(0, 1.0) - offset / 50   # whisper.cpp forbids a later first one
                    tick = min(max(int(round(shown * 50)) + offset, 0), N_AUDIO_CTX)
                    seq.append(tok.ts0 + tick)
                    times.append((start - 0.02, start + 0.02))
                    if cut and k > 0:        # last sentence is not complete: only its start
                        break
                body = [(t, (start + spans[w][0], start + spans[w][1])) for t, w in self.tokens_of(text)]
                if cut:
                    body = [b for b in body if b[1][1] < seconds - 0.02]
                for t, span in body:
                    seq.append(t)
                    times.append(span)
                if timed:
                    seq.append(tok.ts0 + min(int(round(end * 50)) + offset, N_AUDIO_CTX))
                    times.append((min(end, seconds) - 0.02, min(end, seconds) + 0.02))
            if not sentences and timed:
                seq.append(tok.ts0)
                times.append(None)
            seq.append(tok.eot)
            times.append(None)
            if len(seq) > MAX_TARGET:
                continue
            targets = [-1] * (lead - 1) + seq
            spans = [None] * (lead - 1) + times
            at_sot = len(prefix)
            targets[at_sot] = tok.vi if sentences else tok.nospeech
            # a wrong word now and then, so that the decoder trusts the sound more than its own past
            spoken = [rng.randrange(tok.eot) if t < tok.eot and rng.random() < 0.08 else t for t in seq[:-1]]
            rows.append((audio, labels, offset, inputs + spoken, targets, spans))
        u = max(len(r[3]) for r in rows)
        ids = torch.full((size, u), tok.eot)
        tgt = torch.full((size, u), -1)
        # guide[b, i] = frames that sound while *target* i is spoken
        guide = torch.zeros(size, u, n_ctx)
        for b, (_, _, _, inp, target, spans) in enumerate(rows):
            ids[b, :len(inp)] = torch.tensor(inp)
            tgt[b, :len(target)] = torch.tensor(target)
            for i, s in enumerate(spans):
                if s is not None:
                    lo = min(max(int(math.floor(s[0] * 50)), 0), n_ctx - 1)
                    hi = min(max(int(math.ceil(s[1] * 50)), lo + 1), n_ctx)
                    guide[b, i, lo:hi] = 1.0 / (hi - lo)
        mel = self.mel(torch.from_numpy(np.stack([r[0] for r in rows]).astype(np.float32)), 2 * n_ctx)
        return dict(mel=mel, labels=torch.from_numpy(np.stack([r[1] for r in rows])),
                    offset=torch.tensor([r[2] for r in rows]), ids=ids, tgt=tgt, guide=guide)
