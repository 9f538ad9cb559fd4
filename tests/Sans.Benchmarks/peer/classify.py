"""Feed-forward classifiers in PyTorch: the peer that the embedded engine's classifiers are measured against and compared with.

Reads one training from a JSON file (layers, initial parameters, order of the examples of each epoch, and the name of a file with the examples as
float32) and prints a JSON line per repetition: seconds of processor time, mean training loss and validation accuracy after each epoch, test accuracy,
and how many billions of operations a second its matrix product gets through, which depends on the BLAS that PyTorch was given.

    python3 classify.py FILE REPETITIONS

Tuned: one thread, without oneDNN, whose set-up costs more than these small convolutions.
"""

import json
import sys
import time

import torch
from torch import nn


def make(layers, shape, parameters):
    modules = []
    with torch.no_grad():
        probe = torch.zeros(1, *shape)
        for name, *sizes in layers:
            if name == "conv1d":
                modules.append(nn.Conv1d(probe.shape[1], *sizes))
            elif name == "linear":
                modules.append(nn.Linear(probe.shape[1], *sizes))
            elif name == "max_pool":
                modules.append(nn.MaxPool1d(*sizes))
            else:
                modules.append({"relu": nn.ReLU, "flatten": nn.Flatten}[name]())
            probe = modules[-1](probe)
        network = nn.Sequential(*modules)
        if parameters is None:
            return network
        values = torch.as_tensor(parameters)
        for parameter in network.parameters():
            parameter.copy_(values[: parameter.numel()].reshape(parameter.shape))
            values = values[parameter.numel() :]
    return network


def accuracy(network, examples, labels):
    with torch.no_grad():
        return (network(examples).argmax(1) == labels).float().mean().item()


def train(data, examples, labels):
    network = make(data["layers"], examples.shape[1:], data["parameters"])
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    orders = [torch.tensor(order) for order in data["orders"]]
    train_count, test_start = len(orders[0]), len(orders[0]) + data["validation_count"]
    losses, accuracies = [], []
    start = time.process_time()
    for order in orders:
        total = 0.0
        for batch in order.split(data["batch_size"]):
            optimizer.zero_grad(set_to_none=True)
            loss = nn.functional.cross_entropy(network(examples[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(batch)
        losses.append(float(total) / train_count)
        accuracies.append(accuracy(network, examples[train_count:test_start], labels[train_count:test_start]))
    test = accuracy(network, examples[test_start:], labels[test_start:])
    seconds = time.process_time() - start
    return {"seconds": seconds, "losses": losses, "accuracies": accuracies, "test_accuracy": test}


def matrix_product_gigaflops():
    size = 512
    left, right = torch.randn(size, size), torch.randn(size, size)
    seconds = []
    for _ in range(20):
        start = time.perf_counter()
        torch.mm(left, right)
        seconds.append(time.perf_counter() - start)
    return 2e-9 * size**3 / min(seconds)


def main():
    path, repetitions = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    torch._C._set_mkldnn_enabled(False)
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    with open(data["examples"], "rb") as file:
        examples = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(-1, *data["shape"])
    labels = torch.tensor(data["labels"])
    speed = matrix_product_gigaflops()
    for _ in range(repetitions):
        print(json.dumps({**train(data, examples, labels), "matrix_product_gigaflops": speed}), flush=True)


if __name__ == "__main__":
    main()
