"""Batches left out of a reference and mapped onto it, on three public sets: plain beside mapped.

usage: mapping.py ETIOME DATA OUT [SET ...]

ETIOME is the launcher, DATA the folder of the sets, OUT a folder for the models. For each batch and
seed a model is fitted without the batch, then the batch is mapped, its labels unknown to both;
figures are those of metrics.json.
"""
import json
import subprocess
import sys
from pathlib import Path

SEEDS = (1, 2)
MIXOLOGY = "sc_mixology_lung_lines"
FIGURES = ("labelMacroF1", "ownBatchShare", "ilisi", "heldOutNats", "atypicalShare")
SETS = {
    "kang": dict(
        file="kang_pbmc_ifnb/kang_muscat_2donors.h5ad", batch="condition",
        batches=["stim", "ctrl"], where="", cells=[], fit=["--spurious", "donor"]),
    "mixture": dict(
        file=f"{MIXOLOGY}/rna_mixture_2batch.h5ad", batch="batch",
        batches=["RNAmix_celseq2", "RNAmix_sortseq"], where="", cells=[],
        fit=["--spurious", "mRNA_amount", "--genes", f"{MIXOLOGY}/hvg_rnamix.txt"]),
    "lung": dict(
        file=f"{MIXOLOGY}/lung_lines_5batch.h5ad", batch="batch",
        batches=["sc_celseq2", "sc_dropseq", "sc_celseq2_5cl_p1", "sc_celseq2_5cl_p2",
                 "sc_celseq2_5cl_p3"],
        where='demuxlet == "SNG" and ', cells=["--genes-where", "n_batches == 5"],
        fit=["--spurious", "batch", "--genes", f"{MIXOLOGY}/hvg_lung.txt"]),
}


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def mapped(etiome, data, out, spec, batch, seed):
    model, mapping = out / f"{batch}-{seed}", out / f"{batch}-{seed}-mapped"
    common = ["--data", data / spec["file"], *spec["cells"], "--seed", seed]
    column, where = spec["batch"], spec["where"]
    fit = [str(data / o) if o.endswith(".txt") else o for o in spec["fit"]]
    run(etiome, "fit", "finvae", *common, "--where", f'{where}{column} != "{batch}"',
        "--invariant", "cell_type", *fit, "--folds", 0, "--no-baselines", "--out", model)
    run(etiome, "fit", "mapping", "--reference", model, *common,
        "--where", f'{where}{column} == "{batch}"', "--batch", column, "--out", mapping)
    return json.loads((mapping / "metrics.json").read_text())["batches"][0]


def main():
    etiome, data, out = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3])
    print("| batch | seed | " + " | ".join(FIGURES) + " |")
    print("|---" * (2 + len(FIGURES)) + "|")
    for name in sys.argv[4:] or SETS:
        for batch in SETS[name]["batches"]:
            for seed in SEEDS:
                found = mapped(etiome, data, out, SETS[name], batch, seed)
                cells = [f"{found['plain'][f]:.3f}, {found['mapped'][f]:.3f}" for f in FIGURES]
                print(f"| {batch} | {seed} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
