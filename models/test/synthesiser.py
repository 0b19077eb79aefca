"""espeak-ng inside the process: samples at 16 kHz and the start of every spoken syllable.

Owns: the ctypes binding to libespeak-ng and the choice of voices. The exact alignment of sound
and text that it returns is what makes the small test model trainable. Refuses text: sentences
come from speech_grammar.py.
"""
import ctypes
import ctypes.util

import numpy as np
from scipy.signal import resample_poly

RATE = 16000

class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p),
                ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint),
                ("text_position", ctypes.c_int), ("length", ctypes.c_int),
                ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
                ("user_data", ctypes.c_void_p), ("id", _EventId)]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short),
                             ctypes.c_int, ctypes.POINTER(_Event))

VOICES = ["vi", "vi-vn-x-central", "vi-vn-x-south"]
VARIANTS = ["", "", "", "+f2", "+f3", "+m2", "+m3", "+f4"]


class Espeak:
    """In-process synthesiser.  One instance per process (the library is global)."""

    def __init__(self):
        self.lib = ctypes.CDLL(ctypes.util.find_library("espeak-ng") or "libespeak-ng.so.1")
        self.native_rate = self.lib.espeak_Initialize(2, 0, None, 0)
        if self.native_rate <= 0:
            raise RuntimeError("espeak-ng did not start")
        self._cb = _CALLBACK(self._on_audio)
        self.lib.espeak_SetSynthCallback(self._cb)
        self._voice = None

    def _on_audio(self, wav, n, events):
        if wav and n > 0:
            self._pcm.append(np.ctypeslib.as_array(wav, shape=(n,)).copy())
        i = 0
        while events[i].type != 0:
            if events[i].type == 1:                       # a word begins
                self._marks.append((events[i].text_position, events[i].audio_position / 1000.0))
            i += 1
        return 0

    def say(self, text, voice="vi", rate=165, pitch=50, pitch_range=50):
        """Returns (float32 samples at 16 kHz, [(syllable, start_s, end_s)])."""
        if voice != self._voice:
            if self.lib.espeak_SetVoiceByName(voice.encode()) != 0:
                raise RuntimeError("no espeak-ng voice " + voice)
            self._voice = voice
        for param, value in ((1, rate), (3, pitch), (4, pitch_range)):
            self.lib.espeak_SetParameter(param, int(value), 0)
        self._pcm, self._marks = [], []
        raw = text.encode("utf-8")
        self.lib.espeak_Synth(raw, len(raw) + 1, 0, 1, 0, 1, None, None)
        pcm = np.concatenate(self._pcm).astype(np.float32) / 32768.0
        pcm = resample_poly(pcm, 320, 441).astype(np.float32) if self.native_rate == 22050 else \
            resample_poly(pcm, RATE, self.native_rate).astype(np.float32)
        # cut the silence that espeak-ng puts before and after
        level = np.abs(pcm)
        loud = np.flatnonzero(level > 0.02 * level.max())
        first, last = max(0, loud[0] - 80), min(len(pcm), loud[-1] + 160)
        begin, end = first / RATE, last / RATE
        # one mark per syllable, in text order
        starts, pos = [], 0
        words = text.split()
        marks = sorted(set(self._marks))
        for w in words:
            pos = text.index(w, pos)
            hit = [t for (p, t) in marks if pos < p <= pos + len(w)]
            starts.append(hit[0] if hit else None)
            pos += len(w)
        known = [s for s in starts if s is not None]
        if len(known) != len(words):                      # very rare: spread evenly
            starts = list(np.linspace(begin, end, len(words) + 1)[:-1])
        spans = []
        for i, w in enumerate(words):
            s = min(max(starts[i], begin), end)
            e = starts[i + 1] if i + 1 < len(words) else end
            spans.append((w, s - begin, min(max(e, s), end) - begin))
        return pcm[first:last], spans


def random_voice(rng):
    return dict(voice=rng.choice(VOICES) + rng.choice(VARIANTS), rate=rng.randint(135, 195),
                pitch=rng.randint(32, 68), pitch_range=rng.randint(35, 65))
