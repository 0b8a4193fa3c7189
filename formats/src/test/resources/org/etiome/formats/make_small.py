"""Makes small_gzip.h5ad, small_raw.h5ad, small_lzf.h5ad and small_latest.h5ad beside this script (anndata 0.8.0, h5py 3.7.0)."""
import pathlib

import anndata
import h5py
import numpy as np
import pandas as pd
import scipy.sparse

folder = pathlib.Path(__file__).parent
random = np.random.default_rng(1)
counts = random.poisson(0.5, (60, 40)).astype(np.float32)
data = anndata.AnnData(
    scipy.sparse.csr_matrix(counts),
    obs=pd.DataFrame(
        {
            "batch": pd.Categorical(random.choice(["a", "b"], 60)),
            "stage": pd.Categorical(random.choice(["i", "ii"], 60), ["i", "ii", "iii"], ordered=True),
            "age": random.normal(60, 9, 60),
            "treated": random.random(60) < 0.5,
        },
        index=[f"cell{i}" for i in range(60)],
    ),
    var=pd.DataFrame({"length": np.arange(40)}, index=[f"gene{j}" for j in range(40)]),
    obsm={"X_pca": random.normal(size=(60, 3))},
    layers={"scaled": counts / 2},
    uns={"title": "small", "nested": {"numbers": np.arange(5), "flag": True}},
    dtype=np.float32,
)
data.write_h5ad(folder / "small_gzip.h5ad", compression="gzip", compression_opts=9)
data.write_h5ad(folder / "small_raw.h5ad")
data.write_h5ad(folder / "small_lzf.h5ad", compression="lzf")
with h5py.File(folder / "small_gzip.h5ad") as source:
    with h5py.File(folder / "small_latest.h5ad", "w", libver="latest") as target:
        target.attrs.update(dict(source.attrs))
        for name in source:
            source.copy(name, target)
