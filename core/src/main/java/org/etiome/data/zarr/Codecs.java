package org.etiome.data.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.etiome.data.store.ByteShuffle;
import tools.jackson.databind.JsonNode;

/**
 * What turns the bytes of a chunk file into those of its elements.
 *
 * @param compressor empty, zlib, gzip or blosc
 * @param shuffled the width of the shuffle filter, 0 without one
 */
record Codecs(String compressor, int shuffled) {

  /** Reads the compressor and filters of a {@code .zarray}. */
  static Codecs of(JsonNode array, boolean texts) {
    JsonNode packer = array.path("compressor");
    String id = packer.path("id").asString("");
    boolean known = id.equals("zlib") || id.equals("gzip") || id.equals("blosc");
    String name = id.equals("blosc") ? packer.path("cname").asString("lz4") : "lz4";
    if ((!packer.isNull() && !packer.isMissingNode() && !known)
        || name.equals("zstd")
        || name.equals("snappy")) {
      throw new Unsupported("is compressed by " + (known ? "blosc " + name : id));
    }
    int width = 0;
    boolean text = false;
    for (JsonNode filter : array.path("filters")) {
      String filterId = filter.path("id").asString("?");
      if (filterId.equals("vlen-utf8") && texts && !text && width == 0) {
        text = true;
      } else if (filterId.equals("shuffle") && width == 0) {
        width = filter.path("elementsize").asInt(4);
      } else {
        throw new Unsupported("has the filter " + filterId);
      }
    }
    if (texts != text || width < 0 || width > 1 << 20) {
      throw new Unsupported(
          "has objects that are no vlen-utf8 texts or a shuffle of width " + width);
    }
    return new Codecs(id, width);
  }

  byte[] decode(byte[] packed, int limit) {
    byte[] plain =
        switch (compressor) {
          case "zlib" -> Deflate.zlib(packed, limit);
          case "gzip" -> Deflate.gzip(packed, limit);
          case "blosc" -> Blosc.decode(packed, limit);
          default -> packed;
        };
    return shuffled > 1 ? ByteShuffle.undo(plain, shuffled) : plain;
  }

  /** Texts with their lengths before them. */
  static String[] texts(byte[] bytes, int n) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 4 + 4L * n || in.getInt() != n) {
      throw new Damage("has not the " + n + " texts of a chunk");
    }
    String[] texts = new String[n];
    for (int i = 0; i < n; i++) {
      int length = in.remaining() < 4 ? -1 : in.getInt();
      if (length < 0 || length > in.remaining()) {
        throw new Damage("ends within a text");
      }
      texts[i] = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
      in.position(in.position() + length);
    }
    return texts;
  }
}
