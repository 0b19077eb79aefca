"""The network: Whisper's architecture, very small, with the tensor names of the original.

Owns: attention, blocks, the model and its losses. Refuses files and data.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

import speech_grammar as grammar
from tokens import N_AUDIO_CTX, N_TEXT_CTX, N_TS

N_MELS = 80
UNUSED_LOGIT = -16.0        # what a token outside the vocabulary scores


def sinusoids(length, channels, longest):
    half = channels // 2
    speed = torch.exp(-math.log(longest) * torch.arange(half) / (half - 1))
    angle = torch.arange(length).float()[:, None] * speed[None]
    return torch.cat([angle.sin(), angle.cos()], 1), speed


class Attention(nn.Module):
    def __init__(self, n, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key = nn.Linear(n, n), nn.Linear(n, n, bias=False)
        self.value, self.out = nn.Linear(n, n), nn.Linear(n, n)

    def split(self, x):
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def forward(self, x, memory=None, causal=False, ghosts=0, want_weights=False):
        src = x if memory is None else memory
        q, k, v = self.split(self.query(x)), self.split(self.key(src)), self.split(self.value(src))
        weights = None
        if want_weights:
            score = (q @ k.transpose(-1, -2)).float() / math.sqrt(q.shape[-1])
            if ghosts:      # flash attention of whisper.cpp pads 1500 keys to 1536 with zeros
                extra = torch.full_like(score[..., :1], math.log(ghosts))
                weights = torch.log_softmax(torch.cat([score, extra], -1), -1)[..., :-1]
            else:
                weights = torch.log_softmax(score, -1)
            y = weights.exp().to(v.dtype) @ v
        else:
            if ghosts:
                pad = k.new_zeros(k.shape[0], k.shape[1], ghosts, k.shape[3])
                k, v = torch.cat([k, pad], 2), torch.cat([v, pad], 2)
            if not causal and k.shape[2] <= 600:        # faster than the fused kernel at this size
                score = (q @ k.transpose(-1, -2)) * (1.0 / math.sqrt(q.shape[-1]))
                y = torch.softmax(score, -1, dtype=score.dtype) @ v
            else:
                y = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
        return self.out(y.transpose(1, 2).flatten(2)), weights


class Block(nn.Module):
    def __init__(self, n, heads, cross):
        super().__init__()
        self.attn_ln, self.attn = nn.LayerNorm(n), Attention(n, heads)
        if cross:
            self.cross_attn_ln, self.cross_attn = nn.LayerNorm(n), Attention(n, heads)
        self.mlp_ln = nn.LayerNorm(n)
        self.mlp = nn.Sequential(nn.Linear(n, 4 * n), nn.GELU(approximate="tanh"), nn.Linear(4 * n, n))

    def forward(self, x, memory=None, causal=False, ghosts=0):
        y, _ = self.attn(self.attn_ln(x), causal=causal, ghosts=0 if causal else ghosts)
        x, weights = x + y, None
        if memory is not None:
            y, weights = self.cross_attn(self.cross_attn_ln(x), memory, ghosts=ghosts, want_weights=True)
            x = x + y
        return x + self.mlp(self.mlp_ln(x)), weights


class Whisperling(nn.Module):
    def __init__(self, tok, n=128, heads=2, enc_layers=3, dec_layers=3):
        super().__init__()
        if dec_layers == 2:
            raise ValueError("whisper.cpp takes 2 decoder layers for a distilled model without timestamps")
        self.tok, self.n, self.heads = tok, n, heads
        self.conv1, self.conv2 = nn.Conv1d(N_MELS, n, 3, padding=1), nn.Conv1d(n, n, 3, stride=2, padding=1)
        pe, speed = sinusoids(N_AUDIO_CTX, n, 500.0)
        self.register_buffer("enc_pe", pe)
        self.enc = nn.ModuleList(Block(n, heads, False) for _ in range(enc_layers))
        self.ln_post = nn.LayerNorm(n)
        self.dec = nn.ModuleList(Block(n, heads, True) for _ in range(dec_layers))
        self.ln = nn.LayerNorm(n)
        self.dec_pe = nn.Parameter(0.2 * sinusoids(N_TEXT_CTX, n, 100.0)[0])
        self.emb_text = nn.Parameter(0.2 * torch.randn(tok.unk, n))
        # Timestamp rows are a linear map of the encoder's own position code, so
        # "copy the position of that frame" is all the model has to learn.
        ts, _ = sinusoids(N_TS, n, 500.0)
        self.register_buffer("ts_basis", ts)
        self.ts_map = nn.Parameter(0.2 * torch.eye(n))
        row = torch.zeros(1, n)
        row[0, -1] = UNUSED_LOGIT
        self.register_buffer("emb_unk", row)
        # last channel of the final norm is constant 1: that column of the token
        # matrix is an output bias and keeps unused tokens out of reach
        mask = torch.ones(n)
        mask[-1] = 0.0
        self.register_buffer("ln_mask", mask)
        self.frame_head = nn.Linear(n, len(grammar.VOCAB) + 1)
        self._start_local(speed)

    def _start_local(self, speed):
        """Start encoder attention as soft looks at fixed distances (learned on from there)."""
        n, h = self.n, self.heads
        half, d = n // 2, self.n // self.heads
        distances = [(-4, 4), (-10, 10), (-2, 7), (0, 14), (-6, 0)]
        with torch.no_grad():
            for layer, block in enumerate(self.enc):
                wq, wk = torch.zeros(n, n), torch.zeros(n, n)
                for head in range(h):
                    shift = distances[layer % len(distances)][head % 2]
                    freqs = [int(half * (0.15 + 0.4 * (i + 0.5) / (d // 2))) for i in range(d // 2)]
                    for i, f in enumerate(freqs):
                        c, s = math.cos(shift * speed[f]), math.sin(shift * speed[f])
                        a, b = head * d + 2 * i, head * d + 2 * i + 1
                        wk[a, f], wk[b, half + f] = 1.0, 1.0
                        wq[a, f], wq[a, half + f] = c, s        # sin(w(t+shift))
                        wq[b, half + f], wq[b, f] = c, -s       # cos(w(t+shift))
                block.attn.query.weight.copy_(1.0 * wq + 0.02 * torch.randn(n, n))
                block.attn.key.weight.copy_(1.0 * wk + 0.02 * torch.randn(n, n))

    def token_matrix(self):
        return torch.cat([self.emb_text, self.emb_unk, self.ts_basis @ self.ts_map], 0)

    def encode(self, mel, offset, ghosts=0):
        x = F.gelu(self.conv1(mel), approximate="tanh")
        x = F.gelu(self.conv2(x), approximate="tanh").transpose(1, 2)
        idx = offset[:, None] + torch.arange(x.shape[1])[None]
        x = x + self.enc_pe[idx]
        for block in self.enc:
            x, _ = block(x, ghosts=ghosts)
        return self.ln_post(x)

    def decode(self, ids, memory, ghosts=0):
        emb = self.token_matrix()
        x = F.embedding(ids, emb) + self.dec_pe[:ids.shape[1]]
        looks = []
        for block in self.dec:
            x, w = block(x, memory, causal=True, ghosts=ghosts)
            looks.append(w)
        x = F.layer_norm(x.float(), (self.n,), self.ln.weight * self.ln_mask,
                         self.ln.bias * self.ln_mask + (1 - self.ln_mask))
        return x @ emb.t(), looks


def losses(model, batch, ghosts, measure=True):
    tok = model.tok
    with torch.autocast("cpu", dtype=torch.bfloat16):
        memory = model.encode(batch["mel"], batch["offset"], ghosts)
        frames = model.frame_head(memory)
        logits, looks = model.decode(batch["ids"], memory, ghosts)
    frame_loss = F.cross_entropy(frames.float().flatten(0, 1), batch["labels"].flatten())
    logp = torch.log_softmax(logits.float(), -1)
    tgt = batch["tgt"]
    is_ts = tgt >= tok.ts0
    is_text = (tgt >= 0) & ~is_ts
    text_loss = -logp[is_text].gather(1, tgt[is_text][:, None]).mean()
    # timestamps: neighbours within a few ticks are nearly as good
    near = torch.zeros(())
    if is_ts.any():
        lp, centre = logp[is_ts][:, tok.ts0:], tgt[is_ts] - tok.ts0
        total, near = 0.0, 0.0
        for d in range(-3, 4):
            w = math.exp(-d * d / 2.0)
            pos = (centre + d).clamp(0, N_TS - 1)
            near = near - w * lp.gather(1, pos[:, None]).squeeze(1)
            total += w
        near = (near / total).mean()
    # guided cross-attention: layer 0 looks at the token just read, later layers at the next one
    guide = batch["guide"]
    has = guide.sum(-1) > 0
    ahead = sum(-(guide * w[:, 0].float()).sum(-1)[has].mean() for w in looks[1:]) / max(1, len(looks) - 1)
    back = torch.zeros_like(guide)
    back[:, 1:] = guide[:, :-1]
    has_b = back.sum(-1) > 0
    behind = -(back * looks[0][:, 0].float()).sum(-1)[has_b].mean()
    if not measure:
        return text_loss, near, frame_loss, ahead + behind, None
    with torch.no_grad():
        acc = (logits.argmax(-1)[is_text] == tgt[is_text]).float().mean()
        facc = (frames.argmax(-1) == batch["labels"]).float().mean()
    parts = dict(text=text_loss.item(), ts=near.item(), frame=frame_loss.item(), ahead=ahead.item(),
                 behind=behind.item(), acc=acc.item(), facc=facc.item())
    return text_loss, near, frame_loss, ahead + behind, parts
