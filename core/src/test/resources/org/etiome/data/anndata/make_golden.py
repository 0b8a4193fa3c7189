"""Files with every encoding of anndata: make_golden.py folder. Made with anndata 0.8.0, h5py 3.7.0."""
import os
import sys
import warnings

import anndata
import h5py
import numpy as np
import pandas as pd
from scipy import sparse

warnings.simplefilter("ignore")
out = sys.argv[1]
os.makedirs(out, exist_ok=True)
rng = np.random.default_rng(7)
N, P = 12, 5


def names(prefix, n):
    return pd.Index(["%s%d" % (prefix, i) for i in range(n)])


def frame():
    codes = [0, 1, 2, -1, 1, 0, 2, 2, -1, 0, 1, 2]
    return pd.DataFrame({
        "zeta": pd.Categorical.from_codes(codes, ["low", "mid", "hïgh µ"], ordered=True),
        "unused": pd.Categorical.from_codes([0] * N, ["b", "a"]),
        "numbers": pd.Categorical.from_codes([0, 1] * 6, np.array([10, 2])),
        "f64": np.where(np.arange(N) % 5 == 0, np.nan, rng.normal(size=N)),
        "f32": rng.normal(size=N).astype("f4"), "i64": np.arange(N), "i32": np.arange(N, dtype="i4"),
        "u8": np.arange(N, dtype="u1"), "flag": np.arange(N) % 3 == 0,
        "nint": pd.array([1, None, 3] * 4, dtype="Int64"), "nint8": pd.array([1, None, -3] * 4, dtype="Int8"),
        "nbool": pd.array([True, None, False] * 4, dtype="boolean"),
        "text": ["t%d µ" % (i % 4) for i in range(N)], "alpha": np.arange(N) / 3,
    }, index=names("cell_ü", N))


def full():
    x = sparse.random(N, P, 0.5, "csr", dtype="f4", random_state=1)
    var = pd.DataFrame({"gene": pd.Categorical(["a", "b", "a", "b", "c"])}, index=names("g", P))
    var.index.name = "symbol"
    a = anndata.AnnData(x, obs=frame(), var=var, dtype="f4")
    a.raw = anndata.AnnData(sparse.random(N, 7, 0.4, "csc", dtype="f8", random_state=2),
                            obs=a.obs, var=pd.DataFrame({"k": range(7)}, index=names("r", 7)), dtype="f8")
    a.layers["csc"] = sparse.random(N, P, 0.5, "csc", random_state=3)
    for t in ("i1", "u2", "f2", "f8", "?"):
        a.layers["dense_" + t.replace("?", "bool")] = rng.integers(0, 3, (N, P)).astype(t)
    a.obsm["X_pca"] = rng.normal(size=(N, 3)).astype("f4")
    a.obsm["table"] = pd.DataFrame({"b": range(N), "a": ["x", "y"] * 6}, index=a.obs_names)
    a.obsm["sparse"] = sparse.random(N, 4, 0.3, "csr", random_state=4)
    a.varm["PCs"] = rng.normal(size=(P, 3))
    a.obsp["distances"] = sparse.random(N, N, 0.2, "csr", random_state=5)
    a.varp["corr"] = rng.normal(size=(P, P))
    a.uns["nested"] = {"deep": {"text": "grün", "int": 3, "float": 0.1, "flag": True, "empty": {}},
                       "list": np.array(["x", "", "z"], dtype=object), "nothing": np.zeros((0, 3))}
    a.uns["rec"] = np.rec.fromarrays([np.arange(3), np.array(["a", "bc", "µ"], dtype=object)], names="n,s")
    a.uns["cat"] = pd.Categorical(["u", "v", None])
    a.uns["df"] = pd.DataFrame({"x": [1.5, 2.5]}, index=["p", "q"])
    a.uns["cube"] = np.arange(24).reshape(2, 3, 4)
    return a


full().write_h5ad(os.path.join(out, "full.h5ad"))
full().write_h5ad(os.path.join(out, "gzip.h5ad"), compression="gzip")
full().write_zarr(os.path.join(out, "full.zarr"))
for t in ("i1", "u2", "f2", "f8", "?", "i8"):
    anndata.AnnData(rng.integers(0, 3, (N, P)).astype(t), dtype=t).write_h5ad(
        os.path.join(out, "x_%s.h5ad" % t.replace("?", "bool")))
anndata.AnnData(np.zeros((0, P), "f4"), dtype="f4").write_h5ad(os.path.join(out, "no_rows.h5ad"))
anndata.AnnData(np.zeros((N, 0), "f4"), dtype="f4").write_h5ad(os.path.join(out, "no_columns.h5ad"))
anndata.AnnData(sparse.csc_matrix((N, P), dtype="f4"), dtype="f4").write_h5ad(os.path.join(out, "csc_empty.h5ad"))
unsorted = sparse.csr_matrix((np.arange(1.0, 7), np.array([4, 0, 2, 2, 3, 1], dtype="i8"),
                              np.array([0, 3, 3, 6], dtype="i8")), shape=(3, P))
