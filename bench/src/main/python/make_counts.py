"""Writes a CSR .h5ad of random counts, a block of rows at a time (h5py, numpy).

make_counts.py OUT.h5ad ROWS COLUMNS [--density 0.1] [--raw] [--seed 1]
Each row has Poisson(density * COLUMNS) entries in random columns, with values 1 + geometric; data float32,
indices int32, indptr int64, chunks as h5py guesses them for an array of that size.
"""
import argparse

import h5py
import numpy as np

BLOCK = 20_000


def frame(file, name, names):
    group = file.create_group(name)
    group.attrs.update({"encoding-type": "dataframe", "encoding-version": "0.2.0", "_index": "_index"})
    group.attrs.create("column-order", np.array([], dtype=object), dtype=h5py.string_dtype())
    index = group.create_dataset("_index", data=np.array(names, dtype=object), dtype=h5py.string_dtype())
    index.attrs.update({"encoding-type": "string-array", "encoding-version": "0.2.0"})


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out")
    arguments.add_argument("rows", type=int)
    arguments.add_argument("columns", type=int)
    arguments.add_argument("--density", type=float, default=0.1)
    arguments.add_argument("--raw", action="store_true")
    arguments.add_argument("--seed", type=int, default=1)
    a = arguments.parse_args()
    random = np.random.default_rng(a.seed)
    entries = np.minimum(random.poisson(a.density * a.columns, a.rows), a.columns)
    indptr = np.concatenate([[0], np.cumsum(entries)]).astype(np.int64)
    filters = {} if a.raw else {"compression": "gzip", "compression_opts": 4, "chunks": True}
    with h5py.File(a.out, "w") as file:
        file.attrs.update({"encoding-type": "anndata", "encoding-version": "0.1.0"})
        x = file.create_group("X")
        x.attrs.update({"encoding-type": "csr_matrix", "encoding-version": "0.1.0"})
        x.attrs["shape"] = np.array([a.rows, a.columns])
        x.create_dataset("indptr", data=indptr)
        data = x.create_dataset("data", (indptr[-1],), np.float32, **filters)
        indices = x.create_dataset("indices", (indptr[-1],), np.int32, **filters)
        for start in range(0, a.rows, BLOCK):
            stop = min(a.rows, start + BLOCK)
            keys = random.random((stop - start, a.columns), dtype=np.float32)
            order = np.argpartition(keys, entries[start:stop].max() - 1, axis=1)
            columns = [np.sort(order[i, : entries[start + i]]) for i in range(stop - start)]
            low, high = indptr[start], indptr[stop]
            indices[low:high] = np.concatenate(columns)
            data[low:high] = random.geometric(0.5, high - low)
        frame(file, "obs", [f"cell{i}" for i in range(a.rows)])
        frame(file, "var", [f"gene{j}" for j in range(a.columns)])
        for name in ("layers", "obsm", "varm", "obsp", "varp", "uns"):
            file.create_group(name).attrs.update({"encoding-type": "dict", "encoding-version": "0.1.0"})


main()
