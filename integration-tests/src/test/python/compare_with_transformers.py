"""Compares `waggle logprobs` with Hugging Face transformers on the same model folders, float32.

By hand, in a virtual environment; not part of any build:

    python3 -m venv target/venv && target/venv/bin/pip install torch transformers
    target/venv/bin/python integration-tests/src/test/python/compare_with_transformers.py MODEL...

MODEL is a folder in Hugging Face layout: a published checkpoint, or one that a run has saved. Fails if transformers
doesn't open a folder as it is, or if a log-probability differs by more than 2e-3.
"""

import json
import subprocess
import sys
from pathlib import Path

import torch
import transformers

ROOT = Path(__file__).resolve().parents[4]
LENGTHS = (1, 2, 17, 64, 300)
TOLERANCE = 2e-3


def token_ids(model):
    generator = torch.Generator().manual_seed(1)
    most = model.config.max_position_embeddings
    return [
        torch.randint(model.config.vocab_size, (min(length, most),), generator=generator).tolist()
        for length in LENGTHS
    ]


def by_transformers(model, ids):
    with torch.no_grad():
        logp = torch.log_softmax(model(torch.tensor([ids])).logits[0].float(), -1)
    return logp[:-1].gather(1, torch.tensor(ids[1:], dtype=torch.long).unsqueeze(1)).squeeze(1).tolist()


def by_waggle(folder, sequences):
    lines = "".join(json.dumps({"ids": ids}) + "\n" for ids in sequences)
    command = [str(ROOT / "waggle"), "logprobs", "--model", str(folder)]
    answer = subprocess.run(command, input=lines, capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(answer.stderr)
    return [json.loads(line)["logp"] for line in answer.stdout.splitlines()]


def largest_difference(folder):
    model = transformers.AutoModelForCausalLM.from_pretrained(folder).float().eval()
    transformers.AutoTokenizer.from_pretrained(folder)
    sequences = token_ids(model)
    expected = [by_transformers(model, ids) for ids in sequences]
    actual = by_waggle(folder, sequences)
    assert [len(each) for each in actual] == [len(each) for each in expected]
    return max(abs(a - b) for one, other in zip(actual, expected) for a, b in zip(one, other))


def main(folders):
    print(f"transformers {transformers.__version__}, torch {torch.__version__}")
    worst = 0.0
    for folder in folders:
        difference = largest_difference(Path(folder).resolve())
        worst = max(worst, difference)
        print(f"{folder}: largest difference of a log-probability {difference:.1e}")
    return 0 if folders and worst <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
