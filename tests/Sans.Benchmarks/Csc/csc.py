# alphacsc and sporco on the signals of a task, with one thread. Each line of the output is a JSON object (PeerLine).
# A package that cannot be imported, or a cell that fails, is a line too. Messages of the packages go to stderr.
import json
import sys
import time

OUTPUT, sys.stdout = sys.stdout, sys.stderr
LEAST_SHARE = 0.001  # values below this share of the largest are dropped


def say(**line):
    print(json.dumps(line), file=OUTPUT, flush=True)


def timed(action):
    start = time.process_time()
    value = action()
    return value, time.process_time() - start


def events_of(codes, length):
    # codes [window, atom, start]
    largest = abs(codes).max()
    windows = []
    for code in codes:
        atoms, starts = (abs(code) > LEAST_SHARE * largest).nonzero()
        windows.append([[int(k), int(s), float(code[k, s])] for k, s in zip(atoms, starts) if s < length])
    return windows


class Alphacsc:
    name = "alphacsc"
    signs = [False, True]

    def __init__(self, task):
        import alphacsc
        from alphacsc.update_z_multi import update_z_multi
        from alphacsc.utils.dictionary import get_lambda_max

        self.package, self.encode, self.largest = alphacsc, update_z_multi, get_lambda_max
        self.version = alphacsc.__version__
        self.iterations = task["alphacsc_iterations"]

    def learn(self, x, kernels, size, share):
        model = self.package.BatchCDL(
            kernels, size, reg=share, lmbd_max="scaled", n_iter=self.iterations, rank1=False, solver_z="lgcd",
            D_init="chunk", random_state=0, verbose=0)
        model.fit(x[:, None, :])
        return model.D_hat_[:, 0, :]

    def code(self, x, atoms, share, is_signed):
        x, atoms = x[:, None, :], atoms[:, None, :]
        regularization = share * self.largest(x, atoms).max()
        return self.encode(x, atoms, regularization, solver="lgcd", positive=not is_signed, random_state=0)[0]


class Sporco:
    name = "sporco"
    signs = [True]

    def __init__(self, task):
        import numpy
        import scipy.fft
        import sporco
        from sporco.admm import cbpdn
        from sporco.dictlrn import cbpdndl

        self.numpy, self.fast_length = numpy, scipy.fft.next_fast_len
        self.learning, self.coding = cbpdndl.ConvBPDNDictLearn, cbpdn.ConvBPDN
        self.version = sporco.__version__
        self.iterations = task["sporco_iterations"]

    def padded(self, x, size):
        # Zeros behind each window, because sporco's convolutions are circular. One window is a column.
        n = x.shape[1]
        y = self.numpy.zeros((self.fast_length(n + size - 1), len(x)))
        y[:n] = x.T
        return y

    def largest(self, x, atoms):
        return max(abs(self.numpy.correlate(window, atom, "full")).max() for window in x for atom in atoms)

    def learn(self, x, kernels, size, share):
        random = self.numpy.random.RandomState(0)
        pieces = []
        for _ in range(kernels):
            window, start = random.randint(len(x)), random.randint(x.shape[1] - size + 1)
            piece = x[window, start:start + size]
            pieces.append(piece / self.numpy.linalg.norm(piece))
        first = self.numpy.array(pieces)
        options = self.learning.Options({"Verbose": False, "MaxMainIter": self.iterations}, dmethod="cns")
        learning = self.learning(
            first.T, self.padded(x, size), share * self.largest(x, first), options, dmethod="cns", dimK=1, dimN=1)
        learning.solve()
        return learning.getdict().reshape(size, kernels).T

    def code(self, x, atoms, share, is_signed):
        options = self.coding.Options({"Verbose": False, "MaxMainIter": 500, "RelStopTol": 1e-3})
        coding = self.coding(
            atoms.T, self.padded(x, atoms.shape[1]), share * self.largest(x, atoms), options, dimK=1, dimN=1)
        codes = coding.solve()
        return codes.reshape(codes.shape[0], len(x), len(atoms)).transpose(1, 2, 0)


def read(numpy, signal):
    x = numpy.fromfile(signal["file"], dtype="<f4").reshape(-1, signal["length"]).astype(float)
    return x[:signal["train"]], x[signal["train"]:signal["train"] + signal["coded"]]


def run_cell(peer, task, signal, train, coded, kernels, size, share):
    atoms, seconds = timed(lambda: peer.learn(train, kernels, size, share))
    cell = {"peer": peer.name, "signal": signal["name"], "kernels": kernels, "size": size, "regularization": share}
    say(**cell, seconds=seconds, atoms=[[float(v) for v in atom] for atom in atoms])
    for is_signed in peer.signs if len(coded) and not signal["regularization"] else []:
        for coding in task["codings"]:
            codes, seconds = timed(lambda: peer.code(coded, atoms, coding, is_signed))
            code = events_of(codes, signal["length"])
            say(**cell, is_signed=is_signed, coding=coding, seconds=seconds, code=code)
            if sum(len(window) for window in code) > task["most_activations"] * len(code):
                break


def run(peer, task):
    import numpy

    cells = [(s, q, m, r) for s in task["signals"] for q in task["kernels"] for m in task["sizes"] for r in task["regularizations"]]
    cells += [(s, 2, 64, s["regularization"]) for s in task["recoveries"]]
    if cells:
        # The first call compiles, which does not count.
        try:
            signal, kernels, size, share = cells[0]
            atoms = peer.learn(read(numpy, signal)[0][:2], kernels, size, share)
            peer.code(read(numpy, signal)[0][:2], atoms, 0.5, True)
        except Exception:
            pass  # The cell itself says why.
    for signal, kernels, size, share in cells:
        train, coded = read(numpy, signal)
        try:
            run_cell(peer, task, signal, train, coded, kernels, size, share)
        except Exception as error:
            say(peer=peer.name, signal=signal["name"], kernels=kernels, size=size, regularization=share,
                error=f"{type(error).__name__}: {error}")


with open(sys.argv[1], encoding="utf-8") as file:
    TASK = json.load(file)
for kind in [Alphacsc, Sporco]:
    try:
        found = kind(TASK)
    except Exception as error:
        say(peer=kind.name, missing=f"{type(error).__name__}: {error}")
        continue
    say(peer=kind.name, version=found.version)
    run(found, TASK)
