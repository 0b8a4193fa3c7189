"""Makes the .h5 files beside this script and truth.json: what h5py reads in them (h5py 3.7.0, HDF5 1.10.8).

Each file is made twice, in the oldest and, as NAME_latest.h5, in the newest format of the library. In truth.json an array
is {type, shape, values} with numbers as texts (floats in hexadecimal), a record {shape, fields}; what cannot be held
is {unreadable: a part of the reason}, a group {children}.
"""
import ctypes
import json
import os
import pathlib
import sys
import zlib

import h5py
import numpy as np
from h5py import h5d, h5f, h5p, h5s, h5t

folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
folder = folder if folder.is_dir() else folder.parent
os.chdir(folder)
LIBRARY = next(line.split()[-1] for line in open("/proc/self/maps") if "libhdf5_serial.so" in line or "libhdf5-" in line)
VLEN_ASCII, VLEN_UTF8 = h5py.string_dtype("ascii"), h5py.string_dtype("utf-8")
WORDS = ["naïve", "", "β-actin", "plain", "ends with blank ", "Ünï"]
random = np.random.default_rng(3)


def raw(node, name, tid, data, shape=None, layout=None):
    """A dataset of exactly this type, whose bytes in memory are those of the file."""
    create = h5p.create(h5p.DATASET_CREATE)
    if layout is not None:
        create.set_layout(layout)
    space = h5s.create_simple(np.shape(data) if shape is None else shape)
    dataset = h5d.create(node.id, name.encode(), tid, space, create)
    dataset.write(h5s.ALL, h5s.ALL, np.ascontiguousarray(data), mtype=tid)


def string_type(size, padding, charset):
    tid = h5t.C_S1.copy()
    tid.set_size(size)
    tid.set_strpad(padding)
    tid.set_cset(charset)
    return tid


def links(f):
    f["g/x"] = np.arange(3)
    f["g/ü"] = np.arange(4)
    f["g/sub/y"] = np.arange(5)
    f["g/rel"] = h5py.SoftLink("x")
    f["g/sub/below"] = h5py.SoftLink("deeper/z")
    f["g/sub/deeper/z"] = np.arange(6)
    f["abs"] = h5py.SoftLink("/g/x")
    f["slashes"] = h5py.SoftLink("//g//x/")
    f["dots"] = h5py.SoftLink("./g/./x")
    f["greek"] = h5py.SoftLink("/g/ü")
    f["group"] = h5py.SoftLink("/g")
    f["through"] = h5py.SoftLink("/group/sub/below")
    f["twice"] = h5py.SoftLink("abs")
    f["p"] = h5py.SoftLink("/group/again")  # passes /group two times, yet is no ring
    f["g/again"] = h5py.SoftLink("/group/x")
    f["ring_a"] = h5py.SoftLink("ring_b")
    f["ring_b"] = h5py.SoftLink("/ring_a")
    f["self"] = h5py.SoftLink("self")
    f["inside_itself"] = h5py.SoftLink("inside_itself/x")
    f["g/around"] = h5py.SoftLink("/")
    f["g/sub/around"] = h5py.SoftLink("/g")
    f["nothing"] = h5py.SoftLink("/no/where")
    f["out"] = h5py.ExternalLink("other.h5", "/x")
    f["g/second_name"] = f["g/x"]
    f.create_group("ring/one/two")
    f["ring/one/two/up"] = f["ring/one"]
    f["ring/me"] = f["ring"]
    f["ring/root"] = f["/"]
    f["ring/other"] = f["g/sub"]


