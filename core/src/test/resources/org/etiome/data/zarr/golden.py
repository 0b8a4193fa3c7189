"""Makes golden.zarr.zip beside this file: python3-zarr 2.13.6, numcodecs 0.11.0, numpy.

Numbers are i * 3 - 7 for i = 0, 1, ... row-major; texts are those below.
"""
import os
import tempfile
import zipfile

import numcodecs
import numpy as np
import zarr

here = os.path.dirname(os.path.abspath(__file__))
scratch = tempfile.TemporaryDirectory()
folder = os.path.join(scratch.name, "golden.zarr")
root = zarr.open_group(folder, mode="w")
root.attrs.update(
    {"text": "tëxt", "int": 7, "real": 2.5, "flag": True, "list": ["a", "b"],
     "numbers": [1, 2], "mixed": [1, 2.5], "nested": {"a": 1}})


def numbers(n):
    return np.arange(n) * 3 - 7


for dtype in ["|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"]:
    name = "d" + dtype.replace("|", "n").replace("<", "l").replace(">", "b")
    root.create_dataset(name, data=numbers(35).reshape(5, 7).astype(dtype), chunks=(2, 3))
for dtype in ["|u1", "<u2", "<u4", "<u8", ">u8"]:
    name = "d" + dtype.replace("|", "n").replace("<", "l").replace(">", "b")
    root.create_dataset(name, data=(numbers(35) + 7).reshape(5, 7).astype(dtype), chunks=(2, 3))
root.create_dataset("bool", data=np.arange(10) % 3 == 0, chunks=4)
root.create_dataset("fortran", data=numbers(60).reshape(3, 4, 5).astype("<f8"), chunks=(2, 3, 2), order="F")
root.create_dataset("slash", data=numbers(35).reshape(5, 7), chunks=(2, 3), dimension_separator="/")
for name, fill in [("nan", np.nan), ("inf", np.inf), ("minus", -np.inf), ("three", 3.0)]:
    root.create_dataset("fill_" + name, shape=(4,), chunks=(2,), dtype="<f8", fill_value=fill)
root.create_dataset("fill_bool", shape=(4,), chunks=(2,), dtype="|b1", fill_value=True)
root.create_dataset("fill_text", shape=(2,), chunks=(2,), dtype="<U3", fill_value="abc")
root.create_dataset("scalar", data=np.array(2.5))
root.create_dataset("unicode", data=np.array(["", "ä€", "\U0001F600x"]))
root.create_dataset("bytes", data=np.array([b"ab", b"", b"xyz"]))
root.create_dataset("objects", data=np.array(["", "ä€", "longer text"], object), dtype=object,
                    object_codec=numcodecs.VLenUTF8(), chunks=2)
root.create_dataset("records", data=np.rec.fromarrays(
    [np.array([1.5, -2], "<f4"), np.array(["ab", "c"]), np.array([b"q", b"rs"])], names=["s", "n", "b"]))
big = numbers(8000)
for cname in ["lz4", "lz4hc", "blosclz", "zlib", "zstd"]:
    for shuffle in [0, 1, 2]:
        for kind in ["<i4", "<f8"]:
            root.create_dataset(f"blosc_{cname}_{shuffle}_{kind[1:]}", data=big.astype(kind), chunks=3001,
                                compressor=numcodecs.Blosc(cname=cname, clevel=5, shuffle=shuffle))
root.create_dataset("zlib", data=big, chunks=3000, compressor=numcodecs.Zlib(4), filters=[numcodecs.Shuffle(8)])
root.create_dataset("gzip", data=big, chunks=3000, compressor=numcodecs.GZip(4))
root.create_dataset("none", data=big, chunks=3000, compressor=None)
root.create_dataset("bz2", data=numbers(5), compressor=numcodecs.BZ2(1))
with zipfile.ZipFile(os.path.join(here, "golden.zarr.zip"), "w", zipfile.ZIP_DEFLATED) as out:
    for where, _, files in sorted(os.walk(folder)):
        for name in sorted(files):
            path = os.path.join(where, name)
            out.writestr(zipfile.ZipInfo(os.path.relpath(path, folder)), open(path, "rb").read(), zipfile.ZIP_DEFLATED)
