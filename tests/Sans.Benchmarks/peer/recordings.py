"""Events of a recording with scipy: oaconvolve, then find_peaks on s and -s. One line of JSON: least seconds, events of both signs."""

import json
import sys
import time

import numpy as np
from scipy.signal import find_peaks, oaconvolve


def events(x, taps, distance):
    s = oaconvolve(x, taps, mode="same")
    return [find_peaks(sign * s, height=0, distance=distance)[0] for sign in (1, -1)]


def main(signal, kernel, distance, repetitions):
    x, w = np.fromfile(signal, "<f4"), np.fromfile(kernel, "<f4")
    least = {}
    for dtype in ("f4", "f8"):
        # A correlation is a convolution with the reversed kernel.
        a, taps = x.astype(dtype), np.ascontiguousarray(w[::-1]).astype(dtype)
        for _ in range(repetitions):
            start = time.perf_counter()
            found = events(a, taps, distance)
            least[dtype] = min(least.get(dtype, np.inf), time.perf_counter() - start)
    print(json.dumps({"seconds": min(least.values()), "precision": min(least, key=least.get), "counts": [len(f) for f in found]}))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
