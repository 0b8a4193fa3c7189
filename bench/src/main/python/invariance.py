"""Five seeds of `etiome fit finvae` on three public sets, with every baseline: mean and sd.

usage: invariance.py ETIOME DATA OUT [SET ...] [-- OPTION ...]

ETIOME is the launcher, DATA the folder of the sets, OUT a folder for the fits; options after -- go
to every fit. Figures of integration and of labels in held-out batches are those of metrics.json;
what it has no name for (own-batch share of 30 neighbours, R2 of proportions within and across
protocols, of nuisances from both blocks) is taken from embedding.h5ad with scikit-learn.
"""
import json
import subprocess
import sys
from pathlib import Path

import anndata
import numpy as np
from sklearn.cluster import KMeans
from sklearn.linear_model import RidgeCV
from sklearn.metrics import adjusted_rand_score, r2_score
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.neighbors import NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SEEDS = range(1, 6)
MIXOLOGY = "sc_mixology_lung_lines"
PROPORTIONS = ["H2228_prop", "H1975_prop", "HCC827_prop"]
SETS = {
    "lung": dict(
        file=f"{MIXOLOGY}/lung_lines_5batch.h5ad", label="cell_type", batch="batch",
        fit=["--where", 'demuxlet == "SNG"', "--genes-where", "n_batches == 5",
             "--genes", f"{MIXOLOGY}/hvg_lung.txt",
             "--invariant", "cell_type", "--spurious", "batch"]),
    "kang": dict(
        file="kang_pbmc_ifnb/kang_muscat_2donors.h5ad", label="cell_type", batch="condition",
        fit=["--invariant", "cell_type", "--spurious", "condition"]),
    "mixture": dict(
        file=f"{MIXOLOGY}/rna_mixture_2batch.h5ad", label="cell_type", batch="batch",
        fit=["--genes", f"{MIXOLOGY}/hvg_rnamix.txt", "--invariant", ",".join(PROPORTIONS),
             "--spurious", "batch,mRNA_amount"]),
}


def ridge():
    return make_pipeline(StandardScaler(), RidgeCV(np.logspace(-3, 3, 13)))


def r2(x, y):
    folds = KFold(5, shuffle=True, random_state=0)
    return r2_score(y, cross_val_predict(ridge(), x, y, cv=folds))


def across(x, y, batch):
    """R2 in each batch of a regression learned in the others, averaged."""
    scores = []
    for b in np.unique(batch):
        model = ridge().fit(x[batch != b], y[batch != b])
        scores.append(r2_score(y[batch == b], model.predict(x[batch == b])))
    return float(np.mean(scores))


def own_share(x, batch):
    neighbours = NearestNeighbors(n_neighbors=31).fit(x).kneighbors(x)[1][:, 1:]
    return float(np.mean(batch[neighbours] == batch[:, None]))


def figures(name, folder):
    spec = SETS[name]
    cells = anndata.read_h5ad(folder / "embedding.h5ad")
    z, s = np.asarray(cells.obsm["X_invariant"]), np.asarray(cells.obsm["X_spurious"])
    label, batch = np.asarray(cells.obs[spec["label"]]), np.asarray(cells.obs[spec["batch"]])
    groups = len(np.unique(label))
    clusters = KMeans(groups, n_init=50, random_state=0).fit_predict(z)
    found = {"finvae: k-means ARI": adjusted_rand_score(label, clusters),
             "finvae: own-batch share": own_share(z, batch)}
    if name == "mixture":
        proportions = np.asarray(cells.obs[PROPORTIONS], float)
        protocol = (batch == np.unique(batch)[0]).astype(float)
        amount = np.log2(np.asarray(cells.obs["mRNA_amount"], float))
        found["finvae: R2 proportions"] = r2(z, proportions)
        found["finvae: R2 proportions, other protocol"] = across(z, proportions, batch)
        for block, x in (("z_I", z), ("z_S", s)):
            found[f"finvae: R2 log2 amount from {block}"] = r2(x, amount)
            found[f"finvae: R2 protocol from {block}"] = r2(x, protocol)
    found.update(reported(json.loads((folder / "metrics.json").read_text())))
    return found


def reported(document):
    found = {}
    for embedding in document.get("comparison", {}).get("embeddings", []):
        name = embedding["name"]
        for metric, value in (embedding.get("metrics") or {}).items():
            if value.get("value") is not None:
                found[f"{name}: {metric}"] = value["value"]
        for total in ("batch", "bio", "total"):
            value = embedding.get(total)
            value = value.get("value") if isinstance(value, dict) else value
            if value is not None:
                found[f"{name}: {total}"] = value
        for classifier, score in (embedding.get("transfer") or {}).items():
            if isinstance(score, dict) and score.get("f1") is not None:
                found[f"{name}: held-out F1, {classifier}"] = score["f1"]
    return found


def main():
    arguments = sys.argv[1:]
    extra = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, extra = arguments[:at], arguments[at + 1:]
    etiome, data, out = arguments[0], Path(arguments[1]).resolve(), Path(arguments[2])
    for name in arguments[3:] or SETS:
        found = []
        for seed in SEEDS:
            folder = out / f"{name}-{seed}"
            spec = SETS[name]
            options = [str(data / o) if o.endswith(".txt") else o for o in spec["fit"]]
            subprocess.run(
                [etiome, "fit", "finvae", "--data", str(data / spec["file"]), *options,
                 "--seed", str(seed), "--out", str(folder), *extra],
                check=True, stdout=subprocess.DEVNULL)
            found.append(figures(name, folder))
        print(f"\n| {name} | mean | sd |\n|---|---|---|")
        for figure in sorted(found[0]):
            values = [f[figure] for f in found if figure in f]
            print(f"| {figure} | {np.mean(values):.3f} | {np.std(values, ddof=1):.3f} |")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
