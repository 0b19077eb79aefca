"""Trains the small espeak-ng test model and writes it as a whisper.cpp file.

    python3 make_speech_test_model.py --out speech-test.bin --minutes 60

The result understands only the synthetic espeak-ng voice and the vocabulary of
speech_grammar.py; it is no speech recogniser for people. Owns: the training loop and the command
line. Needs libespeak-ng 1.51 or newer with Vietnamese voices, and the packages torch, numpy,
scipy, tiktoken and openai-whisper (for its two asset files only).
"""
import argparse
import multiprocessing
import os
import random
import socket
import subprocess
import sys
import time

import torch
import torch.distributed as dist
import torch.nn as nn

from ggml_file import KINDS, export
from network import Whisperling, losses
from speech_grammar import VOCAB
from tokens import Tokens, load_vocabulary
from windows import LogMel, Windows, load_bank

# (until which share of the time, seconds, batch, prompt limit)
PLAN = [(0.05, 2.6, 32, 12), (0.45, 5.0, 20, 40), (0.62, 10.0, 10, 100), (1.01, 30.0, 4, 200)]


def stage(plan, share):
    return next(p for p in plan if share < p[0])


def _produce(queue, share, plan, make):
    """Child process: draws windows while the parent computes."""
    torch.set_num_threads(1)
    data = make()
    while True:
        _, seconds, size, limit = stage(plan, share.value)
        queue.put({k: v.numpy() for k, v in data.batch(size, seconds, limit).items()})


def train(model, make_data, held, minutes, peak_lr, checkpoint, resume, plan):
    rank = dist.get_rank() if dist.is_initialized() else 0
    world = dist.get_world_size() if dist.is_initialized() else 1
    opt = torch.optim.AdamW(model.parameters(), lr=peak_lr, betas=(0.9, 0.98), weight_decay=0.01)
    spent, step = 0.0, 0
    if resume and os.path.exists(checkpoint):
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["opt"])
        spent, step = state["spent"], state["step"]
    budget, t0, last = minutes * 60.0, time.time() - spent, time.time()
    share = spent / budget
    share_now = multiprocessing.Value("d", share)
    queue = multiprocessing.Queue(4)
    child = multiprocessing.Process(target=_produce, args=(queue, share_now, plan, make_data), daemon=True)
    child.start()
    average, params = {}, list(model.parameters())
    while share < 1.0:
        share_now.value = share
        lr = peak_lr * min(1.0, (step + 1) / 60.0) * (1.0 if share < 0.3 else 0.03 + 0.97 * (1 - share) / 0.7)
        for g in opt.param_groups:
            g["lr"] = lr
        batch = {k: torch.from_numpy(v) for k, v in queue.get().items()}
        seconds = batch["labels"].shape[1] / 50
        model.train()
        text, ts, frame, guide, parts = losses(model, batch, 36 if step % 2 else 0, measure=step % 10 == 0)
        weight = max(0.15, 1.0 - 1.2 * share)
        loss = text + 0.3 * ts + weight * frame + 0.3 * weight * guide
        opt.zero_grad(set_to_none=False)
        loss.backward()
        share = (time.time() - t0) / budget
        if world > 1:                        # average the gradients; rank 0 keeps the clock
            for p in params:
                if p.grad is None:
                    p.grad = torch.zeros_like(p)
            flat = torch.cat([p.grad.flatten() for p in params] + [torch.tensor([share if rank == 0 else 0.0])])
            dist.all_reduce(flat)
            share, pos = flat[-1].item(), 0
            for p in params:
                p.grad.copy_(flat[pos:pos + p.numel()].view_as(p) / world)
                pos += p.numel()
        nn.utils.clip_grad_norm_(params, 1.0)
        opt.step()
        step += 1
        if parts:
            for k, v in parts.items():
                average[k] = 0.6 * average.get(k, v) + 0.4 * v
        if step % 20 == 0 and rank == 0:
            print("%5d %5.1f min  %4.1fs lr %.1e  " % (step, share * minutes, seconds, lr) +
                  " ".join("%s %.3f" % kv for kv in average.items()), flush=True)
        if time.time() - last > 120 and rank == 0:
            last = time.time()
            save(model, opt, share * budget, step, checkpoint)
            with torch.no_grad():
                model.eval()
                p = losses(model, held.batch(8, min(seconds, 10.0), 20), 0, measure=True)[4]
            print("      held-out " + " ".join("%s %.3f" % kv for kv in p.items()), flush=True)
    if rank == 0:
        save(model, opt, share * budget, step, checkpoint)
    child.terminate()


def save(model, opt, spent, step, path):
    torch.save(dict(model=model.state_dict(), opt=opt.state_dict(), spent=spent, step=step), path + ".new")
    os.replace(path + ".new", path)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", required=True)
    ap.add_argument("--work", default="speech-test-work", help="folder for synthesised speech and checkpoints")
    ap.add_argument("--minutes", type=float, default=45.0, help="training time")
    ap.add_argument("--sentences", type=int, default=15000)
    ap.add_argument("--width", type=int, default=128)
    ap.add_argument("--heads", type=int, default=2)
    ap.add_argument("--encoder-layers", type=int, default=3)
    ap.add_argument("--decoder-layers", type=int, default=3)
    ap.add_argument("--quality", choices=sorted(KINDS), default="q5_0")
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--threads", type=int, default=1, help="more than 1 pays only on an idle machine")
    ap.add_argument("--processes", type=int, default=2, help="data-parallel training processes, one core each")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--resume", action="store_true")
    ap.add_argument("--export-only", action="store_true", help="write --out from the last checkpoint")
    a = ap.parse_args()
    os.makedirs(a.work, exist_ok=True)
    others = []
    if a.processes > 1 and not a.export_only:
        if "RANK" not in os.environ:
            load_bank(a.work, False, a.sentences, 7)
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port), WORLD_SIZE=str(a.processes))
            others = [subprocess.Popen([sys.executable] + sys.argv, env=dict(os.environ, RANK=str(r)))
                      for r in range(1, a.processes)]
            os.environ["RANK"] = "0"
        dist.init_process_group("gloo")
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    enc, vocabulary = load_vocabulary()
    tok, mel = Tokens(enc), LogMel()
    model = Whisperling(tok, a.width, a.heads, a.encoder_layers, a.decoder_layers)
    checkpoint = os.path.join(a.work, "checkpoint.pt")
    print("%d syllables, %d text tokens, %.2f M parameters" % (
        len(VOCAB), len(tok.text_ids), sum(p.numel() for p in model.parameters()) / 1e6), flush=True)
    if not a.export_only:
        bank = load_bank(a.work, False, a.sentences, 7)

        def make_data():
            return Windows(tok, mel, *bank, seed=random.randrange(1 << 30))
        held = Windows(tok, mel, *load_bank(a.work, True, 400, 99), seed=a.seed + 1)
        train(model, make_data, held, a.minutes, a.lr, checkpoint, a.resume, PLAN)
        if os.environ.get("RANK", "0") != "0":
            return
        for p in others:
            p.wait()
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])
    size = export(model, vocabulary, mel.filters, a.out, a.quality)
    print("wrote %s, %d bytes" % (a.out, size))


if __name__ == "__main__":
    main()
