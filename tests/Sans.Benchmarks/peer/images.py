"""Sparsely activated networks on images in PyTorch: the peer that the embedded engine is measured against and compared with.

Written from docs/method/san-paper.md. Reads trainings from a JSON file (initial kernels, order of the examples of each epoch, and the name of a
file with the images as float32: those to train on, then those to evaluate on) and prints a JSON line per training: seconds of processor time, the
sum over the steps of the least that each took, kernels after the last step, and the means of phi and normalized loss over the evaluated images.

    python3 images.py FILE straightforward|tuned|onednn REPETITIONS

straightforward: as one writes it. tuned: one thread, without oneDNN, extrema thinned out for all maps of a batch together. onednn: tuned, with oneDNN.
"""

import json
import sys
import time

import torch
from torch.nn import functional


def keep(similarity, indices):
    """The similarity map at these positions of each map, zero elsewhere."""
    flat = similarity.flatten(2)
    return torch.zeros_like(flat).scatter(2, indices, flat.gather(2, indices)).reshape(similarity.shape)


def top_k_absolutes(similarity, size, _):
    count = (similarity.shape[-2] // size) * (similarity.shape[-1] // size)
    return keep(similarity, torch.topk(similarity.detach().abs().flatten(2), count, sorted=False).indices)


def extrema_pool_indices(similarity, size, _):
    return keep(similarity, functional.max_pool2d(similarity.detach().abs(), size, return_indices=True)[1].flatten(2))


def candidates(values):
    """Peaks above and valleys below zero, along both axes. A valley at zero changes nothing and is left out."""
    rises = values[..., 1:] > values[..., :-1]
    rising_right, rising_left = functional.pad(rises, (0, 1)), functional.pad(rises, (1, 0))
    rises = values[..., 1:, :] > values[..., :-1, :]
    rising_down, rising_up = functional.pad(rises, (0, 0, 0, 1)), functional.pad(rises, (0, 0, 1, 0))
    valleys = rising_right & rising_down & ~(rising_left | rising_up) & (values < 0)
    peaks = rising_left & rising_up & ~(rising_right | rising_down) & (values > 0)
    return valleys | peaks


def extrema_one_by_one(similarity, size, border_tolerance):
    distance = max(1, size - border_tolerance)
    values = similarity.detach()
    mask = torch.zeros_like(values)
    found = candidates(values)
    for example in range(values.shape[0]):
        for kernel in range(values.shape[1]):
            positions = torch.nonzero(found[example, kernel])
            order = torch.argsort(-values[example, kernel][found[example, kernel]].abs(), stable=True)
            is_secondary = torch.zeros(len(positions), dtype=torch.bool)
            for candidate in order:
                if not is_secondary[candidate]:
                    is_near = ((positions - positions[candidate]).abs() <= distance).all(1)
                    is_near[candidate] = False
                    is_secondary |= is_near
            rows, columns = positions[~is_secondary].T
            mask[example, kernel, rows, columns] = 1
    return similarity * mask


def extrema_together(similarity, size, border_tolerance):
    """The same for all maps at once: whoever has no higher one near stays, whoever is near one that stays goes, until all are decided."""
    distance = max(1, size - border_tolerance)
    height, width = similarity.shape[-2:]
    values = similarity.detach()
    found = candidates(values).flatten(0, 1).flatten(1)

    # In float64 there is room below the last bit of a float32 for the rule that of equals the first is higher.
    ties = 1 + torch.arange(found.shape[1], 0, -1, dtype=torch.float64) * 2.0**-38
    magnitudes = torch.where(found, values.abs().reshape(found.shape) * ties, torch.zeros((), dtype=torch.float64))
    magnitudes, positions = torch.topk(magnitudes, max(1, int(found.sum(1).max())))
    rows, columns = torch.div(positions, width, rounding_mode="floor").short(), (positions % width).short()
    near = ((rows[:, :, None] - rows[:, None, :]).abs() <= distance) & ((columns[:, :, None] - columns[:, None, :]).abs() <= distance)
    higher = near.float().tril_(-1)
    open_ones = (magnitudes > 0).float()[:, :, None]
    stays = torch.zeros_like(open_ones)
    while open_ones.any():
        new = open_ones * (torch.bmm(higher, open_ones) == 0)
        stays += new
        open_ones = (open_ones - new) * (torch.bmm(higher, new) == 0)
    mask = torch.zeros(found.shape).scatter_(1, positions, stays[:, :, 0])
    return similarity * mask.reshape(similarity.shape)


ACTIVATIONS = {
    "identity": lambda similarity, *_: similarity,
    "relu": lambda similarity, *_: torch.relu(similarity),
    "top_k_absolutes": top_k_absolutes,
    "extrema_pool_indices": extrema_pool_indices,
    "extrema": extrema_together,
}


def correlate(maps, weights):
    """'same' cross-correlation; the extra row and column of an even kernel go below and to the right."""
    size = weights.shape[-1]
    if size % 2 == 1:
        return functional.conv2d(maps, weights, padding=size // 2)
    return functional.conv2d(functional.pad(maps, ((size - 1) // 2, size // 2) * 2), weights)


def reconstruct(images, kernels, activation, border_tolerance):
    """Both uses of the kernels, [q, 1, m, m]; the second one adds the partial reconstructions up."""
    activation_maps = ACTIVATIONS[activation](correlate(images, kernels), kernels.shape[-1], border_tolerance)
    return correlate(activation_maps, kernels.transpose(0, 1)), activation_maps


def evaluate(images, kernels, activation, border_tolerance):
    phis, losses = [], []
    with torch.no_grad():
        for image in images.split(1):
            reconstruction, activation_maps = reconstruct(image, kernels, activation, border_tolerance)
            cost = (kernels.shape[0] * kernels.shape[-1] + 3 * int((activation_maps != 0).sum())) / image.numel()
            loss = float((reconstruction - image).abs().mean() / image.abs().mean())
            phis.append((cost**2 + loss**2) ** 0.5)
            losses.append(loss)
    return {"mean_phi": sum(phis) / len(phis), "loss": sum(losses) / len(losses)}


def train(training, images, batch_size, border_tolerance):
    kernels = torch.tensor(training["kernels"])[:, None].unflatten(-1, (training["kernel_size"], training["kernel_size"])).requires_grad_()
    optimizer = torch.optim.Adam([kernels], lr=0.01)
    seconds = []
    for order in training["orders"]:
        for batch in torch.tensor(order).split(batch_size):
            start = time.process_time()
            examples = images[batch]
            optimizer.zero_grad(set_to_none=True)
            reconstruction, _ = reconstruct(examples, kernels, training["activation"], border_tolerance)
            functional.l1_loss(reconstruction, examples).backward()
            optimizer.step()
            seconds.append(time.process_time() - start)
    return kernels, seconds


def main():
    path, form, repetitions = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if form == "straightforward":
        ACTIVATIONS["extrema"] = extrema_one_by_one
    else:
        torch.set_num_threads(1)
        torch._C._set_mkldnn_enabled(form == "onednn")
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    with open(data["images"], "rb") as file:
        images = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(-1, 1, *data["shape"])
    for training in data["trainings"]:
        steps = []
        for _ in range(repetitions):
            kernels, seconds = train(training, images, data["batch_size"], data["border_tolerance"])
            steps.append(seconds)
        result = evaluate(images[data["train_count"] :], kernels, training["activation"], data["border_tolerance"])
        print(json.dumps({"seconds": sum(map(min, zip(*steps))), "kernels": kernels.detach().flatten(1).tolist(), **result}), flush=True)


if __name__ == "__main__":
    main()
