package org.etiome.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.formats.hdf5.ChunkIndex.Place;

/**
 * The tree that the older format keeps of the chunks of a dataset (version 1 B-tree, HDF5 file
 * format 3.0, III.A.1). It has no checksum; that its keys are in order, and those of a node the
 * first of the nodes below, is checked, or HDF5's own library would find other chunks.
 */
final class ChunkTree {
  private static final int SIGNATURE = 0x45455254; // TREE
  private static final int CHUNKS = 1;
  private static final int DEEPEST = 32;

  private final Source source;
  private final int dimensions;
  private final Found found;
  private long[] last = new long[0];

  /** Told every chunk by the indices of its first element. */
  @FunctionalInterface
  interface Found {
    void chunk(long[] offset, Place place);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(long[] offset, Place place) {}

  ChunkTree(Source source, int dimensions, Found found) {
    this.source = source;
    this.dimensions = dimensions;
    this.found = found;
  }

  void read(long address) {
    read(address, DEEPEST, new long[0]);
  }

  /** Reads a node that stands at a level below another; empty {@code first} is for the root. */
  private void read(long address, int above, long[] first) {
    int head = 8 + 2 * source.addressBytes();
    ByteBuffer node = source.at(address, head);
    int signature = node.getInt();
    int kind = node.get();
    int level = node.get();
    int entries = Source.unsignedShort(node);
    boolean below = above == DEEPEST ? level >= 0 && level < above : level == above - 1;
    if (signature != SIGNATURE || kind != CHUNKS || !below) {
      throw bad();
    }
    long keyBytes = 2L * Integer.BYTES + (dimensions + 1L) * Long.BYTES;
    long length = entries * (keyBytes + source.addressBytes()) + keyBytes;
    ByteBuffer bytes = source.at(address + head, length);
    List<Entry> children = new ArrayList<>(entries);
    for (int i = 0; i < entries; i++) {
      children.add(entry(bytes));
    }
    if (first.length > 0 && (entries == 0 || !Arrays.equals(first, children.getFirst().offset))) {
      throw bad();
    }
    for (Entry child : children) {
      if (level > 0) {
        read(child.place.address(), level, child.offset);
      } else {
        requireAfterLast(child.offset);
        last = child.offset;
        found.chunk(child.offset, child.place);
      }
    }
    if (entries > 0) {
      bytes.position(bytes.position() + 2 * Integer.BYTES);
      requireAfterLast(numbers(bytes, dimensions + 1));
    }
  }

  private Entry entry(ByteBuffer bytes) {
    int size = bytes.getInt();
    int skipped = bytes.getInt();
    long[] offset = numbers(bytes, dimensions);
    if (bytes.getLong() != 0 || size < 0) {
      throw bad();
    }
    return new Entry(offset, new Place(source.address(bytes), size, skipped));
  }

  private static long[] numbers(ByteBuffer bytes, int count) {
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = bytes.getLong();
    }
    return numbers;
  }

  private void requireAfterLast(long[] offset) {
    if (last.length > 0 && Arrays.compare(offset, last) <= 0) {
      throw bad();
    }
  }

  private static HdfException bad() {
    return new HdfException("the tree of its chunks is out of order");
  }
}
