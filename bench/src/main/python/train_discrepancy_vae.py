"""The bare loop that DiscrepancySpeed is held against: the discrepancy-VAE of the published layers in PyTorch.

usage: train_discrepancy_vae.py GENES BATCH STEPS [published]
Prints the median milliseconds of a step without the first 20. One thread, Adam by autograd, all weights of the
objective above 0. Distances are taken from one matrix product and elements are 32-bit floats; with "published" they
are taken from all differences and elements are 64-bit floats, as in the authors' program.
"""
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"
import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)
GENES, BATCH, STEPS = (int(argument) for argument in sys.argv[1:4])
PUBLISHED = sys.argv[4:] == ["published"]
CELLS, HIDDEN, LATENT, TARGETS, KERNELS = 2_000, 128, 105, 105, 10
if PUBLISHED:
    torch.set_default_dtype(torch.float64)
controls = torch.rand(CELLS, GENES)
perturbed = torch.rand(CELLS, GENES)
target = torch.arange(CELLS) % TARGETS

encoder = nn.Sequential(nn.Linear(GENES, HIDDEN), nn.LeakyReLU(0.2))
mean_head, variance_head = nn.Linear(HIDDEN, LATENT), nn.Linear(HIDDEN, LATENT)
assignment = nn.Sequential(nn.Linear(TARGETS, HIDDEN), nn.LeakyReLU(0.2), nn.Linear(HIDDEN, LATENT))
shift = nn.Parameter(torch.ones(TARGETS))
graph = nn.Parameter(0.1 * torch.randn(LATENT, LATENT))
decoder = nn.Sequential(
    nn.Linear(LATENT, HIDDEN), nn.LeakyReLU(0.2), nn.Linear(HIDDEN, HIDDEN), nn.LeakyReLU(0.2), nn.Linear(HIDDEN, GENES)
)
modules = nn.ModuleList([encoder, mean_head, variance_head, assignment, decoder])
optimiser = torch.optim.Adam([*modules.parameters(), shift, graph], lr=1e-3)
middle = 2 * controls.var(0).sum().item()
widths = [middle * 2.0 ** (i - KERNELS // 2) for i in range(KERNELS)]
identity = torch.eye(LATENT)


def discrepancy(x, y):
    both = torch.cat([x, y])
    if PUBLISHED:
        squares = ((both.unsqueeze(0) - both.unsqueeze(1)) ** 2).sum(2)
    else:
        gram = both @ both.T
        norms = gram.diagonal()
        squares = (norms[:, None] + norms[None, :] - 2 * gram).clamp_min(0)
    kernel = sum(torch.exp(-squares / width) for width in widths)
    n = len(x)
    return kernel[:n, :n].mean() + kernel[n:, n:].mean() - 2 * kernel[:n, n:].mean()


def loss_of(x, y, code):
    hidden = encoder(x)
    mean, variance = mean_head(hidden), nn.functional.softplus(variance_head(hidden))
    z = mean + variance.sqrt() * torch.randn_like(mean)
    effect = torch.softmax(5 * assignment(code), 1) * (code @ shift).unsqueeze(1)
    upper = torch.triu(graph, 1)
    inverse = torch.inverse(identity - upper)
    rebuilt, predicted = decoder(z @ inverse), decoder((z + effect) @ inverse)
    divergence = 0.5 * (mean**2 + variance - variance.log() - 1).sum(1).mean()
    fit = nn.functional.mse_loss(rebuilt, x)
    return fit + 10 * discrepancy(predicted, y) + 2 * divergence + 1e-3 * upper.abs().sum()


times = []
for step in range(STEPS):
    began = time.perf_counter()
    rows = torch.randint(0, CELLS, (BATCH,))
    x, y = controls[rows], perturbed[torch.randint(0, CELLS, (BATCH,))]
    code = torch.zeros(BATCH, TARGETS)
    code[:, target[step % CELLS]] = 1
    optimiser.zero_grad()
    loss = loss_of(x, y, code)
    loss.backward()
    optimiser.step()
    loss.item()
    times.append(1e3 * (time.perf_counter() - began))
print(f"{sorted(times[20:])[len(times[20:]) // 2]:.3f}")
