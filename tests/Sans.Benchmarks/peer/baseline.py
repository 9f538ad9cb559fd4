"""The baseline of Table II in PyTorch, seed after seed: what its accuracies are spread over.

Written from docs/method/san-paper.md. Reads layers, examples and labels as classify.py does, and the names of two files: initial parameters of all
seeds as float32, and the orders of the training examples, of all seeds and epochs, as int32. Prints a JSON line per seed and form: given (from these
parameters and in this order) and own (as PyTorch draws both from the seed).

    python3 baseline.py FILE
"""

import json
import sys

import classify
import numpy
import torch


def train(data, examples, labels, parameters, orders):
    network = classify.make(data["layers"], examples.shape[1:], parameters)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    for order in orders:
        for batch in order.split(data["batch_size"]):
            optimizer.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(network(examples[batch]), labels[batch]).backward()
            optimizer.step()
    train_count, test_start = len(orders[0]), len(orders[0]) + data["validation_count"]
    with torch.no_grad():
        predicted = network(examples[train_count:]).argmax(1)
    is_right = (predicted == labels[train_count:]).float()
    test = data["validation_count"]
    return {
        "test_accuracy": is_right[test:].mean().item(),
        "pooled_accuracy": is_right.mean().item(),
        "is_collapsed": len(predicted[test_start - train_count :].unique()) == 1,
    }


def main():
    torch.set_num_threads(1)
    torch._C._set_mkldnn_enabled(False)
    with open(sys.argv[1], encoding="utf-8") as file:
        data = json.load(file)
    examples = torch.from_numpy(numpy.fromfile(data["examples"], numpy.float32)).reshape(-1, *data["shape"])
    labels = torch.tensor(data["labels"])
    parameters = torch.from_numpy(numpy.fromfile(data["parameters"], numpy.float32)).reshape(data["seed_count"], -1)
    orders = torch.from_numpy(numpy.fromfile(data["orders"], numpy.int32)).reshape(data["seed_count"], data["epochs"], -1).long()
    for seed in range(data["seed_count"]):
        print(json.dumps(train(data, examples, labels, parameters[seed], orders[seed])), flush=True)
        torch.manual_seed(seed)
        own = [torch.randperm(orders.shape[2]) for _ in range(data["epochs"])]
        print(json.dumps(train(data, examples, labels, None, own)), flush=True)


if __name__ == "__main__":
    main()
