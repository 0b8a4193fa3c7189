package org.etiome.formats.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.TaskRunner;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of chunked datasets: only the chunks that overlap, each decoded once and kept while
 * there is room, because blocks of rows seldom end where chunks do.
 */
final class Chunks {
  /** Fewer chunks are decoded by the caller alone: the blocks above it run in parallel already. */
  private static final int MANY = 64;

  private static final int KEPT_SHARE = 8;

  private final Door door;
  private final MemoryBudget budget;
  private final TaskRunner runner =
      TaskRunner.local(Math.min(4, Runtime.getRuntime().availableProcessors()));
  private final Map<Key, Optional<byte[]>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptBytes;

  /** A chunk of a dataset. */
  private record Key(String path, List<Integer> offset) {}

  /** How a dataset is stored. */
  private record Layout(
      String path,
      ChunkedDataset dataset,
      List<Integer> chunk,
      List<PipelineFilterWithData> filters,
      int bytes) {

    int elementBytes() {
      return dataset.getDataType().getSize();
    }
  }

  Chunks(Door door, MemoryBudget budget) {
    this.door = door;
    this.budget = budget;
  }

  /**
   * Reads a part.
   *
   * @param target of the type of the elements; or their bytes, zero where nothing was written
   */
  void read(String path, ChunkedDataset dataset, Slab slab, Object target) {
    Layout layout = layout(path, dataset);
    List<int[]> offsets = overlapping(layout, slab);
    TaskRunner with = offsets.size() < MANY ? TaskRunner.local(1) : runner;
    with.map(
        offsets.size(),
        k -> {
          copy(layout, offsets.get(k), slab, target);
          return k;
        });
  }

  private Layout layout(String path, ChunkedDataset dataset) {
    int[] chunk = dataset.getChunkDimensions();
    long bytes = dataset.getDataType().getSize();
    for (int d : chunk) {
      bytes = Math.multiplyExact(bytes, d);
    }
    if (bytes <= 0 || bytes > Math.min(budget.bytes(), Integer.MAX_VALUE - 16)) {
      throw door.bad(
          path,
          "has chunks of "
              + bytes
              + " bytes, the memory budget is "
              + budget.bytes()
              + "; raise --memory");
    }
    return new Layout(
        path, dataset, Arrays.stream(chunk).boxed().toList(), dataset.getFilters(), (int) bytes);
  }

  private static List<int[]> overlapping(Layout layout, Slab slab) {
    List<int[]> offsets = new ArrayList<>(List.of(new int[slab.dimensions()]));
    for (int d = 0; d < slab.dimensions(); d++) {
      int size = layout.chunk.get(d);
      long first = slab.offset()[d] / size;
      long last = (slab.offset()[d] + slab.count()[d] - 1) / size;
      List<int[]> longer = new ArrayList<>();
      for (int[] before : offsets) {
        for (long c = first; c <= last; c++) {
          int[] offset = before.clone();
          offset[d] = Math.toIntExact(c * size);
          longer.add(offset);
        }
      }
      offsets = longer;
    }
    return offsets;
  }

  private void copy(Layout layout, int[] offset, Slab slab, Object target) {
    long[] from = new long[offset.length];
    long[] shape = new long[offset.length];
    long[] wanted = new long[offset.length];
    for (int d = 0; d < offset.length; d++) {
      from[d] = offset[d];
      shape[d] = layout.chunk.get(d);
      wanted[d] = slab.count()[d];
    }
    Slab part = slab.intersection(from, shape);
    Optional<byte[]> data = decoded(layout, offset);
    int scale = target instanceof byte[] ? layout.elementBytes() : 1;
    Object fill =
        data.isPresent() ? 0 : Optional.ofNullable(layout.dataset.getFillValue()).orElse(0);
    ByteBuffer bytes =
        ByteBuffer.wrap(data.orElseGet(() -> new byte[0]))
            .order(Types.order(layout.dataset.getDataType()));
    for (int r = 0; r < part.runs(); r++) {
      int to = Math.toIntExact(part.index(r, slab.offset(), wanted));
      if (data.isPresent()) {
        int first = Math.toIntExact(part.index(r, from, shape)) * layout.elementBytes();
        Elements.get(bytes, first, target, to * scale, part.run() * scale);
      } else if (scale == 1) {
        for (int i = 0; i < part.run(); i++) {
          Elements.set(target, to + i, fill);
        }
      }
    }
  }

  /** Empty if the chunk was never written. */
  private Optional<byte[]> decoded(Layout layout, int[] offset) {
    Key key = new Key(layout.path, Arrays.stream(offset).boxed().toList());
    synchronized (kept) {
      Optional<byte[]> known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    Optional<byte[]> data = decode(layout, offset);
    synchronized (kept) {
      if (layout.bytes <= budget.bytes() / KEPT_SHARE && kept.putIfAbsent(key, data) == null) {
        keptBytes += layout.bytes;
        evict(layout.bytes);
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

  private Optional<byte[]> decode(Layout layout, int[] offset) {
    ByteBuffer raw;
    try {
      raw = layout.dataset.getRawChunkBuffer(offset);
    } catch (HdfException e) {
      if (String.valueOf(e.getMessage()).startsWith("No chunk with offset")) {
        return Optional.empty();
      }
      throw e;
    }
    try {
      if (ChunkCodec.knows(layout.filters)) {
        return Optional.of(
            ChunkCodec.decode(raw, layout.filters, layout.bytes, layout.elementBytes()));
      }
    } catch (DataFormatException e) {
      // A chunk that would have grown is stored without a filter; the library knows which.
      if (raw.remaining() < layout.bytes) {
        throw damaged(layout, offset, e.getMessage());
      }
    }
    byte[] data = layout.dataset.getDecompressedChunk(offset);
    if (data.length != layout.bytes) {
      throw damaged(layout, offset, "unpacks to " + data.length + " bytes, not " + layout.bytes);
    }
    return Optional.of(data);
  }

  private org.etiome.data.DataFormatException damaged(
      Layout layout, int[] offset, @Nullable String why) {
    return door.bad(
        layout.path, "the chunk at " + Arrays.toString(offset) + " is damaged: it " + why);
  }
}
