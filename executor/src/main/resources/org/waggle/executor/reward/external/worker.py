"""Calls a function of a file: a JSON object a line on standard input, its keywords; a JSON object a line back."""
import importlib.util
import json
import os
import sys
import traceback


def described(failure):
    frames = traceback.extract_tb(failure.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)} line {frames[-1].lineno})" if frames else ""
    return traceback.format_exception_only(type(failure), failure)[-1].strip() + place


def load(path, name):
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location("waggle_reward", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


def main(path, name):
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # What the function prints must not pass for a reply.
    function = None
    for line in sys.stdin.buffer:
        try:
            function = function or load(path, name)
            scores = function(**json.loads(line))
            reply = {"scores": [None if score is None else float(score) for score in scores]}
        except Exception as failure:
            reply = {"error": described(failure)}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


main(*sys.argv[1:])
