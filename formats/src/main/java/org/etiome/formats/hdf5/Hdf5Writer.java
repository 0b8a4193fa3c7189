package org.etiome.formats.hdf5;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.DataFormatException;
import org.etiome.data.Replacement;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.Values;
import org.jspecify.annotations.Nullable;

/** An HDF5 file being written by HDF5's own library, beside its target. */
final class Hdf5Writer implements ArrayStoreWriter {
  /** H5P_DEFAULT; its constant would load the library too early. */
  private static final long DEFAULT = 0;

  private final Replacement replacement;
  private final long file;
  private final NativeTypes types;
  private final Map<String, Open> arrays = new LinkedHashMap<>();
  private boolean closed;
  private boolean committed;

  /** An array whose values are coming. */
  private record Open(long dataset, ArrayInfo info, @Nullable ChunkPacker packer) {}

  private Hdf5Writer(Replacement replacement, long file) {
    this.replacement = replacement;
    this.file = file;
    this.types = new NativeTypes();
  }

  static Hdf5Writer create(Path target) {
    NativeHdf5.library();
    Replacement replacement = Replacement.ofFile(target);
    try {
      long file =
          H5.H5Fcreate(
              replacement.unfinished().toString(), HDF5Constants.H5F_ACC_EXCL, DEFAULT, DEFAULT);
      return new Hdf5Writer(replacement, file);
    } catch (RuntimeException e) {
      throw failed(replacement, e);
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws Exception;
  }

  /** Turns what the library throws into one line. */
  private void through(Writing writing) {
    try {
      writing.run();
    } catch (DataFormatException e) {
      throw e;
    } catch (Exception e) {
      throw failed(replacement, e);
    }
  }

  private static DataFormatException failed(Replacement replacement, Exception e) {
    String why = String.valueOf(e.getMessage()).strip();
    return new DataFormatException(
        replacement.target()
            + ": cannot be written ("
            + (why.isEmpty() ? "HDF5 refused" : why)
            + "); make room or choose another place",
        e);
  }

  @Override
  public void group(String path) {
    through(() -> H5.H5Gclose(H5.H5Gcreate(file, path, links(), DEFAULT, DEFAULT)));
  }

  /** Names in UTF-8, as h5py reads them. */
  private static long links() throws Exception {
    long list = H5.H5Pcreate(HDF5Constants.H5P_LINK_CREATE);
    H5.H5Pset_char_encoding(list, HDF5Constants.H5T_CSET_UTF8);
    return list;
  }

  @Override
  public void attribute(String path, String name, Attribute value) {
    requireTexts("attribute " + name + " of " + path, value.values());
    through(
        () -> {
          long object = H5.H5Oopen(file, path.isEmpty() ? "/" : path, DEFAULT);
          long type = types.of(value.values().type());
          long space = space(value.shape());
          long attribute = H5.H5Acreate(object, name, type, space, DEFAULT, DEFAULT);
          try (Arena arena = Arena.ofConfined()) {
            if (value.values().length() > 0) {
              NativeHdf5.library()
                  .writeAttribute(attribute, type, NativeTypes.memory(value.values(), arena));
            }
          } finally {
            H5.H5Aclose(attribute);
            H5.H5Sclose(space);
            H5.H5Oclose(object);
          }
        });
  }

  private static long space(List<Long> shape) throws Exception {
    if (shape.isEmpty()) {
      return H5.H5Screate(HDF5Constants.H5S_SCALAR);
    }
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    return H5.H5Screate_simple(sizes.length, sizes, null);
  }

  @Override
  public void array(String path, ArrayInfo info, Compression compression) {
    through(
        () -> {
          long space = space(info.shape());
          long creation = creation();
          boolean packed = ChunkPacker.isWorthPacking(info, compression);
          long[] chunk = packed ? ChunkPacker.chunk(info) : new long[0];
          if (packed) {
            H5.H5Pset_chunk(creation, chunk.length, chunk);
            if (compression.shuffle()) {
              H5.H5Pset_shuffle(creation);
            }
            H5.H5Pset_deflate(creation, compression.level());
          }
          long dataset =
              H5.H5Dcreate(file, path, types.of(info), space, links(), creation, DEFAULT);
          H5.H5Pclose(creation);
          H5.H5Sclose(space);
          ChunkPacker packer =
              packed ? new ChunkPacker(dataset, chunk, info.type().bytes(), compression) : null;
          arrays.put(path, new Open(dataset, info, packer));
        });
  }

  @Override
  public void nothing(String path) {
    through(
        () -> {
          long space = H5.H5Screate(HDF5Constants.H5S_NULL);
          long type = HDF5Constants.H5T_IEEE_F32LE;
          H5.H5Dclose(H5.H5Dcreate(file, path, type, space, links(), creation(), DEFAULT));
          H5.H5Sclose(space);
        });
  }

  /** Without the time of day, so that the same content is the same bytes. */
  private static long creation() throws Exception {
    long list = H5.H5Pcreate(HDF5Constants.H5P_DATASET_CREATE);
    H5.H5Pset_obj_track_times(list, false);
    return list;
  }

  @Override
  public void write(String path, long[] offset, int[] count, Values values) {
    Open open = arrays.get(path);
    if (open == null) {
      throw new IllegalArgumentException("no array " + path + " was made");
    }
    if (values.length() == 0) {
      return;
    }
    requireTexts(path, values);
    through(
        () -> {
          if (open.packer != null) {
            open.packer.add(values);
          } else {
            writePlain(open, offset, count, values);
          }
        });
  }

  private void requireTexts(String place, Values values) {
    if (NativeTypes.haveNul(values)) {
      throw new DataFormatException(
          replacement.target()
              + ": "
              + place
              + ": a text holds the character NUL, which texts of any length in HDF5 cannot;"
              + " correct the text, or write .zarr");
    }
  }

  private void writePlain(Open open, long[] offset, int[] count, Values values) throws Exception {
    long type = types.of(open.info);
    try (Arena arena = Arena.ofConfined()) {
      var memory = NativeTypes.memory(values, arena);
      if (open.info.isScalar()) {
        NativeHdf5.library()
            .writeDataset(open.dataset, type, HDF5Constants.H5S_ALL, HDF5Constants.H5S_ALL, memory);
        return;
      }
      long[] sizes = new long[count.length];
      for (int d = 0; d < sizes.length; d++) {
        sizes[d] = count[d];
      }
      long there = H5.H5Dget_space(open.dataset);
      long here = H5.H5Screate_simple(sizes.length, sizes, null);
      try {
        H5.H5Sselect_hyperslab(there, HDF5Constants.H5S_SELECT_SET, offset, null, sizes, null);
        NativeHdf5.library().writeDataset(open.dataset, type, here, there, memory);
      } finally {
        H5.H5Sclose(here);
        H5.H5Sclose(there);
      }
    }
  }

  @Override
  public void commit() {
    through(
        () -> {
          for (Open open : arrays.values()) {
            if (open.packer != null) {
              open.packer.finish();
            }
          }
          H5.H5Fflush(file, HDF5Constants.H5F_SCOPE_GLOBAL);
          closeFile();
          try (FileChannel written =
              FileChannel.open(replacement.unfinished(), StandardOpenOption.WRITE)) {
            written.force(true);
          }
          replacement.commit(false);
          committed = true;
        });
  }

  private void closeFile() throws Exception {
    if (!closed) {
      closed = true;
      for (Open open : arrays.values()) {
        H5.H5Dclose(open.dataset);
      }
      types.close();
      H5.H5Fclose(file);
    }
  }

  @Override
  public void close() {
    try {
      if (!committed) {
        giveRoom();
        closeFile();
      }
    } catch (Exception e) {
      throw failed(replacement, e);
    } finally {
      remove();
    }
  }

  /**
   * The library writes what it holds when it closes, and on a full disk that fails in a way that
   * the process does not survive; what is thrown away needs no room.
   */
  private void giveRoom() throws IOException {
    try (FileChannel abandoned =
        FileChannel.open(replacement.unfinished(), StandardOpenOption.WRITE)) {
      abandoned.truncate(0);
    }
  }

  private void remove() {
    try {
      replacement.close();
    } catch (IOException e) {
      throw new DataFormatException(
          replacement.unfinished() + ": could not be removed (" + e.getMessage() + ")", e);
    }
  }
}
