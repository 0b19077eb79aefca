"""Speaks the demo script with espeak-ng and writes what the demo and the tests use.

    python3 make_demo.py

Owns: the demo's sentences, how they are spoken and the pauses between them. Writes beside
itself `voice.wav` (16 kHz, mono, 16 bit), `truth.tsv` (start, end in seconds and the words as
spoken, one sentence a line) and `script.txt` (the same text as a creator would write it).
Refuses words outside the test model's vocabulary. Needs espeak-ng and ffmpeg on the PATH.
"""
import array
import pathlib
import subprocess
import sys
import wave

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from speech_grammar import VOCAB  # noqa: E402

RATE = 16000
LEAD, TAIL = 0.5, 0.7
WORDS_A_MINUTE = 150

# As spoken, as written, and the pause after it in seconds.
SENTENCES = [
    ("Xin chào các bạn, mình là Mai đây.", None, 0.45),
    ("Hôm nay mình giới thiệu mật ong rừng của nhà mình.", None, 1.6),
    ("Mẹ mình tự tay làm, không có đường.", None, 0.5),
    ("Mật ong này rất thơm, giúp giảm cân trong mười ngày.", None, 2.0),
    ("Giá chỉ một trăm năm mươi nghìn đồng một chai.",
     "Giá chỉ 150.000đ một chai.", 0.4),
    ("Mua hai chai tặng một chai.", None, 1.3),
    ("Bấm vào giỏ hàng để mua mật ong rừng nhé.", None, 0.6),
    ("Cảm ơn cả nhà đã xem video.", None, TAIL),
]


def spoken(sentence):
    """Samples of one sentence without the silence that espeak-ng puts around it."""
    said = subprocess.run(
        ["espeak-ng", "-v", "vi", "-s", str(WORDS_A_MINUTE), "--stdout", sentence],
        check=True, capture_output=True).stdout
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "-", "-ar", str(RATE), "-ac", "1", "-f", "s16le", "-"],
        input=said, check=True, capture_output=True).stdout
    samples = array.array("h", raw)
    loudest = max(abs(s) for s in samples)
    loud = [i for i, s in enumerate(samples) if abs(s) > 0.02 * loudest]
    return samples[max(0, loud[0] - 80):loud[-1] + 160]


def main():
    unknown = {w.strip(".,").lower() for s, _, _ in SENTENCES for w in s.split()} - set(VOCAB)
    if unknown:
        raise SystemExit("not in the test model's vocabulary: " + ", ".join(sorted(unknown)))
    voice, truth = array.array("h", bytes(2 * int(LEAD * RATE))), []
    for said, _, pause in SENTENCES:
        samples = spoken(said)
        start = len(voice) / RATE
        voice.extend(samples)
        truth.append("%.3f\t%.3f\t%s" % (start, len(voice) / RATE, said))
        voice.extend(array.array("h", bytes(2 * int(pause * RATE))))
    with wave.open(str(HERE / "voice.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(voice.tobytes())
    (HERE / "truth.tsv").write_text("\n".join(truth) + "\n", encoding="utf-8")
    written = [as_written or said for said, as_written, _ in SENTENCES]
    (HERE / "script.txt").write_text("\n".join(written) + "\n", encoding="utf-8")
    print("%.2f s, %d sentences" % (len(voice) / RATE, len(SENTENCES)))


if __name__ == "__main__":
    main()
