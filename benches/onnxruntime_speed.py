"""Sentences a second of a model of Byline's in ONNX Runtime, one number a batch size; called by network.rs.

    onnxruntime_speed.py MODEL full|fast BATCH,BATCH… PIECES WORDS SENTENCES ROUNDS THREADS
"""
import sys
import threading
import time

import numpy
import onnxruntime


def feed(fast, batch, pieces, words):
    """The input that network.rs makes."""
    row, piece, word = numpy.arange(batch)[:, None], numpy.arange(pieces)[None], numpy.arange(words)[None]
    first = row * pieces + word * pieces // words
    values = {
        "pieces": 1000 + (row * 37 + piece * 91) % 9000,
        "shapes": numpy.broadcast_to(1 + piece % 7, (batch, pieces)).copy(),
        "first": first,
    }
    if fast:
        return values | {"words": numpy.ones((batch, words), numpy.float32), "last": first}
    return values | {"valid": numpy.ones((batch, pieces), numpy.float32)}


def main():
    model, kind, batches = sys.argv[1:4]
    pieces, words, sentences, rounds, threads = map(int, sys.argv[4:])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    sessions = [onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"]) for _ in range(threads)]
    prefix = "fast_" if kind == "fast" else ""
    outputs = [prefix + name for name in ("upos", "xpos", "feats", "names", "arcs", "deprels")]
    for batch in map(int, batches.split(",")):
        values = feed(kind == "fast", batch, pieces, words)
        # All inputs must be given, needed or not.
        values = feed(True, batch, pieces, words) | feed(False, batch, pieces, words) | values
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
