"""Steps of the n-body network in eager PyTorch: one line of JSON for each number of samples.

The layers as published, Float32, L1 loss, Adam with weight decay; on one thread.
"""
import argparse
import json
import time

import torch
from torch import nn

WIDTH = 60


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        rest = lambda: [nn.SiLU(), nn.LayerNorm(WIDTH), nn.Dropout(0.1)]
        self.edge = nn.Sequential(nn.Linear(WIDTH + 2, WIDTH), *rest())
        self.node = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), *rest())

    def forward(self, h, receiver, sender, features):
        messages = self.edge(torch.cat([h[receiver] - h[sender], features], -1))
        heard = torch.zeros_like(h).index_add_(0, receiver, messages)
        return self.node(torch.cat([h, heard], -1)) + h


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Linear(6, WIDTH)
        self.layers = nn.ModuleList([Layer() for _ in range(4)])
        self.decoder = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.SiLU(), nn.Linear(WIDTH, 3))

    def forward(self, x, *edges):
        h = self.embedding(x)
        for layer in self.layers:
            h = layer(h, *edges)
        return self.decoder(h)


def measure(samples, repeats):
    network = Network()
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3, weight_decay=5e-6)
    pairs = torch.tensor([(i, j) for i in range(5) for j in range(5) if i != j])
    arcs = torch.cat([pairs + 5 * g for g in range(samples)])
    receiver, sender = arcs[:, 0].contiguous(), arcs[:, 1].contiguous()
    x, target = torch.randn(5 * samples, 6), torch.randn(5 * samples, 3)
    charges, frames = torch.randn(5 * samples, 1), torch.randn(samples, 3, 3)

    def step():
        optimiser.zero_grad()
        squares = ((x[receiver, :3] - x[sender, :3]) ** 2).sum(-1, keepdim=True)
        features = torch.cat([charges[receiver] * charges[sender], squares**2], -1)
        seen = network(x, receiver, sender, features)
        found = torch.bmm(seen.view(samples, 5, 3), frames.transpose(1, 2)).view(-1, 3)
        (found - target).abs().mean().backward()
        optimiser.step()

    for _ in range(5):
        step()
    times = []
    for _ in range(repeats):
        begin = time.process_time()
        step()
        times.append(1000 * (time.process_time() - begin))
    times.sort()
    return {
        "program": "pytorch",
        "version": torch.__version__,
        "samples": samples,
        "parameters": sum(p.numel() for p in network.parameters()),
        "milliseconds": times[len(times) // 2],
        "range": [times[0], times[-1]],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", default="100,600")
    parser.add_argument("--repeats", type=int, default=15)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for samples in arguments.samples.split(","):
        print(json.dumps(measure(int(samples), arguments.repeats)), flush=True)
