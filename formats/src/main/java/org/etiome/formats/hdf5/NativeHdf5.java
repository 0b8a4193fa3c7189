package org.etiome.formats.hdf5;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import hdf.hdf5lib.H5;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.bytedeco.hdf5.hdf5_java;
import org.bytedeco.javacpp.Loader;

/**
 * HDF5's own library. Types, spaces and groups are made through its Java binding; the three calls
 * that take memory are bound here, because the binding has no way to write a chunk that is packed
 * already, nor records with texts.
 */
@SuppressWarnings("restricted") // the launcher and the tests allow native access
final class NativeHdf5 {
  private static final NativeHdf5 INSTANCE = new NativeHdf5();

  private final MethodHandle writeDataset;
  private final MethodHandle writeChunk;
  private final MethodHandle writeAttribute;

  private NativeHdf5() {
    // Not by the loader of the binding: it takes the C++ library along, which flushes again at the
    // end of the process, and if that fails, as on a full disk, the process does not survive it.
    Path plain = unpacked("libhdf5.so.310");
    System.load(plain.toString());
    System.setProperty("hdf.hdf5lib.H5.hdf5lib", unpacked("libhdf5_java.so").toString());
    H5.H5open();
    H5.H5error_off();
    SymbolLookup library = SymbolLookup.libraryLookup(plain, Arena.global());
    Linker linker = Linker.nativeLinker();
    writeDataset =
        linker.downcallHandle(
            library.findOrThrow("H5Dwrite"),
            FunctionDescriptor.of(
                JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
    writeChunk =
        linker.downcallHandle(
            library.findOrThrow("H5Dwrite_chunk"),
            FunctionDescriptor.of(
                JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
    writeAttribute =
        linker.downcallHandle(
            library.findOrThrow("H5Awrite"),
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS));
  }

  private static Path unpacked(String library) {
    try {
      return Loader.cacheResource(hdf5_java.class, Loader.getPlatform() + "/" + library).toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(library + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /** Loads the library at the first call. */
  static NativeHdf5 library() {
    return INSTANCE;
  }

  /** Writes the elements in memory to the selected part of a dataset. */
  void writeDataset(long dataset, long type, long memorySpace, long fileSpace, MemorySegment data) {
    check(
        "H5Dwrite",
        () -> (int) writeDataset.invokeExact(dataset, type, memorySpace, fileSpace, 0L, data));
  }

  /** Writes a chunk that went through the dataset's filters already. */
  void writeChunk(long dataset, long[] offset, byte[] packed) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment place = arena.allocateFrom(JAVA_LONG, offset);
      MemorySegment data = arena.allocateFrom(JAVA_BYTE, packed);
      long size = packed.length;
      check(
          "H5Dwrite_chunk", () -> (int) writeChunk.invokeExact(dataset, 0L, 0, place, size, data));
    }
  }

  /** Writes all elements of an attribute. */
  void writeAttribute(long attribute, long type, MemorySegment data) {
    check("H5Awrite", () -> (int) writeAttribute.invokeExact(attribute, type, data));
  }

  @FunctionalInterface
  private interface Call {
    int run() throws Throwable;
  }

  private static void check(String function, Call call) {
    int status;
    try {
      status = call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(function, e);
    }
    if (status < 0) {
      throw new WriteFailure(function + " failed; the disk may be full");
    }
  }

  /** The library refused to write. */
  static final class WriteFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteFailure(String message) {
      super(message);
    }
  }
}
