"""Sparsely activated networks in PyTorch: the peer that the embedded engine is measured against and compared with.

Written from docs/method/san-paper.md. Reads trainings from a JSON file (signals, initial kernels, order of the examples of each epoch) and
prints a JSON line per training: seconds, kernels after the last epoch, mean phi on the test examples.

    python3 train.py FILE straightforward|tuned|double [trace]

straightforward: as one writes it. tuned: one thread, without oneDNN, whose set-up costs more than these small convolutions.
double: tuned, in float64; tells a difference of two engines from one of float32 with itself.
trace: prints also the kernel before each step and what the step decided: the sign of each residual and which positions stay.
"""

import base64
import json
import sys
import time

import numpy
import torch
from torch.nn import functional


def top_k_absolutes(similarity, kernel_size, _):
    count = similarity.shape[-1] // kernel_size
    _, indices = torch.topk(similarity.abs(), count, sorted=False)
    return torch.zeros_like(similarity).scatter(-1, indices, similarity.gather(-1, indices))


def extrema_pool_indices(similarity, kernel_size, _):
    _, indices = functional.max_pool1d(similarity.abs(), kernel_size, return_indices=True)
    return torch.zeros_like(similarity).scatter(-1, indices, similarity.gather(-1, indices))


def extrema(similarity, kernel_size, border_tolerance):
    distance = max(1, kernel_size - border_tolerance)
    values = similarity.detach()
    mask = torch.zeros_like(values)
    rises = values[..., 1:] > values[..., :-1]
    rising_after = functional.pad(rises, (0, 1))
    falling_before = ~functional.pad(rises, (1, 0))
    valleys = rising_after & falling_before & (values <= 0)
    peaks = ~rising_after & ~falling_before & (values > 0)
    for example in range(values.shape[0]):
        positions = torch.nonzero((valleys | peaks)[example, 0]).flatten()
        order = torch.argsort(-values[example, 0, positions].abs(), stable=True)
        is_secondary = torch.zeros(len(positions), dtype=torch.bool)
        for candidate in order:
            if not is_secondary[candidate]:
                is_near = (positions - positions[candidate]).abs() <= distance
                is_near[candidate] = False
                is_secondary |= is_near
        mask[example, 0, positions[~is_secondary]] = 1
    return similarity * mask


ACTIVATIONS = {
    "identity": lambda similarity, *_: similarity,
    "relu": lambda similarity, *_: torch.relu(similarity),
    "top_k_absolutes": top_k_absolutes,
    "extrema_pool_indices": extrema_pool_indices,
    "extrema": extrema,
}


def correlate(signal, kernel):
    """'same' cross-correlation; the extra sample of an even kernel goes to the right."""
    size = kernel.shape[-1]
    return functional.conv1d(functional.pad(signal, ((size - 1) // 2, size // 2)), kernel)


def reconstruct(signal, kernel, activation, border_tolerance):
    activation_map = ACTIVATIONS[activation](correlate(signal, kernel), kernel.shape[-1], border_tolerance)
    return correlate(activation_map, kernel), activation_map


def mean_phi(examples, kernel, activation, border_tolerance):
    total = 0.0
    with torch.no_grad():
        for example in examples:
            signal = example[None]
            reconstruction, activation_map = reconstruct(signal, kernel, activation, border_tolerance)
            length = signal.shape[-1]
            cost = (kernel.shape[-1] + 2 * int((activation_map != 0).sum())) / length
            loss = float((reconstruction - signal).abs().mean() / signal.abs().mean())
            total += (cost**2 + loss**2) ** 0.5
    return total / len(examples)


class Trace:
    """What a training decides, step by step: per sample of the batch the sign of its residual plus 1, plus 4 where the activation map differs from zero."""

    def __init__(self):
        self.kernels, self.decisions = [], []

    def add(self, kernel, residual, activation_map):
        self.kernels.append(kernel.detach().flatten().numpy().astype("<f8").tobytes())
        decisions = torch.sign(residual.detach()) + 1 + 4 * (activation_map.detach() != 0)
        self.decisions.append(decisions.flatten().numpy().astype(numpy.uint8).tobytes())

    def result(self):
        return {name: base64.b64encode(b"".join(parts)).decode() for name, parts in (("kernels", self.kernels), ("decisions", self.decisions))}


def train(training, data, dtype, trace):
    train_set, validation_set, test_set = (torch.tensor(data[part], dtype=dtype)[:, None, :] for part in ("train", "validation", "test"))
    kernel = torch.tensor(training["kernel"], dtype=dtype)[None, None, :].requires_grad_()
    activation, tolerance = training["activation"], data["border_tolerance"]
    optimizer = torch.optim.Adam([kernel], lr=0.01)
    start = time.perf_counter()
    for order in training["order"]:
        for first in range(0, len(order), data["batch_size"]):
            batch = train_set[order[first : first + data["batch_size"]]]
            optimizer.zero_grad()
            reconstruction, activation_map = reconstruct(batch, kernel, activation, tolerance)
            if trace:
                trace.add(kernel, reconstruction - batch, activation_map)
            functional.l1_loss(reconstruction, batch).backward()
            optimizer.step()
        mean_phi(validation_set, kernel, activation, tolerance)
    phi = mean_phi(test_set, kernel, activation, tolerance)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "mean_phi": phi, "kernel": kernel.detach().flatten().tolist(), "trace": trace and trace.result()}


def main():
    path, form, *rest = sys.argv[1:]
    if form != "straightforward":
        torch.set_num_threads(1)
        torch._C._set_mkldnn_enabled(False)
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    for training in data["trainings"]:
        print(json.dumps(train(training, data, torch.float64 if form == "double" else torch.float32, Trace() if rest == ["trace"] else None)), flush=True)


if __name__ == "__main__":
    main()
