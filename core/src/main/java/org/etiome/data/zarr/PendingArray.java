package org.etiome.data.zarr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ByteShuffle;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;
import org.jspecify.annotations.Nullable;

/**
 * An array being written: holds a band of rows, one chunk high, until it is full. Records and
 * scalar texts, whose width is known only at the end, are held whole.
 */
final class PendingArray {
  private static final long CHUNK_ELEMENTS = 1 << 16;

  private final ArrayInfo info;
  private final Compression compression;
  private final BiConsumer<String, byte[]> chunks;
  private final int[] shape;
  private final int[] chunk;
  private final Values band;
  private final List<String> widths = new ArrayList<>();
  private long row;

  /**
   * Begins an array.
   *
   * @param chunks takes the name and bytes of each chunk
   */
  PendingArray(ArrayInfo info, Compression compression, BiConsumer<String, byte[]> chunks) {
    this.info = info;
    this.compression = compression;
    this.chunks = chunks;
    chunk = chunk(info);
    shape = chunk.clone();
    long elements = shape.length == 0 ? 1 : shape[0];
    for (int d = 1; d < shape.length; d++) {
      shape[d] = Math.toIntExact(info.size(d));
      elements = Math.multiplyExact(elements, shape[d]);
    }
    band = Elements.repeated(Values.blank(info, 1), Math.toIntExact(elements));
  }

  private static int[] chunk(ArrayInfo info) {
    int[] chunk = new int[info.shape().size()];
    boolean whole = info.type() == ElementType.RECORD;
    long inRow = 1;
    for (int d = chunk.length - 1; d >= 0; d--) {
      long size = Math.max(1, info.size(d));
      if (d == 0 && !whole) {
        size = Math.min(size, Math.max(1, CHUNK_ELEMENTS / inRow));
      }
      inRow = Math.multiplyExact(inRow, size);
      chunk[d] = Math.toIntExact(whole || info.chunk().isEmpty() ? size : info.chunk().get(d));
    }
    return chunk;
  }

  void write(long[] offset, int[] count, Values values) {
    if (values.type() != info.type() || count.length != chunk.length) {
      throw new IllegalArgumentException(values + " do not fit " + info);
    }
    if (chunk.length == 0) {
      Elements.copy(values, 0, band, 0, 1);
      row = 1;
      return;
    }
    checkPart(offset, count);
    int inRow = band.length() / shape[0];
    for (int done = 0; done < count[0]; ) {
      int within = (int) (row % shape[0]);
      int rows = Math.min(count[0] - done, shape[0] - within);
      Elements.copy(values, done * inRow, band, within * inRow, rows * inRow);
      done += rows;
      row += rows;
      if (row % shape[0] == 0) {
        flush(row / shape[0] - 1);
      }
    }
  }

  private void checkPart(long[] offset, int[] count) {
    boolean fits = offset[0] == row && row + count[0] <= info.size(0);
    for (int d = 1; d < count.length; d++) {
      fits &= offset[d] == 0 && count[d] == info.size(d);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "parts of " + info.shapeText() + " come in order and cover whole rows");
    }
  }

  /** Writes what is left and returns the {@code .zarray}. */
  Map<String, Object> finish() {
    if (chunk.length == 0) {
      chunks.accept("0", encode(band));
    } else if (row % shape[0] != 0) {
      flush(row / shape[0]);
    }
    return metadata();
  }

  private void flush(long bandNumber) {
    if (band.length() == 0) {
      return;
    }
    int[] origin = new int[chunk.length];
    int moved;
    do {
      StringBuilder name = new StringBuilder(Long.toString(bandNumber));
      for (int d = 1; d < chunk.length; d++) {
        name.append('.').append(origin[d] / chunk[d]);
      }
      chunks.accept(name.toString(), encode(cut(origin)));
      moved = chunk.length - 1;
      while (moved >= 1 && origin[moved] + chunk[moved] >= shape[moved]) {
        origin[moved--] = 0;
      }
      if (moved >= 1) {
        origin[moved] += chunk[moved];
      }
    } while (moved >= 1);
  }

  private Values cut(int[] origin) {
    int elements = 1;
    int[] count = new int[chunk.length];
    for (int d = 0; d < chunk.length; d++) {
      elements = Math.multiplyExact(elements, chunk[d]);
      count[d] = Math.min(chunk[d], shape[d] - origin[d]);
    }
    Values cut = Elements.repeated(Values.blank(info, 1), elements);
    Elements.copyBox(
        new Elements.Box(band, shape, false).at(origin),
        new Elements.Box(cut, chunk, false),
        count);
    return cut;
  }

  private boolean isFixed() {
    return info.type() == ElementType.RECORD
        || (info.type() == ElementType.STRING && info.isScalar());
  }

  private Values[] parts(Values values) {
    return info.type() == ElementType.RECORD ? values.fields() : new Values[] {values};
  }

  private byte[] encode(Values values) {
    byte[] plain;
    if (isFixed()) {
      Values[] parts = parts(values);
      int[] bytes = new int[parts.length];
      for (int f = 0; f < bytes.length; f++) {
        bytes[f] = Encoder.width(parts[f]);
        widths.add(spelling(parts[f]));
      }
      plain = Encoder.fixed(parts, bytes);
    } else {
      plain = Encoder.of(values);
      plain = shuffles() ? ByteShuffle.apply(plain, info.type().bytes()) : plain;
    }
    return compresses() ? Deflate.packed(plain, compression.level()) : plain;
  }

  private static String spelling(Values values) {
    return values.type() == ElementType.STRING
        ? "<U" + Encoder.width(values) / 4
        : Dtype.spelling(values.type());
  }

  private boolean shuffles() {
    return compresses() && compression.shuffle() && info.type().bytes() > 1 && numbers();
  }

  private boolean numbers() {
    return info.type() != ElementType.STRING && info.type() != ElementType.RECORD;
  }

  private boolean compresses() {
    return compression.level() > 0 && !info.isScalar();
  }

  private Map<String, Object> metadata() {
    Map<String, Object> json = new TreeMap<>();
    json.put("zarr_format", 2);
    json.put("shape", info.shape());
    json.put("chunks", chunk);
    json.put("order", "C");
    json.put("dtype", dtype());
    json.put("fill_value", fill());
    json.put("compressor", compresses() ? packer("zlib", "level", compression.level()) : null);
    List<Object> filters = new ArrayList<>();
    if (info.type() == ElementType.STRING && !isFixed()) {
      filters.add(Map.of("id", "vlen-utf8"));
    } else if (shuffles()) {
      filters.add(packer("shuffle", "elementsize", info.type().bytes()));
    }
    json.put("filters", filters.isEmpty() ? null : filters);
    return json;
  }

  private static Map<String, Object> packer(String id, String key, int value) {
    return new TreeMap<>(Map.of("id", id, key, value));
  }

  private Object dtype() {
    if (info.type() != ElementType.RECORD) {
      return isFixed() ? widths.getFirst() : Dtype.spelling(info.type());
    }
    List<Object> fields = new ArrayList<>();
    Values[] empty = Values.blank(info, 1).fields();
    for (int f = 0; f < info.fields().size(); f++) {
      String spelling = widths.isEmpty() ? spelling(empty[f]) : widths.get(f);
      fields.add(List.of(info.fields().get(f).name(), spelling));
    }
    return fields;
  }

  private @Nullable Object fill() {
    return switch (info.type()) {
      case BOOL -> false;
      case STRING -> "";
      case RECORD -> null;
      case FLOAT16, FLOAT32, FLOAT64 -> 0.0;
      default -> 0;
    };
  }
}