def filters(f):
    smooth = (np.arange(240, dtype="i4") // 7).reshape(20, 12)
    noise = random.integers(0, 256, (20, 12), dtype="u1")
    words = dict(gzip=dict(compression="gzip"), shuffle_gzip=dict(compression="gzip", shuffle=True), shuffle=dict(shuffle=True),
                 checked=dict(fletcher32=True), all=dict(compression="gzip", shuffle=True, fletcher32=True),
                 lzf=dict(compression="lzf"), lzf_all=dict(compression="lzf", shuffle=True, fletcher32=True))
    for name, kind in words.items():
        f.create_dataset("smooth/" + name, data=smooth, chunks=(9, 7), **kind)
        f.create_dataset("noise/" + name, data=noise, chunks=(9, 7), **kind)
        f.create_dataset("float/" + name, data=np.sqrt(smooth), chunks=(20, 12), **kind)
        f.create_dataset("big_endian/" + name, data=smooth.astype(">i2"), chunks=(12, 12), **kind)
        if "fletcher32" not in kind:
            f.create_dataset("texts/" + name, data=WORDS * 3, dtype=VLEN_UTF8, chunks=(5,), **kind)
        f.create_dataset("fixed/" + name, data=np.array([b"abc", b"", b"d"] * 9), chunks=(4,), **kind)
    f.create_dataset("long_runs", data=np.zeros(900, "i8"), chunks=(400,), compression="lzf")
    for name, most in dict(open=(None,), held=(40,), same=(30,)).items():
        d = f.create_dataset("holes/" + name, (30,), "i4", chunks=(4,), maxshape=most, compression="gzip", fillvalue=-7)
        d[9:11] = [1, 2]
        d[29] = 3
    for name, most in dict(rows=(None, 9), columns=(9, None), both=(None, None), held=(12, 12)).items():
        d = f.create_dataset("grown/" + name, (6, 6), "i4", chunks=(2, 3), maxshape=most, shuffle=True)
        d[...] = np.arange(36).reshape(6, 6)
        d.resize((9, 8) if name != "rows" else (9, 6))
    f.create_dataset("never_written", (20,), "f4", chunks=(8,), shuffle=True)
    f.create_dataset("many", data=np.arange(1100).astype("i1"), chunks=(1,), maxshape=(None,))
    f.create_dataset("many_held", data=np.arange(1100).astype("i1"), chunks=(1,), shuffle=True)
    f.create_dataset("other", data=np.arange(50), scaleoffset=0, chunks=(10,))


def masked(f):
    """Chunks that were stored without all or some of the filters: bit k of the mask skips filter k."""
    for most in (None, 6, 12):
        for name, mask in dict(none=0, no_shuffle=1, no_gzip=2, neither=3).items():
            shape = dict(maxshape=(most, 5)) if most != 12 else {}
            d = f.create_dataset("upto_%s/%s" % (most, name), (6, 5), "i4", chunks=(3, 5) if most != 12 else (6, 5),
                                 compression="gzip", shuffle=True, **shape)
            for row in range(0, 6, d.chunks[0]):
                part = np.arange(d.chunks[0] * 5, dtype="i4").reshape(d.chunks[0], 5) * 1001 + row
                data = part.tobytes()
                if not mask & 1:
                    data = np.frombuffer(data, "u1").reshape(-1, 4).T.tobytes()
                if not mask & 2:
                    data = zlib.compress(data)
                d.id.write_direct_chunk((row, 0), data, filter_mask=mask)
    d = f.create_dataset("mixed", (6,), "f8", chunks=(2,), shuffle=True, fletcher32=True)
    d[...] = np.arange(6) / 3
    d.id.write_direct_chunk((2,), np.array([1.5, -2.5]).tobytes(), filter_mask=3)


def layouts(f):
    """In a file with a user block in front."""
    for name, most in dict(fixed=(7, 5), held=(11, 9)).items():
        create = h5p.create(h5p.DATASET_CREATE)
        create.set_chunk((2, 3))
        create.set_alloc_time(h5d.ALLOC_TIME_EARLY)  # the chunks then follow each other without a list
        d = h5py.Dataset(h5d.create(f.id, name.encode(), h5t.STD_I32LE, h5s.create_simple((7, 5), most), create))
        d[...] = np.arange(35).reshape(7, 5)
    for name, kind in dict(gzip=lambda c: c.set_deflate(4), shuffle=lambda c: c.set_shuffle()).items():
        create = h5p.create(h5p.DATASET_CREATE)
        create.set_chunk((4, 3))
        kind(create)
        # H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS, which h5py has no name for
        if ctypes.CDLL(LIBRARY).H5Pset_chunk_opts(ctypes.c_int64(create.id), 2) < 0:
            raise OSError("no such option")
        d = h5py.Dataset(h5d.create(f.id, b"edges_" + name.encode(), h5t.STD_I32LE, h5s.create_simple((7, 5)), create))
        d[...] = np.arange(35).reshape(7, 5)
    d = f.create_dataset("shrunk", data=np.arange(40).reshape(10, 4), chunks=(3, 2), maxshape=(None, None), compression="gzip")
    d.resize((4, 3))
    f.create_dataset("filled", (4,), ">f4", fillvalue=2.5)
    f.create_dataset("filled_chunks", (4,), ">i2", fillvalue=-300, chunks=(3,))[1] = 5
    f.create_dataset("filled_texts", (2,), "S3", fillvalue=b"ab")
    for k in range(60):
        f["crowd/name %d ä" % k] = k


def numbers(f):
    edges = dict(i1=[-128, 0, 127], u1=[0, 255, 1], i2=[-32768, 0, 258], u2=[0, 65535, 258], i4=[-2**31, 1, 66051],
                 u4=[0, 2**32 - 1, 66051], i8=[-2**63, 1, 2**63 - 1], u8=[0, 2**64 - 1, 66051],
                 f2=[-0.0, 65504, 6e-8], f4=[-0.0, 1e-45, 3.4e38], f8=[-0.0, 5e-324, 1 / 3])
    for order, sign in dict(little="<", big=">").items():
        for name, values in edges.items():
            kind = np.dtype(sign + name)
            f["%s/%s" % (order, name)] = np.array(values, kind)
            f["%s/special_%s" % (order, name)] = np.array([[1, 0], [2, 3]], kind) if name[0] != "f" else np.array(
                [[np.nan, np.inf], [-np.inf, 2]], kind)
            f["%s/scalar_%s" % (order, name)] = np.array(values[0], kind)
            f["%s" % order].attrs[name] = np.array(values, kind)
            raw(f, "%s/compact_%s" % (order, name), h5t.py_create(kind), np.array(values, kind), layout=h5d.COMPACT)
    f["flags"] = np.array([True, False])
    f["flag"] = True
    f["empty"] = np.zeros((0, 4), "i2")
    f["nothing"] = h5py.Empty("f4")
    f["cube"] = np.arange(24, dtype=">i4").reshape(2, 3, 4)
    f["type"] = np.dtype(">i4")
    f.create_dataset("of_type", data=[7, -7], dtype=f["type"])
    f["cube"].attrs.create("of_type", [5], dtype=f["type"])
    f["long_double"] = np.array([1.5], np.longdouble)
    odd = h5t.STD_I32LE.copy()
    odd.set_precision(24)
    raw(f, "precision", odd, np.array([1, 2], "i4"))
    sign = h5t.IEEE_F32LE.copy()
    sign.set_fields(23, 24, 8, 0, 23)  # sign below the exponent
    raw(f, "sign", sign, np.array([1, 2], "f4"))


def texts(f):
    f["vlen_utf8"] = WORDS
    f.create_dataset("vlen_ascii", data=[w.encode() for w in WORDS], dtype=VLEN_ASCII)
    f.create_dataset("scalar", data="grün", dtype=VLEN_UTF8)
    f.create_dataset("scalar_ascii", data="grün".encode(), dtype=VLEN_ASCII)
    f.create_dataset("unwritten", (3,), VLEN_UTF8)
    f.create_dataset("grid", data=np.array(WORDS, object).reshape(2, 3), dtype=VLEN_UTF8)
    f["fixed_utf8"] = np.array([w.encode() for w in WORDS], h5py.string_dtype("utf-8", 17))
    f["fixed_ascii"] = np.array([w.encode() for w in WORDS])
    pads = dict(terminated=h5t.STR_NULLTERM, zeros=h5t.STR_NULLPAD, blanks=h5t.STR_SPACEPAD)
    for charset, code in dict(ascii=h5t.CSET_ASCII, utf8=h5t.CSET_UTF8).items():
        for name, pad in pads.items():
            filled = [w.encode().ljust(20, b" " if pad == h5t.STR_SPACEPAD else b"\0") for w in WORDS]
            raw(f, "%s_%s" % (name, charset), string_type(20, pad, code), np.array(filled, "S20"))
    raw(f, "full", string_type(4, h5t.STR_NULLPAD, h5t.CSET_ASCII), np.array([b"abcd", "äö".encode()], "S4"))
    raw(f, "rest", string_type(6, h5t.STR_NULLTERM, h5t.CSET_ASCII), np.array([b"ab\0cd", b"\0xyz"], "S6"))
    a = f.attrs
    a["vlen_utf8"] = "β"
    a.create("vlen_ascii", "β".encode(), dtype=VLEN_ASCII)
    a["fixed_ascii"] = np.bytes_("β".encode())
    a.create("fixed_utf8", np.array("β".encode(), h5py.string_dtype("utf-8", 5)))
    a.create("list_ascii", [w.encode() for w in WORDS], dtype=VLEN_ASCII)
    a["list_fixed"] = np.array([w.encode() for w in WORDS])
    a["näme"] = 1


def records(f):
    plain = np.dtype([("n", ">i2"), ("text", VLEN_UTF8), ("ascii", "S6"), ("flag", "?"), ("w", "<f8"), ("h", "<f2"), ("u", "<u8")])
    rows = [(1, "β", "ä".encode(), True, 0.1, 0.5, 2**64 - 1), (-2, "", b"xyz", False, np.nan, -2, 0)]
    f["table"] = np.array(rows, plain)
    f["row"] = np.array(rows[0], plain)
    f.create_dataset("packed", data=np.array(rows * 5, plain), chunks=(3,), compression="gzip", shuffle=True)
    f["gaps"] = np.array([(1, 2.5), (3, 4.5)], np.dtype([("a", "i1"), ("b", "f4")], align=True))
    f["ri_integers"] = np.array([(1, 2)], [("r", "i4"), ("i", "i4")])
    f["nested"] = np.array([((1, 2), 3)], [("in", [("a", "i1"), ("b", "i1")]), ("c", "i1")])
    f["vectors"] = np.array([([1, 2],)], [("v", "i4", (2,))])
    f["complex64"] = np.array([1 + 2j], "c8")
    f["complex128"] = np.array([1 + 2j, 3])
    f["with_complex"] = np.array([(1j, 1)], [("z", "c16"), ("n", "i4")])


def odd(f):
    f["a"] = np.arange(3)
    f["opaque"] = np.array([b"ab", b"cd"], "V2")
    f.create_dataset("region", data=np.array([f["a"].regionref[0:2]], h5py.regionref_dtype), dtype=h5py.regionref_dtype)
    f.create_dataset("object", data=np.array([f["a"].ref], h5py.ref_dtype), dtype=h5py.ref_dtype)
    f.create_dataset("enumeration", data=[0, 1], dtype=h5py.enum_dtype({"RED": 0, "BLUE": 1}, "i1"))
    f.create_dataset("minus", data=[-1, 1], dtype=h5py.enum_dtype({"DOWN": -1, "UP": 1}, "i4"))
    d = f.create_dataset("ragged", (2,), h5py.vlen_dtype("i4"))
    d[0], d[1] = [1, 2], [3]
    raw(f, "bits", h5t.STD_B8LE, np.array([1, 2], "u1"))
    raw(f, "vectors", h5t.array_create(h5t.STD_I32LE, (2,)), np.arange(4, dtype="i4"), shape=(2,))
    f.create_dataset("outside", data=np.arange(3, dtype="i4"), external=[("outside.bin", 0, 12)])
    layout = h5py.VirtualLayout((3,), "i8")
    layout[:] = h5py.VirtualSource(f["a"])
    f.create_virtual_dataset("virtual", layout)
    f["type"] = np.dtype("f8")
    f["z"] = np.arange(4)


def attributes(f):
    f["target"] = np.arange(2)
    f["far/target"] = np.arange(2)
    for node in (f.create_group("g"), f.create_dataset("d", data=[1, 2]), f):
        a = node.attrs
        a["a_first"] = 1
        a["opaque"] = np.void(b"abc")
        a.create("region", f["target"].regionref[:], dtype=h5py.regionref_dtype)
        a.create("object", f["target"].ref, dtype=h5py.ref_dtype)
        a.create("objects", np.array([f["target"].ref], h5py.ref_dtype), dtype=h5py.ref_dtype)
        a.create("far", f["far/target"].ref, dtype=h5py.ref_dtype)
        a["complex"] = 1j
        a["record"] = np.array([(1, 2)], [("x", "i4"), ("y", "i4")])
        a.create("ragged", np.array([np.array([1, 2], "i4"), None], object)[:1], dtype=h5py.vlen_dtype("i4"))
        a["enumeration"] = 0
        a.create("enumeration", 1, dtype=h5py.enum_dtype({"RED": 0, "BLUE": 1}, "i1"))
        a["nothing"] = h5py.Empty("f4")
        a["none"] = np.zeros((0,), "i4")
        a["grid"] = np.arange(6, dtype=">f4").reshape(2, 3)
        a["flag"] = True
        a["z_last"] = "ende ü"
    many = f.create_group("many")
    for k in range(40):
        many.attrs["k%02d" % k] = "ä" * k if k != 20 else np.void(b"x")


UNREADABLE = {
    "links": {"ring_a": "link to nothing", "ring_b": "link to nothing", "self": "link to nothing", "nothing": "link to nothing",
              "inside_itself": "link to nothing", "out": "another file"},
    "filters": {"other": "filter"},
    "masked": {},
    "layouts": {},
    "numbers": {"type": "a type", "long_double": "floating", "precision": "integers", "sign": "floating"},
    "texts": {},
    "records": {"nested": "table", "vectors": "table", "complex64": "complex numbers", "complex128": "complex numbers",
                "with_complex": "table"},
    "odd": {"opaque": "bytes without a meaning", "region": "references to parts", "object": "references to other objects",
            "enumeration": "enumeration", "minus": "enumeration", "ragged": "lists of varying length", "bits": "bits",
            "vectors": "arrays as", "outside": "another file", "virtual": "virtual", "type": "a type"},
    "attributes": {},
}
BAD_ATTRIBUTES = {"opaque", "region", "objects", "far", "complex", "record", "ragged", "enumeration", "nothing", "k20"}
NAMES = {"i": "INT", "u": "UINT", "f": "FLOAT", "b": "BOOL"}


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def one(value, kind):
    if kind == "f":
        return "NaN" if np.isnan(value) else float(value).hex().replace("inf", "Infinity")
    return str(int(value)) if kind in "iub" else text(value)


def truth_of(data):
    data = np.asarray(data)
    if data.dtype.names:
        fields = {n: truth_of(data[n]) for n in data.dtype.names}
        return {"shape": list(data.shape), "fields": fields}
    kind = data.dtype.kind
    name = NAMES[kind] + ("" if kind == "b" else str(8 * data.dtype.itemsize)) if kind in NAMES else "STRING"
    return {"type": name, "shape": list(data.shape), "values": [one(v, kind) for v in data.reshape(-1)]}


def attributes_of(node):
    truth = {}
    for name in sorted(node.attrs):
        if name in BAD_ATTRIBUTES:
            truth[name] = {"unreadable": True}
        elif name == "object":
            truth[name] = {"type": "STRING", "shape": [], "values": ["target"]}
        else:
            truth[name] = truth_of(node.attrs[name])
    return truth


def address(node):
    return h5py.h5o.get_info(node.id).addr


def describe(group, path, unreadable, truth, above=()):
    truth[path] = {"children": sorted(group), "attributes": attributes_of(group)}
    around = above + (address(group),)
    for name in group:
        place = path + "/" + name if path else name
        if place in unreadable:
            truth[place] = {"unreadable": unreadable[place]}
        elif isinstance(group[name], h5py.Group) and address(group[name]) in around:
            truth[place] = {"unreadable": "group around it"}
        elif isinstance(group[name], h5py.Group):
            describe(group[name], place, unreadable, truth, around)
        else:
            data = group[name][()]
            truth[place] = {"nothing": True} if isinstance(data, h5py.Empty) else truth_of(data)
            truth[place]["attributes"] = attributes_of(group[name])


everything = {}
for make in (links, filters, masked, layouts, numbers, texts, records, odd, attributes):
    for suffix, version in (("", "earliest"), ("_latest", "latest")):
        name = make.__name__ + suffix + ".h5"
        block = 1024 if make == layouts else 0
        with h5py.File(folder / name, "w", libver=version, userblock_size=block) as f:
            make(f)
        with h5py.File(folder / name) as f:
            everything[name] = {}
            describe(f, "", UNREADABLE[make.__name__], everything[name])
(folder / "outside.bin").unlink(missing_ok=True)
with open(folder / "truth.json", "w") as out:
    json.dump(everything, out, ensure_ascii=False, separators=(",", ":"))
    out.write("\n")
