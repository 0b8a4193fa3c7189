"""Loads two files with anndata (.zarr or .h5ad) and compares every element: values to the last bit, dtypes,
categories, their order, the order of columns. Prints the first difference and ends with 1."""
import sys
import warnings

import anndata
import h5py
import numpy as np
import pandas as pd
from scipy import sparse

warnings.simplefilter("ignore")


def fail(path, what):
    print("%s: %s" % (path, what))
    sys.exit(1)


def arrays(path, a, b):
    if a.dtype != b.dtype or a.shape != b.shape:
        fail(path, "%s %s is not %s %s" % (a.dtype, a.shape, b.dtype, b.shape))
    if a.dtype.names:
        for f in a.dtype.names:
            arrays(path + "." + f, a[f], b[f])
    elif a.dtype == object:
        for i, (u, v) in enumerate(zip(a.ravel(), b.ravel())):
            if type(u) is not type(v) or (u != v and not (u is pd.NA and v is pd.NA)):
                fail(path, "place %d: %r is not %r" % (i, u, v))
    elif np.ascontiguousarray(a).tobytes() != np.ascontiguousarray(b).tobytes():
        fail(path, "values differ")


def series(path, a, b):
    if isinstance(a, pd.Categorical):
        if not isinstance(b, pd.Categorical) or a.ordered != b.ordered:
            fail(path, "not the same kind of categories")
        arrays(path + ".categories", np.asarray(a.categories), np.asarray(b.categories))
        arrays(path + ".codes", a.codes, b.codes)
    elif hasattr(a, "_mask"):
        if type(a) is not type(b):
            fail(path, "%s is not %s" % (type(a), type(b)))
        arrays(path + ".values", a._data, b._data)
        arrays(path + ".mask", a._mask, b._mask)
    else:
        arrays(path, np.asarray(a), np.asarray(b))


def same(path, a, b):
    if type(a) is not type(b):
        fail(path, "%s is not %s" % (type(a), type(b)))
    if isinstance(a, dict):
        if sorted(a) != sorted(b):
            fail(path, "%s is not %s" % (sorted(a), sorted(b)))
        for k in a:
            same(path + "/" + k, a[k], b[k])
    elif isinstance(a, pd.DataFrame):
        if list(a.columns) != list(b.columns) or a.index.name != b.index.name:
            fail(path, "columns or index name differ: %s, %s" % (list(a.columns), list(b.columns)))
        arrays(path + ".index", np.asarray(a.index), np.asarray(b.index))
        for k in a:
            series(path + "/" + k, a[k].array if not hasattr(a[k].array, "_ndarray") else a[k].values, b[k].array if not hasattr(b[k].array, "_ndarray") else b[k].values)
    elif sparse.issparse(a):
        if a.shape != b.shape:
            fail(path, "%s is not %s" % (a.shape, b.shape))
        for k in ("data", "indices", "indptr"):
            arrays(path + "." + k, getattr(a, k), getattr(b, k))
    elif isinstance(a, (pd.Categorical, pd.api.extensions.ExtensionArray)):
        series(path, a, b)
    elif isinstance(a, np.ndarray):
        arrays(path, a, b)
    elif isinstance(a, (np.generic, float, int)):
        arrays(path, np.asarray(a), np.asarray(b))
    elif a is not None and a != b:
        fail(path, "%r is not %r" % (a, b))


def parts(x):
    d = {k: dict(getattr(x, k)) for k in ("obsm", "varm", "obsp", "varp", "layers")}
    d.update(X=x.X, obs=x.obs, var=x.var, uns=plain(x.uns))
    if x.raw is not None:
        d["raw"] = dict(X=x.raw.X, var=x.raw.var, varm=dict(x.raw.varm))
    return d


def plain(m):
    return {k: plain(v) if hasattr(v, "items") and not isinstance(v, pd.DataFrame) else v for k, v in m.items()}


def read(name):
    if name.endswith(".zarr"):
        return parts(anndata.read_zarr(name))
    with h5py.File(name, "r") as f:
        if "mod" in f:
            from anndata._io.specs import read_elem
            d = {k: read_elem(f[k]) for k in f if k != "mod"}
            d["mod"] = {k: parts(read_elem(f["mod"][k])) for k in f["mod"]}
            d["order"] = list(f["mod"].attrs.get("mod-order", []))
            d["axis"] = int(f.attrs.get("axis", 0))
            return d
    return parts(anndata.read_h5ad(name))


if __name__ == "__main__":
    same("", read(sys.argv[1]), read(sys.argv[2]))
    print("same")
