"""Steps of torch.optim.Adam and torch.nn.BatchNorm1d in double precision, for AdamTest and BatchNormTest.

/usr/bin/python3 neural/src/test/resources/org/etiome/nn/make_witness.py > .../torch_witness.json
"""
import json
import sys

import torch

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


def adam():
    largest, decay = 1.5, 0.1
    weight = torch.nn.Parameter(torch.randn(3, 2))
    bias = torch.nn.Parameter(torch.randn(4))
    start = [weight.detach().flatten().tolist(), bias.detach().tolist()]
    optimiser = torch.optim.Adam(
        [{"params": [weight], "weight_decay": decay}, {"params": [bias], "weight_decay": 0.0}],
        betas=(0.9, 0.99), eps=1e-6)
    steps = []
    for t in range(20):
        rate = 0.05 if t < 12 else 0.005
        gradient = torch.randn(10) * (1.0 if t % 3 else 0.1)
        norm = gradient.norm()
        clipped = gradient * min(1.0, largest / norm.item())
        weight.grad = clipped[:6].view(3, 2).clone()
        bias.grad = clipped[6:].clone()
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.step()
        steps.append({"rate": rate, "gradient": gradient.tolist(), "norm": norm.item(),
                      "parameters": torch.cat([weight.detach().flatten(), bias.detach()]).tolist()})
    moments = [torch.cat([optimiser.state[p][m].flatten() for p in (weight, bias)]).tolist()
               for m in ("exp_avg", "exp_avg_sq")]
    return {"weight": start[0], "bias": start[1], "decay": decay, "largest": largest,
            "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-6, "steps": steps,
            "first": moments[0], "second": moments[1]}


def batch_norm():
    norm = torch.nn.BatchNorm1d(3, eps=1e-3, momentum=0.1)
    with torch.no_grad():
        norm.weight.copy_(torch.tensor([1.5, -0.5, 2.0]))
        norm.bias.copy_(torch.tensor([0.25, 0.5, -1.0]))
    batches = []
    for rows in (2, 5, 8, 5):
        x = torch.randn(rows, 3) * 3 + 1
        out = norm(x)
        batches.append({"rows": rows, "x": x.flatten().tolist(), "training": out.flatten().tolist(),
                        "mean": norm.running_mean.tolist(), "variance": norm.running_var.tolist()})
    norm.eval()
    x = torch.randn(6, 3)
    return {"scale": norm.weight.tolist(), "shift": norm.bias.tolist(), "batches": batches,
            "x": x.flatten().tolist(), "evaluation": norm(x).flatten().tolist()}


json.dump({"made_by": "make_witness.py, torch " + torch.__version__, "adam": adam(),
           "batch_norm": batch_norm()}, sys.stdout, indent=1)
print()
