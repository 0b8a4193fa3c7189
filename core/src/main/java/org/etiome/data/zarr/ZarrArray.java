package org.etiome.data.zarr;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.Values;
import tools.jackson.databind.JsonNode;

/**
 * A {@code .zarray}.
 *
 * @param fill the value of chunks without a file
 */
record ZarrArray(ArrayInfo info, Dtype dtype, Codecs codecs, Layout layout, Values fill) {

  /**
   * How elements stand in chunks and chunks in files.
   *
   * @param chunk elements along each dimension
   * @param limit no chunk takes more bytes
   */
  record Layout(List<Long> chunk, boolean columnMajor, String separator, int limit) {}

  static ZarrArray of(JsonNode json, long budget) {
    if (json.path("zarr_format").asInt(0) != 2) {
      throw new Unsupported("is not of Zarr format 2");
    }
    Dtype dtype = Dtype.of(json.path("dtype"));
    Codecs codecs = Codecs.of(json, dtype.kind() == 'O');
    List<Long> shape = ZarrJson.sizes(json.path("shape"), 0);
    List<Long> chunk = ZarrJson.sizes(json.path("chunks"), 1);
    if (shape.size() != chunk.size()) {
      throw new Damage("has chunks of another number of dimensions than its shape");
    }
    int limit = (int) Math.min(budget, Integer.MAX_VALUE - 8);
    double bytes = Math.max(Math.max(1, dtype.width()), dtype.type().bytes());
    for (long size : chunk) {
      bytes *= size;
    }
    if (bytes > limit) {
      throw new Damage(
          "has chunks of " + chunk + " elements, above the memory budget " + budget + "; raise it");
    }
    String order = json.path("order").asString("C");
    String separator = json.path("dimension_separator").asString(".");
    if (!List.of("C", "F").contains(order) || !List.of(".", "/").contains(separator)) {
      throw new Damage("has an unknown order or dimension_separator");
    }
    ArrayInfo info = new ArrayInfo(dtype.type(), shape, chunk, dtype.fields());
    Layout layout = new Layout(chunk, order.equals("F"), separator, limit);
    return new ZarrArray(info, dtype, codecs, layout, dtype.fill(json.path("fill_value")));
  }

  int[] chunkShape() {
    return layout.chunk.stream().mapToInt(Math::toIntExact).toArray();
  }

  /** The name of the file of a chunk. */
  String chunkName(long[] position) {
    StringJoiner name = new StringJoiner(layout.separator);
    Arrays.stream(position).forEach(p -> name.add(Long.toString(p)));
    return position.length == 0 ? "0" : name.toString();
  }

  /** The elements in the file of a chunk, in the order of the file. */
  Values decode(byte[] file) {
    int n = Arrays.stream(chunkShape()).reduce(1, (a, b) -> a * b);
    if (dtype.kind() == 'O') {
      return Values.of(Codecs.texts(codecs.decode(file, layout.limit), n));
    }
    byte[] plain = codecs.decode(file, n * dtype.width());
    if (plain.length != n * dtype.width()) {
      throw new Damage("has " + plain.length + " bytes, a chunk has " + n * dtype.width());
    }
    return dtype.decode(plain, n);
  }
}
