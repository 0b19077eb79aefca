"""The tokens of the test model: the multilingual table and the part of it that is trained.

Owns: special token numbers, the token table and mel filter assets of the openai-whisper package
(read from its installation; its code is never imported and no weights are used), and the
numbering of the tokens that the grammar can produce.
"""
import base64
import importlib.util
import os

import tiktoken

import speech_grammar as grammar

N_AUDIO_CTX, N_TEXT_CTX, N_VOCAB = 1500, 448, 51865
EOT, SOT, LANG_VI, TRANSCRIBE = 50257, 50258, 50278, 50359
PREV, NOSPEECH, NOTIMESTAMPS, TS0 = 50361, 50362, 50363, 50364
N_TS = N_AUDIO_CTX + 1


def asset(name):
    spec = importlib.util.find_spec("whisper")
    return os.path.join(list(spec.submodule_search_locations)[0], "assets", name)


def load_vocabulary():
    ranks = {}
    with open(asset("multilingual.tiktoken"), "rb") as f:
        for line in f:
            token, rank = line.split()
            ranks[b"" if token == b"=" else base64.b64decode(token)] = int(rank)
    pattern = r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"""
    enc = tiktoken.Encoding(name="multilingual", pat_str=pattern, mergeable_ranks=ranks,
                            special_tokens={})
    table = [b""] * 50257
    for token, rank in ranks.items():
        table[rank] = token
    return enc, table


class Tokens:
    """The part of the vocabulary that the grammar can produce, numbered 0..n-1.

    Order: text tokens, eot, sot, vi, transcribe, prev, nospeech, notimestamps,
    "unknown" (stands for every token that is never trained), timestamps.
    """

    def __init__(self, enc):
        self.enc = enc
        used = set()
        for w in grammar.VOCAB:
            for form in (w, w[0].upper() + w[1:]):
                for stop in ("", ".", ",", "?"):
                    used.update(enc.encode(" " + form + stop))
        self.text_ids = sorted(used)
        self.real = self.text_ids + [EOT, SOT, LANG_VI, TRANSCRIBE, PREV, NOSPEECH, NOTIMESTAMPS]
        self.local = {t: i for i, t in enumerate(self.real)}
        n = len(self.text_ids)
        (self.eot, self.sot, self.vi, self.transcribe, self.prev, self.nospeech,
         self.notimestamps) = range(n, n + 7)
        self.unk = n + 7
        self.ts0 = n + 8
        self.n = self.ts0 + N_TS
        self.syllable = {w: i + 1 for i, w in enumerate(grammar.VOCAB)}   # 0 = silence
        self.cache = {}

    def word(self, w):
        if w not in self.cache:
            self.cache[w] = [self.local[t] for t in self.enc.encode(" " + w)]
        return self.cache[w]
