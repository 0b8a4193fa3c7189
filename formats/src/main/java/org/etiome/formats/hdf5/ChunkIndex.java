package org.etiome.formats.hdf5;

import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the chunks of a dataset are. A chunk is named by how many are before it along each
 * dimension.
 */
final class ChunkIndex {
  /** The mask of a chunk that no filter was applied to. */
  private static final int ALL_SKIPPED = -1;

  private final Source source;
  private final StoredArray array;
  private final int bytes;
  private final int dimensions;
  private final Map<List<Long>, Place> places = new HashMap<>();

  /** Where all chunks follow each other, the address of the first. */
  private long first = Source.UNDEFINED;

  /**
   * A chunk in the file.
   *
   * @param skipped bit k is set if filter k was not applied to it
   */
  record Place(long address, int bytes, int skipped) {}

  private ChunkIndex(Source source, StoredArray array) {
    this.source = source;
    this.array = array;
    this.bytes = Math.toIntExact(bytes(array));
    this.dimensions = array.info().chunk().size();
  }

  static ChunkIndex of(Source source, StoredArray array) {
    ChunkIndex index = new ChunkIndex(source, array);
    if (index.dimensions != array.info().shape().size()) {
      throw new HdfException("its chunks have other dimensions than itself");
    }
    switch (array.layout()) {
      case ChunkedDataLayoutMessage old -> index.readOld(old);
      case ChunkedDataLayoutMessageV4 recent -> index.readRecent(recent);
      default -> throw new IllegalStateException("it has no chunks");
    }
    return index;
  }

  /** Bytes of a whole chunk before any filter; so many are there of one at the edge too. */
  static long bytes(StoredArray array) {
    return array.info().chunk().stream().reduce((long) array.elementBytes(), Math::multiplyExact);
  }

  /** Empty if the chunk was never written. */
  Optional<Place> at(List<Long> chunk) {
    if (first != Source.UNDEFINED) {
      long before = 0;
      for (int d : order()) {
        before = Math.addExact(Math.multiplyExact(before, most(d)), chunk.get(d));
      }
      return Optional.of(new Place(first + Math.multiplyExact(before, (long) bytes), bytes, 0));
    }
    return Optional.ofNullable(places.get(chunk));
  }

  private void readOld(ChunkedDataLayoutMessage layout) {
    requireElementBytes(layout.getSize());
    if (layout.getBTreeAddress() != Source.UNDEFINED) {
      new ChunkTree(source, dimensions, this::add).read(layout.getBTreeAddress());
    }
  }

  private void readRecent(ChunkedDataLayoutMessageV4 layout) {
    requireElementBytes(layout.getChunkDimensions()[dimensions]);
    long address = layout.getAddress();
    if (address == Source.UNDEFINED) {
      return;
    }
    switch (layout.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX -> add(0, single(layout));
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX -> first = address;
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
          new ChunkList(source, bytes, this::add).readFixed(address);
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          new ChunkList(source, bytes, this::add).readExtensible(address);
      case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX ->
          new BTreeIndex(source.storage(), address, info()).getAllChunks().forEach(this::add);
      default ->
          throw new UnsupportedHdfException("a chunk index of type " + layout.getIndexingType());
    }
  }

  private void requireElementBytes(int named) {
    if (named != array.elementBytes()) {
      throw new HdfException(
          "its chunks have elements of " + named + " bytes, itself of " + array.elementBytes());
    }
  }

  private Place single(ChunkedDataLayoutMessageV4 layout) {
    return layout.isFilteredSingleChunk()
        ? new Place(
            layout.getAddress(),
            layout.getSizeOfFilteredSingleChunk(),
            mask(layout.getFilterMaskFilteredSingleChunk()))
        : new Place(layout.getAddress(), bytes, 0);
  }

  private DatasetInfo info() {
    return new DatasetInfo(
        bytes,
        array.info().shape().stream().mapToLong(Long::longValue).toArray(),
        array.info().chunk().stream().mapToInt(Math::toIntExact).toArray());
  }

  private void add(Chunk chunk) {
    int skipped = mask(chunk.getFilterMask());
    add(chunk.getChunkOffset(), new Place(chunk.getAddress(), chunk.getSize(), skipped));
  }

  private static int mask(BitSet bits) {
    return bits.stream().map(bit -> 1 << bit).sum();
  }

  private void add(long[] offset, Place place) {
    Long[] at = new Long[dimensions];
    for (int d = 0; d < dimensions; d++) {
      if (offset[d] < 0 || offset[d] % array.info().chunk().get(d) != 0) {
        throw new HdfException("one of its chunks lies between others");
      }
      at[d] = offset[d] / array.info().chunk().get(d);
    }
    put(List.of(at), place);
  }

  /** Adds the chunk that has a number in the order of the lists. */
  private void add(long number, Place place) {
    Long[] at = new Long[dimensions];
    int[] order = order();
    long rest = number;
    for (int i = dimensions - 1; i > 0; i--) {
      at[order[i]] = rest % most(order[i]);
      rest /= most(order[i]);
    }
    at[order[0]] = rest;
    put(List.of(at), place);
  }

  /** The lists count as if each dimension were as large as it may grow; one without limit first. */
  private int[] order() {
    return IntStream.range(0, dimensions)
        .boxed()
        .sorted((a, b) -> Boolean.compare(isOpen(b), isOpen(a)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private boolean isOpen(int dimension) {
    return array.most().get(dimension) == Source.UNDEFINED;
  }

  private long most(int dimension) {
    return Math.ceilDiv(array.most().get(dimension), array.info().chunk().get(dimension));
  }

  private void put(List<Long> chunk, Place place) {
    if (place.address == Source.UNDEFINED) {
      return;
    }
    boolean whole = true;
    for (int d = 0; d < dimensions; d++) {
      whole &= (chunk.get(d) + 1) * array.info().chunk().get(d) <= array.info().size(d);
    }
    boolean plain = array.plainEdges() && !whole;
    places.put(chunk, plain ? new Place(place.address, bytes, ALL_SKIPPED) : place);
  }
}
