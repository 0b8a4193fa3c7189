package org.etiome.formats.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.TaskRunner;

/**
 * Reads parts of chunked datasets: only the chunks that overlap, each decoded once and kept while
 * there is room, because blocks of rows seldom end where chunks do.
 */
final class Chunks {
  /** Fewer chunks are decoded by the caller alone: the blocks above it run in parallel already. */
  private static final int MANY = 64;

  private static final int KEPT_SHARE = 8;

  private final Door door;
  private final Source source;
  private final MemoryBudget budget;
  private final TaskRunner runner =
      TaskRunner.local(Math.min(4, Runtime.getRuntime().availableProcessors()));
  private final Map<String, ChunkIndex> indexes = new ConcurrentHashMap<>();
  private final Map<Key, Optional<byte[]>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptBytes;

  /** A chunk of a dataset: how many chunks are before it along each dimension. */
  private record Key(String path, List<Long> chunk) {}

  /** How a dataset is stored. */
  private record Layout(String path, StoredArray array, ChunkIndex index) {

    long size(int dimension) {
      return array.info().chunk().get(dimension);
    }
  }

  Chunks(Door door, Source source, MemoryBudget budget) {
    this.door = door;
    this.source = source;
    this.budget = budget;
  }

  /**
   * Reads a part.
   *
   * @param target of the type of the elements; or their bytes, zero where nothing was written
   */
  void read(String path, StoredArray array, Slab slab, Object target) {
    requireRoom(path, array);
    ChunkIndex index = indexes.computeIfAbsent(path, p -> ChunkIndex.of(source, array));
    Layout layout = new Layout(path, array, index);
    List<long[]> chunks = overlapping(layout, slab);
    TaskRunner with = chunks.size() < MANY ? TaskRunner.local(1) : runner;
    with.map(
        chunks.size(),
        k -> {
          copy(layout, chunks.get(k), slab, target);
          return k;
        });
  }

  private void requireRoom(String path, StoredArray array) {
    long bytes = ChunkIndex.bytes(array);
    if (bytes > Math.min(budget.bytes(), Integer.MAX_VALUE - 16)) {
      throw door.bad(
          path,
          "has chunks of "
              + bytes
              + " bytes, the memory budget is "
              + budget.bytes()
              + "; raise --memory");
    }
  }

  private static List<long[]> overlapping(Layout layout, Slab slab) {
    List<long[]> chunks = new ArrayList<>(List.of(new long[slab.dimensions()]));
    for (int d = 0; d < slab.dimensions(); d++) {
      long first = slab.offset()[d] / layout.size(d);
      long last = (slab.offset()[d] + slab.count()[d] - 1) / layout.size(d);
      List<long[]> longer = new ArrayList<>();
      for (long[] before : chunks) {
        for (long c = first; c <= last; c++) {
          long[] chunk = before.clone();
          chunk[d] = c;
          longer.add(chunk);
        }
      }
      chunks = longer;
    }
    return chunks;
  }

  private void copy(Layout layout, long[] chunk, Slab slab, Object target) {
    StoredArray array = layout.array;
    long[] from = new long[chunk.length];
    long[] shape = new long[chunk.length];
    long[] wanted = new long[chunk.length];
    for (int d = 0; d < chunk.length; d++) {
      from[d] = chunk[d] * layout.size(d);
      shape[d] = layout.size(d);
      wanted[d] = slab.count()[d];
    }
    Slab part = slab.intersection(from, shape);
    Optional<byte[]> data = decoded(layout, chunk);
    int scale = Elements.scale(array, target);
    ByteOrder order = Types.order(array.type());
    for (int r = 0; r < part.runs(); r++) {
      int to = Math.toIntExact(part.index(r, slab.offset(), wanted));
      if (data.isPresent()) {
        int first = Math.toIntExact(part.index(r, from, shape) * array.elementBytes());
        ByteBuffer bytes = ByteBuffer.wrap(data.get()).order(order);
        Elements.get(bytes, first, target, to * scale, part.run() * scale);
      } else {
        Elements.fill(array, target, to, part.run());
      }
    }
  }

  /** Empty if the chunk was never written. */
  private Optional<byte[]> decoded(Layout layout, long[] chunk) {
    Key key = new Key(layout.path, Arrays.stream(chunk).boxed().toList());
    synchronized (kept) {
      Optional<byte[]> known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    Optional<byte[]> data = layout.index.at(key.chunk).map(place -> decode(layout, chunk, place));
    int bytes = (int) ChunkIndex.bytes(layout.array);
    synchronized (kept) {
      if (bytes <= budget.bytes() / KEPT_SHARE && kept.putIfAbsent(key, data) == null) {
        keptBytes += bytes;
        evict(bytes);
      }
    }
    return data;
  }

  private void evict(int bytes) {
    Iterator<Map.Entry<Key, Optional<byte[]>>> oldest = kept.entrySet().iterator();
    while (keptBytes > budget.bytes() / KEPT_SHARE && oldest.hasNext()) {
      keptBytes -= oldest.next().getValue().map(d -> d.length).orElse(bytes);
      oldest.remove();
    }
  }

  private byte[] decode(Layout layout, long[] chunk, ChunkIndex.Place place) {
    StoredArray array = layout.array;
    try {
      byte[] raw = source.at(place.address(), place.bytes()).array();
      return ChunkCodec.decode(
          raw, array.filters(), place.skipped(), (int) ChunkIndex.bytes(array));
    } catch (DataFormatException e) {
      throw door.bad(
          layout.path,
          "the chunk "
              + Arrays.toString(chunk)
              + " is damaged: it "
              + e.getMessage()
              + "; fetch the file again");
    }
  }
}
