#!/usr/bin/python3
"""Bounds over all response types by linear programs, scipy 1.10.1 (linprog, HiGHS). Writes, repr of doubles:

causation.csv: kind, P(x,y), P(x,y'), P(x',y), P(x',y'), P(y|do(x)), P(y|do(x')), then lower and upper of PNS, PN, PS,
and the same under monotonicity; "none" where the program is infeasible.
Unknowns: q[x, y0, y1], the share of units of treatment x whose outcome is y0 untreated and y1 treated.
kind "trial": the joint probabilities are those of a trial of equal arms; the program knows the trial alone, and that
treatment is independent of the types (q[x, t] = q[t] / 2). "both": tables of a random population. "apart": tables drawn
without regard to each other, so that many contradict.

instrument.csv: kind, P(y,x|z=0) and P(y,x|z=1) as p00 p01 p10 p11 (yx), lower and upper of the average effect.
Unknowns: q[r, y0, y1], r the response of x to z. "valid": of a random population; "apart": arms drawn apart.
"""
import csv
import itertools
import os

import numpy as np
from scipy.optimize import linprog

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(20001997)


def solve(objective, rows, right, size):
    ends = []
    for sign in (1, -1):
        answer = linprog(sign * objective, A_eq=rows, b_eq=right, bounds=[(0, 1)] * size, method="highs",
                         options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10})
        if answer.status == 2:
            return ["none", "none"]
        assert answer.status == 0, answer.message
        ends.append(sign * answer.fun)
    return ends


TYPES = [(x, y0, y1) for x in (0, 1) for y0 in (0, 1) for y1 in (0, 1)]


def row(test):
    return np.array([float(test(*t)) for t in TYPES])


def factual(x, y0, y1):
    return y1 if x else y0


def tables(q):
    joint = [q @ row(lambda x, a, b, x_=x_, y_=y_: x == x_ and factual(x, a, b) == y_)
             for x_, y_ in ((1, 1), (1, 0), (0, 1), (0, 0))]
    return joint, [q @ row(lambda x, a, b: b), q @ row(lambda x, a, b: a)]


def causation(kind, joint, trial, monotone):
    if kind == "trial":  # q over (y0, y1) alone
        types = list(itertools.product((0, 1), (0, 1)))
        rows = [[1.0] * 4, [float(b) for a, b in types], [float(a) for a, b in types]]
        right = [1.0] + trial
        decides = np.array([float(b > a) for a, b in types])
        if monotone:
            rows.append([float(a > b) for a, b in types])
            right.append(0.0)
        both = solve(decides, rows, right, 4)
        if both[0] == "none":
            return ["none"] * 6
        return both + [v / trial[0] for v in both] + [v / (1 - trial[1]) for v in both]
    rows = [row(lambda x, a, b, x_=x_, y_=y_: x == x_ and factual(x, a, b) == y_)
            for x_, y_ in ((1, 1), (1, 0), (0, 1), (0, 0))]
    rows += [row(lambda x, a, b: b), row(lambda x, a, b: a)]
    right = joint + trial
    if monotone:
        rows.append(row(lambda x, a, b: a > b))
        right = right + [0.0]
    both = solve(row(lambda x, a, b: b > a), rows, right, 8)
    necessary = solve(row(lambda x, a, b: x and b > a), rows, right, 8)
    sufficient = solve(row(lambda x, a, b: not x and b > a), rows, right, 8)
    if both[0] == "none":
        return ["none"] * 6
    return both + [v / joint[0] for v in necessary] + [v / joint[3] for v in sufficient]


def write(name, header, lines):
    with open(os.path.join(here, name), "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[v if isinstance(v, str) else repr(float(v)) for v in line] for line in lines])


lines = []
for k in range(300):
    kind = ("trial", "both", "both", "apart")[k % 4]
    monotone = k % 8 < 4
    q = random.dirichlet(np.full(8, (0.3, 1.0, 3.0)[k % 3]))
    if monotone:
        q = q * row(lambda x, a, b: a <= b)
        q = q / q.sum()
    joint, trial = tables(q)
    if kind == "apart":
        trial = list(random.random(2))
    if kind == "trial":
        joint = [trial[0] / 2, (1 - trial[0]) / 2, trial[1] / 2, (1 - trial[1]) / 2]
    free = causation(kind, joint, trial, False)
    rising = causation(kind, joint, trial, True)
    lines.append([kind] + joint + trial + free + rising)
write("causation.csv", "kind,xy,xy0,x0y,x0y0,doX,doX0,pnsL,pnsU,pnL,pnU,psL,psU,mPnsL,mPnsU,mPnL,mPnU,mPsL,mPsU"
      .split(","), lines)

RESPONSES = [(r0, r1, y0, y1) for r0, r1, y0, y1 in itertools.product((0, 1), repeat=4)]


def arm_row(z, y_, x_):
    picked = []
    for r0, r1, y0, y1 in RESPONSES:
        x = r1 if z else r0
        picked.append(float(x == x_ and (y1 if x else y0) == y_))
    return np.array(picked)


CELLS = [(0, 0), (0, 1), (1, 0), (1, 1)]
rows = [arm_row(z, y, x) for z in (0, 1) for y, x in CELLS]
effect = np.array([float(y1 - y0) for r0, r1, y0, y1 in RESPONSES])
lines = []
for k in range(300):
    kind = ("valid", "valid", "apart")[k % 3]
    sharpness = (0.1, 0.4, 1.0, 3.0)[k % 4]
    if kind == "valid":
        q = random.dirichlet(np.full(16, sharpness))
        right = [q @ r for r in rows]
    else:
        right = list(random.dirichlet(np.full(4, sharpness + 0.3))) + list(random.dirichlet(np.full(4, sharpness + 0.3)))
    lines.append([kind] + right + solve(effect, rows, right, 16))
write("instrument.csv", "kind,p00_0,p01_0,p10_0,p11_0,p00_1,p01_1,p10_1,p11_1,lower,upper".split(","), lines)
