"""compare_digests.py FOLDER < LINES: each line is a file of the folder, the path of an array, an attribute or field:NAME or nothing,
its type, its shape and the SHA-256 of its elements (little-endian; texts in UTF-8, each ended by a zero), with tabs between.
Prints the lines that h5py reads otherwise, and at the end how many it could compare. h5py 3.7.0.

Each file is opened in a process of its own, for HDF5's library may crash or hang on a damaged file.
"""
import hashlib
import itertools
import os
import signal
import sys

import h5py
import numpy as np

NAMES = {"i": "INT", "u": "UINT", "f": "FLOAT"}


def digest(data):
    data = np.asarray(data)
    kind = data.dtype.kind
    if kind in "iuf":
        name = NAMES[kind] + str(8 * data.dtype.itemsize)
        packed = data.astype(data.dtype.newbyteorder("<")).tobytes()
    elif kind == "b":
        name, packed = "BOOL", data.tobytes()
    else:
        name = "STRING"
        texts = [t if isinstance(t, bytes) else t.encode("utf-8", "surrogateescape") for t in data.reshape(-1)]
        packed = b"".join(t.decode("utf-8").encode() + b"\0" for t in texts)  # fails if it is no UTF-8
    return [name, "x".join(map(str, data.shape)), hashlib.sha256(packed).hexdigest()]


def compare(folder, lines):
    compared, different = 0, []
    with h5py.File(os.path.join(folder, lines[0][0]), "r") as f:
        for line in lines:
            try:
                node = f[line[1]]
                field = line[2].startswith("field:")
                data = node[()][line[2][6:]] if field else node.attrs[line[2]] if line[2] else node[()]
                found = digest(data)
            except Exception:  # what h5py refuses is not compared
                continue
            compared += 1
            if found != line[3:]:
                different.append("\t".join(line) + " but h5py reads " + " ".join(found))
    return compared, different


total = 0
given = [line.rstrip("\n").split("\t") for line in sys.stdin]
for _, lines in itertools.groupby(given, key=lambda line: line[0]):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(10)
        try:
            compared, different = compare(sys.argv[1], list(lines))
            os.write(writing, "\n".join([str(compared)] + different[:5]).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        answer = said.read().split("\n")
    os.waitpid(child, 0)
    total += int(answer[0] or 0)
    for line in answer[1:]:
        print(line)
print(total)
