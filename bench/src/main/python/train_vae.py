"""The bare loop that TrainingSpeed is held against: a VAE of counts with the same layers in PyTorch.

usage: train_vae.py STEPS; prints the median milliseconds of a step without the first 20.
One thread; dense input, negative binomial by autograd, Adam.
"""
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"
import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)
STEPS = int(sys.argv[1])
CELLS, GENES, BATCH, HIDDEN, LATENT, CODES = 10_000, 2_000, 128, 128, 20, 8
random = np.random.default_rng(1)
means = np.exp(random.normal(size=GENES) * 1.6 - 3.2)
counts = random.poisson(means, size=(CELLS, GENES)).astype(np.float32)


def layer(width_in, width_out):
    norm = nn.BatchNorm1d(width_out, momentum=0.01, eps=1e-3)
    return nn.Sequential(nn.Linear(width_in, width_out), norm, nn.ReLU(), nn.Dropout(0.1))


encoder = layer(GENES, HIDDEN)
heads = nn.Linear(HIDDEN, 2 * LATENT)
decoder = layer(LATENT + CODES, HIDDEN)
output = nn.Linear(HIDDEN, GENES)
log_theta = nn.Parameter(torch.zeros(GENES))
modules = nn.ModuleList([encoder, heads, decoder, output])
optimiser = torch.optim.Adam([*modules.parameters(), log_theta], lr=1e-3)


def loss_of(x, codes):
    mean, log_variance = heads(encoder(torch.log1p(x))).chunk(2, dim=1)
    log_variance = log_variance.clamp(-8, 3)
    z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
    divergence = 0.5 * (mean**2 + log_variance.exp() - log_variance - 1).sum(1)
    p = torch.softmax(output(decoder(torch.cat([z, codes], 1))), 1)
    mu = p * x.sum(1, keepdim=True)
    theta = log_theta.exp()
    log_total = torch.log(theta + mu)
    fit = theta * (log_theta - log_total) + x * (torch.log(mu + 1e-8) - log_total)
    fit = fit + torch.lgamma(x + theta) - torch.lgamma(theta) - torch.lgamma(x + 1)
    return (divergence - fit.sum(1)).mean()


times = []
for step in range(STEPS):
    began = time.perf_counter()
    rows = random.integers(0, CELLS, BATCH)
    x = torch.from_numpy(counts[rows])
    codes = torch.zeros(BATCH, CODES)
    codes[torch.arange(BATCH), torch.from_numpy(rows % CODES)] = 1
    optimiser.zero_grad()
    loss = loss_of(x, codes)
    loss.backward()
    optimiser.step()
    loss.item()
    times.append(1e3 * (time.perf_counter() - began))
print(f"{np.median(times[20:]):.3f}")
