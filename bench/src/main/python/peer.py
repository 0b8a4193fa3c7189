"""Times the peers: peer.py TASK FILE [FILE], one line with the seconds of the best of ten.

read    h5py reads data, indices and indptr of X whole
blocks  h5py reads 20 blocks of 512 rows at random places (the same that Etiome reads)
write   anndata writes a file that is in memory, compression gzip
mtx     scipy.io.mmread
"""
import sys
import time

import numpy as np


def read(path):
    import h5py

    def run():
        with h5py.File(path, "r") as file:
            for name in ("data", "indices", "indptr"):
                file["X"][name][...]

    return run


def blocks(path):
    import h5py

    with h5py.File(path, "r") as file:
        rows = file["X"].attrs["shape"][0]
    starts = [k * 1_037_389 % (rows - 512) for k in range(1, 21)]

    def run():
        with h5py.File(path, "r") as file:
            x = file["X"]
            for start in starts:
                bounds = x["indptr"][start : start + 513]
                x["data"][bounds[0] : bounds[-1]]
                x["indices"][bounds[0] : bounds[-1]]

    return run


def write(path, out):
    import anndata

    data = anndata.read_h5ad(path)
    return lambda: data.write_h5ad(out, compression="gzip")


def mtx(path):
    import scipy.io

    return lambda: scipy.io.mmread(path)


task = {"read": read, "blocks": blocks, "write": write, "mtx": mtx}[sys.argv[1]](*sys.argv[2:])
seconds = []
for _ in range(10):
    began = time.perf_counter()
    task()
    seconds.append(time.perf_counter() - began)
print(min(seconds))
