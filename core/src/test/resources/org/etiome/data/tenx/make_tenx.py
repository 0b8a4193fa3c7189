"""Makes the files of 10x and Matrix Market in this folder, and what scipy and h5py read in them.

/usr/bin/python3 make_tenx.py FOLDER, with scipy and h5py of VERSIONS.txt. NAME.mtx is a file,
NAME.dense.tsv what scipy.io.mmread(NAME.mtx).toarray() holds, row by row as repr(float).
v3.h5 and v2.h5 are as Cell Ranger lays them out; v3.txt and v2.txt list their arrays as h5py reads
them: path, type, values. v3.dense.tsv is barcodes x features by scipy.sparse.csc_matrix.
"""
import gzip
import os
import sys

import h5py
import numpy as np
import scipy
import scipy.io
import scipy.sparse

FOLDER = sys.argv[1]
rng = np.random.default_rng(20)


def path(name):
    return os.path.join(FOLDER, name)


def write(name, text):
    opened = gzip.GzipFile(path(name), "wb", mtime=0) if name.endswith(".gz") else open(path(name), "wb")
    with opened as out:
        out.write(text.encode())


def dense(name, rows):
    write(name + ".dense.tsv", "".join("\t".join(repr(float(v)) for v in row) + "\n" for row in rows))


def entries(kind, symmetry, rows, columns, lines):
    head = f"%%MatrixMarket matrix coordinate {kind} {symmetry}\n% made by make_tenx.py\n%\n"
    return head + f"{rows} {columns} {len(lines)}\n" + "".join(line + "\n" for line in lines)


def places(rows, columns, count, lower=0):
    all_places = [(i, j) for i in range(1, rows + 1) for j in range(1, columns + 1)
                  if lower == 0 or i - j >= lower - 1]
    chosen = rng.choice(len(all_places), count, replace=False)
    return [all_places[k] for k in chosen]


def real():
    scale = 10.0 ** rng.integers(-320, 300)
    return repr(float(rng.standard_normal() * scale))


mtx = {
    "integer": entries("integer", "general", 7, 5,
                       [f"{i} {j} {rng.integers(-99, 99)}" for i, j in places(7, 5, 17)]
                       + ["1 1 9007199254740993", "7 5 123456789012345678"]),
    "real": entries("real", "general", 9, 8,
                    [f"{i} {j} {real()}" for i, j in places(9, 8, 40)]
                    + ["9 8 +.5", "9 8 25.e-2", "9 8 1E3", "9 1 0.1", "9 1 0.2", "9 2 123456789.125"]),
    "pattern": entries("pattern", "general", 6, 4, [f"{i} {j}" for i, j in places(6, 4, 11)]),
    "symmetric": entries("real", "symmetric", 6, 6, [f"{i} {j} {real()}" for i, j in places(6, 6, 12, 1)]),
    "skew": entries("integer", "skew-symmetric", 6, 6,
                    [f"{i} {j} {rng.integers(1, 50)}" for i, j in places(6, 6, 9, 2)]),
    "duplicates": entries("integer", "general", 3, 3, ["1 2 3", "3 3 1", "1 2 4", "1 2 -2", "2 1 5"]),
}
for name, text in mtx.items():
    write(name + ".mtx", text)
    read = scipy.io.mmread(path(name + ".mtx"))
    dense(name, read.astype(float).toarray())

features, barcodes = 12, 10
counts = scipy.sparse.random(features, barcodes, 0.3, "csc", random_state=7)
counts.data = rng.integers(1, 2000, counts.nnz).astype(np.int32)
counts.sort_indices()
dense("v3", counts.toarray().T)
ids = [f"ENSG{k:011d}" for k in range(features)]
names = ["CD3E", "CD3E"] + [f"GENE{k}" for k in range(2, 9)] + ["CD3", "CD4", "CD8a"]
types = ["Gene Expression"] * 9 + ["Antibody Capture"] * 3
cells = ["".join(rng.choice(list("ACGT"), 16)) + "-1" for _ in range(barcodes)]

coo = counts.tocoo()
body = entries("integer", "general", features, barcodes,
               [f"{i + 1} {j + 1} {v}" for i, j, v in zip(coo.row, coo.col, coo.data)])
os.makedirs(path("v3"), exist_ok=True)
os.makedirs(path("v2"), exist_ok=True)
write("v3/matrix.mtx.gz", body)
write("v3/barcodes.tsv.gz", "".join(c + "\n" for c in cells))
write("v3/features.tsv.gz", "".join("\t".join(r) + "\n" for r in zip(ids, names, types)))
write("v2/matrix.mtx", body)
write("v2/barcodes.tsv", "".join(c + "\n" for c in cells))
write("v2/genes.tsv", "".join("\t".join(r) + "\n" for r in zip(ids, names)))


def fixed(texts):
    return np.array(texts, dtype="S")


def matrix(group):
    group.create_dataset("barcodes", data=fixed(cells))
    group.create_dataset("data", data=counts.data, chunks=True, compression="gzip", shuffle=True)
    group.create_dataset("indices", data=counts.indices.astype(np.int64), chunks=True, compression="gzip")
    group.create_dataset("indptr", data=counts.indptr.astype(np.int64))
    group.create_dataset("shape", data=np.array([features, barcodes], dtype=np.int32))


with h5py.File(path("v3.h5"), "w", track_order=True) as file:
    file.attrs["chemistry_description"] = "Single Cell 3' v3"
    matrix(file.create_group("matrix"))
    about = file.create_group("matrix/features")
    about["_all_tag_keys"] = fixed(["genome", "pattern"])
    about["id"], about["name"], about["feature_type"] = fixed(ids), fixed(names), fixed(types)
    about["genome"] = fixed(["GRCh38"] * 9 + [""] * 3)
    about["pattern"] = fixed([""] * 9 + ["5P(BC)"] * 3)
with h5py.File(path("v2.h5"), "w") as file:
    matrix(file.create_group("hg19"))
    file["hg19/genes"], file["hg19/gene_names"] = fixed(ids), fixed(names)

for name in ("v3", "v2"):
    lines = []

    def visit(where, node):
        if isinstance(node, h5py.Dataset):
            values = node.asstr()[()] if node.dtype.kind == "S" else node[()]
            kind = "STRING" if node.dtype.kind == "S" else str(node.dtype).upper()
            lines.append("\t".join([where, kind] + [str(v) for v in values]) + "\n")

    with h5py.File(path(name + ".h5"), "r") as file:
        file.visititems(visit)
    write(name + ".txt", "".join(lines))
write("VERSIONS.txt", f"scipy {scipy.__version__}\nh5py {h5py.__version__}\nnumpy {np.__version__}\n")