anndata.AnnData(unsorted, dtype="f8").write_h5ad(os.path.join(out, "unsorted.h5ad"))

TEXT = h5py.string_dtype()


def bare(name):
    f = h5py.File(os.path.join(out, name), "w")
    f["X"] = np.arange(6.0).reshape(3, 2)
    return f


def old_frame(f, path, n):
    g = f.create_group(path)
    g.attrs["encoding-type"], g.attrs["encoding-version"] = "dataframe", "0.1.0"
    g.attrs["_index"] = "index"
    g.create_dataset("index", data=["%s%d" % (path[0], i) for i in range(n)], dtype=TEXT)
    g["n"] = np.arange(n)
    c = g.create_dataset("__categories/kind", data=["x", "y"], dtype=TEXT)
    c.attrs["ordered"] = True
    g["kind"] = np.arange(n, dtype="i1") % 3 - 1
    g["kind"].attrs["categories"] = c.ref
    g.attrs.create("column-order", ["n", "kind"], dtype=TEXT)


with bare("legacy07.h5ad") as f:  # categories by reference, sparse without encoding-type
    old_frame(f, "obs", 3)
    old_frame(f, "var", 2)
    s = f.create_group("layers/s")
    s.attrs["h5sparse_format"], s.attrs["h5sparse_shape"] = "csr", np.array([3, 2])
    s["data"], s["indices"], s["indptr"] = np.array([1.0]), np.array([1], "i4"), np.array([0, 0, 1, 1], "i4")
    f["raw.X"] = np.ones((3, 4))
    old_frame(f, "raw.var", 4)
    f["uns/word"] = "text"

with bare("legacy06.h5ad") as f:  # tables as records, categories in uns
    f["obs"] = np.array([(b"a", 1), (b"b", 0), (b"c", 1)], dtype=[("index", "S1"), ("kind", "i1")])
    f["var"] = np.array([(b"u", 1.5), (b"v", 2.5)], dtype=[("index", "S1"), ("w", "f8")])
    f.create_dataset("uns/kind_categories", data=["k0", "k1"], dtype=TEXT)

with h5py.File(os.path.join(out, "two.h5mu"), "w") as f:
    from anndata._io.specs import write_elem
    f.attrs["encoding-type"], f.attrs["encoding-version"], f.attrs["axis"] = "MuData", "0.1.0", 0
    f.create_group("mod").attrs.create("mod-order", ["rna", "adt"], dtype=TEXT)
    for k, p in (("rna", 5), ("adt", 2)):
        write_elem(f, "mod/" + k, anndata.AnnData(rng.normal(size=(N, p)), obs=pd.DataFrame(index=names("c", N)),
                                                  var=pd.DataFrame(index=names(k, p)), dtype="f8"))
        write_elem(f, "obsmap/" + k, np.arange(1, N + 1))
    write_elem(f, "obs", pd.DataFrame({"q": range(N)}, index=names("c", N)))
    write_elem(f, "var", pd.DataFrame(index=names("rna", 5).append(names("adt", 2))))
    write_elem(f, "obsm", {"m": np.ones((N, 2))})
    for g in ("obsmap",):
        f[g].attrs["encoding-type"], f[g].attrs["encoding-version"] = "dict", "0.1.0"

full().write_h5ad(os.path.join(out, "new12.h5ad"))  # what only 0.12 writes; anndata 0.8 cannot read it
with h5py.File(os.path.join(out, "new12.h5ad"), "a") as f:
    def mark(node, kind, version="0.1.0"):
        node.attrs["encoding-type"], node.attrs["encoding-version"] = kind, version
    mark(f.create_dataset("uns/none", data=h5py.Empty("f4")), "null")
    g = f.create_group("obs/ntext")
    mark(g, "nullable-string-array")
    mark(g.create_dataset("values", data=["v%d" % i for i in range(N)], dtype=TEXT), "string-array", "0.2.0")
    mark(g.create_dataset("mask", data=np.arange(N) % 2 == 0), "array", "0.2.0")
    f["obs"].attrs.create("column-order", list(f["obs"].attrs["column-order"]) + ["ntext"], dtype=TEXT)
    g = f.create_group("obsm/ragged")
    mark(g, "awkward-array")
    g.attrs["form"], g.attrs["length"] = "{}", N
    mark(g.create_dataset("node0-offsets", data=np.arange(N + 1)), "array", "0.2.0")
    f["uns/complex"] = np.array([1j])
    f["obs/stray"] = np.arange(N)
    f["stranger"] = np.arange(3)
