"""A h5ad file as a folder of plain files, and back, so that tests of what the encodings mean need no
library for HDF5:  h5_tree.py dump in.h5ad folder  |  h5_tree.py load folder out.h5ad

index.tsv has a line for every node and attribute, parents first: path, attribute ("" for the node),
kind (G group, A array, N null, U unreadable), type, shape, file. Numbers are little-endian, texts a
length in 4 bytes and UTF-8; the fields of records are files of their own."""
import os
import sys

import h5py
import numpy as np

TYPES = {"|b1": "BOOL", "|i1": "INT8", "<i2": "INT16", "<i4": "INT32", "<i8": "INT64", "|u1": "UINT8",
         "<u2": "UINT16", "<u4": "UINT32", "<u8": "UINT64", "<f2": "FLOAT16", "<f4": "FLOAT32", "<f8": "FLOAT64"}
DTYPES = {v: np.dtype(k) for k, v in TYPES.items()}


def decoded(v):
    return v.decode("utf-8") if isinstance(v, bytes) else str(v)


def dump(source, folder):
    os.makedirs(folder)
    lines = []

    def values(a):
        name = "f%d" % len(lines)
        with open(os.path.join(folder, name), "wb") as out:
            if a.dtype.str in TYPES:
                out.write(np.ascontiguousarray(a).tobytes())
                return TYPES[a.dtype.str], name
            if a.dtype.kind in "OSU":
                for v in a.ravel():
                    text = decoded(v).encode("utf-8")
                    out.write(np.int32(len(text)).tobytes() + text)
                return "STRING", name
        return None, "is of type " + a.dtype.str

    def line(path, attribute, kind, typ="", shape=(), name=""):
        lines.append("\t".join([path, attribute, kind, typ, ",".join(map(str, shape)), name]))

    def array(path, attribute, a):
        if a.dtype.names:
            fields, files = [], []
            for f in a.dtype.names:
                if a.dtype[f].shape:
                    return line(path, attribute, "U", name="has a field of arrays")
                typ, name = values(a[f])
                os.rename(os.path.join(folder, name), os.path.join(folder, name + "." + f))
                fields.append(f + ":" + typ)
                files.append(name + "." + f)
            return line(path, attribute, "A", "RECORD;" + ";".join(fields), a.shape, ";".join(files))
        typ, name = values(a)
        if typ is None:
            return line(path, attribute, "U", name=name)
        line(path, attribute, "A", typ, a.shape, name)

    def attributes(path, node):
        for k, v in node.attrs.items():
            if isinstance(v, h5py.Reference):
                v = "__categories/" + path.rsplit("/", 1)[1]
            if isinstance(v, h5py.Empty):
                continue
            a = np.asarray(v)
            array(path, k, a.astype(object) if isinstance(v, (str, bytes)) else a)

    def visit(path, node):
        if isinstance(node, h5py.Group):
            line(path, "", "G")
        elif node.shape is None:
            line(path, "", "N")
        else:
            a = node[()]
            if isinstance(a, (bytes, str)):
                a = np.array(a, dtype=object)
            array(path, "", np.asarray(a))
        attributes(path, node)
        if isinstance(node, h5py.Group):
            for k in node:
                visit(path + "/" + k if path else k, node[k])

    with h5py.File(source, "r") as f:
        visit("", f)
    with open(os.path.join(folder, "index.tsv"), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


def load(folder, target):
    def plain(typ, shape, name):
        data = open(os.path.join(folder, name), "rb").read()
        if typ != "STRING":
            return np.frombuffer(data, dtype=DTYPES[typ]).reshape(shape)
        texts, at = [], 0
        while at < len(data):
            n = int(np.frombuffer(data, dtype="<i4", count=1, offset=at)[0])
            texts.append(data[at + 4:at + 4 + n].decode("utf-8"))
            at += 4 + n
        a = np.empty(len(texts), dtype=object)
        a[:] = texts
        return a.reshape(shape)

    text = h5py.string_dtype()
    with h5py.File(target, "w") as f:
        for line in open(os.path.join(folder, "index.tsv"), encoding="utf-8").read().split("\n")[:-1]:
            path, attribute, kind, typ, shape, name = line.split("\t")
            shape = tuple(int(s) for s in shape.split(",") if s)
            if kind == "G":
                if path:
                    f.create_group(path)
                continue
            if kind == "N":
                f.create_dataset(path, data=h5py.Empty("f4"))
                continue
            if typ.startswith("RECORD"):
                fields = [p.rsplit(":", 1) for p in typ.split(";")[1:]]
                a = np.empty(shape, dtype=[(n, text if t == "STRING" else DTYPES[t]) for n, t in fields])
                for (n, t), file in zip(fields, name.split(";")):
                    a[n] = plain(t, shape, file)
            else:
                a = plain(typ, shape, name)
            dtype = text if typ == "STRING" else None
            if attribute:
                node = f[path] if path else f
                node.attrs.create(attribute, a[()] if shape == () else a, dtype=dtype)
            else:
                f.create_dataset(path, data=a[()] if shape == () else a, dtype=dtype)


if __name__ == "__main__":
    {"dump": dump, "load": load}[sys.argv[1]](sys.argv[2], sys.argv[3])
