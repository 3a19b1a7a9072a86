"""Sentences a second of a model of Byline's in ONNX Runtime, one number a batch size; called by network.rs.

    onnxruntime_speed.py MODEL full|fast BATCH,BATCH… PIECES WORDS SENTENCES ROUNDS THREADS
"""
import sys
import tempfile
import threading
import time

import numpy
import onnx.utils
import onnxruntime


def feed(inputs, batch, pieces, words):
    """The input that network.rs makes."""
    row, piece, word = numpy.arange(batch)[:, None], numpy.arange(pieces)[None], numpy.arange(words)[None]
    first = row * pieces + word * pieces // words
    values = {
        "pieces": 1000 + (row * 37 + piece * 91) % 9000,
        "shapes": numpy.broadcast_to(1 + piece % 7, (batch, pieces)).copy(),
        "valid": numpy.ones((batch, pieces), numpy.float32),
        "words": numpy.ones((batch, words), numpy.float32),
        "first": first,
        "last": first,
    }
    return {name: values[name] for name in inputs}


def main():
    model, kind, batches = sys.argv[1:4]
    pieces, words, sentences, rounds, threads = map(int, sys.argv[4:])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    prefix = "fast_" if kind == "fast" else ""
    inputs = ["pieces", "shapes", "words", "first"] + (["last"] if kind == "fast" else ["valid"])
    outputs = [prefix + name for name in ("upos", "xpos", "feats", "names", "arcs", "deprels")]
    with tempfile.NamedTemporaryFile(suffix=".onnx") as part:
        # ONNX Runtime runs all that is in a file.
        onnx.utils.extract_model(model, part.name, inputs, outputs)
        sessions = [
            onnxruntime.InferenceSession(part.name, options, providers=["CPUExecutionProvider"]) for _ in range(threads)
        ]
    for batch in map(int, batches.split(",")):
        values = feed(inputs, batch, pieces, words)
        runs = -(-sentences // batch)

        def work(session):
            for _ in range(runs):
                session.run(outputs, values)

        best = 0.0
        for number in range(rounds + 1):
            workers = [threading.Thread(target=work, args=(session,)) for session in sessions]
            began = time.perf_counter()
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            rate = threads * runs * batch / (time.perf_counter() - began)
            best = max(best, rate if number else 0.0)
        print(round(best, 1))


if __name__ == "__main__":
    main()
