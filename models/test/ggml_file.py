"""Writes a trained network in the ggml file format of whisper.cpp.

Owns: block quantisation and the order of the file. Refuses to train.
"""
import os
import struct

import numpy as np
import torch

from network import N_MELS, UNUSED_LOGIT
from tokens import N_AUDIO_CTX, N_TEXT_CTX, N_VOCAB, TS0

F32, F16 = 0, 1
KINDS = {"f16": (1, F16), "q4_0": (2002, 2), "q5_0": (2008, 6), "q8_0": (2007, 8)}


def pack(array, kind):
    """numpy float32 [rows, cols] -> bytes of one ggml type (blocks of 32 along a row)."""
    if kind == F32:
        return array.astype("<f4").tobytes()
    if kind == F16:
        return array.astype("<f2").tobytes()
    x = array.reshape(-1, 32).astype(np.float32)
    if kind == 8:
        d = (np.abs(x).max(1) / 127.0).astype(np.float16)
        inv = np.where(d > 0, 1.0 / np.maximum(d.astype(np.float32), 1e-12), 0.0)
        q = np.clip(np.round(x * inv[:, None]), -127, 127).astype(np.int8)
        out = np.empty((len(x), 34), np.uint8)
        out[:, :2] = d.view(np.uint8).reshape(-1, 2)
        out[:, 2:] = q.view(np.uint8)
        return out.tobytes()
    half = 16 if kind == 6 else 8                       # q5_0 has 32 levels, q4_0 has 16
    extreme = x[np.arange(len(x)), np.abs(x).argmax(1)]
    d = (extreme / -half).astype(np.float16)
    df = d.astype(np.float32)
    inv = np.where(df != 0, 1.0 / np.where(df == 0, 1.0, df), 0.0)
    q = np.clip(np.floor(x * inv[:, None] + half + 0.5), 0, 2 * half - 1).astype(np.uint32)
    low = ((q[:, :16] & 15) | ((q[:, 16:] & 15) << 4)).astype(np.uint8)
    head = d.view(np.uint8).reshape(-1, 2)
    if kind == 2:
        return np.concatenate([head, low], 1).tobytes()
    bits = ((q >> 4) << np.arange(32, dtype=np.uint32)).sum(1, dtype=np.uint32).astype("<u4")
    return np.concatenate([head, bits.view(np.uint8).reshape(-1, 4), low], 1).tobytes()


def export(model, vocabulary, filters, path, quality):
    ftype, kind = KINDS[quality]
    n, tok = model.n, model.tok
    with torch.no_grad():
        small = model.token_matrix().numpy()
        table = np.zeros((N_VOCAB, n), np.float32)
        table[:, -1] = UNUSED_LOGIT
        for i, real in enumerate(tok.real):
            table[real] = small[i]
        table[TS0:] = small[tok.ts0:]
        mask = model.ln_mask
        tensors = [("encoder.positional_embedding", model.enc_pe, F32),
                   ("encoder.conv1.weight", model.conv1.weight, F16),
                   ("encoder.conv1.bias", model.conv1.bias[:, None], F32),
                   ("encoder.conv2.weight", model.conv2.weight, F16),
                   ("encoder.conv2.bias", model.conv2.bias[:, None], F32),
                   ("encoder.ln_post.weight", model.ln_post.weight, F32),
                   ("encoder.ln_post.bias", model.ln_post.bias, F32),
                   ("decoder.positional_embedding", model.dec_pe, F32),
                   ("decoder.token_embedding.weight", torch.from_numpy(table), kind),
                   ("decoder.ln.weight", model.ln.weight * mask, F32),
                   ("decoder.ln.bias", model.ln.bias * mask + (1 - mask), F32)]
        for side, blocks in (("encoder", model.enc), ("decoder", model.dec)):
            for i, block in enumerate(blocks):
                for name, p in block.named_parameters():
                    tensors.append(("%s.blocks.%d.%s" % (side, i, name), p, kind if p.dim() == 2 else F32))
        with open(path, "wb") as f:
            f.write(struct.pack("<12i", 0x67676d6c, N_VOCAB, N_AUDIO_CTX, n, model.heads, len(model.enc),
                                N_TEXT_CTX, n, model.heads, len(model.dec), N_MELS, ftype))
            f.write(struct.pack("<2i", *filters.shape))
            f.write(filters.astype("<f4").tobytes())
            f.write(struct.pack("<i", len(vocabulary)))
            for token in vocabulary:
                f.write(struct.pack("<I", len(token)) + token)
            for name, p, k in tensors:
                a = np.ascontiguousarray(p.detach().numpy().astype(np.float32))
                raw = name.encode()
                f.write(struct.pack("<3i", a.ndim, len(raw), k))
                f.write(struct.pack("<%di" % a.ndim, *reversed(a.shape)))
                f.write(raw)
                f.write(pack(a, k))
    return os.path.getsize(path)
