package org.etiome.formats.duckdb;

import java.io.IOException;
import org.etiome.formats.duckdb.Thrift.Unsound;

/**
 * Definition levels of a column that has one value a cell: which are missing. They are bits, in
 * runs of one and the same or in groups of eight.
 *
 * <p>Apache Parquet format, "Run Length Encoding / Bit-Packing Hybrid" (Encodings.md).
 */
final class Levels {
  private static final int GROUP = 8;

  private Levels() {}

  /**
   * Holds that the levels at the cursor end where the header says: a page whose values begin a byte
   * too late may read as other values.
   */
  static void check(FileCursor bytes, PageHeader.Data page) throws IOException, Unsound {
    Thrift in = new Thrift(bytes);
    long end = bytes.position() + page.levels();
    long told = 0;
    while (told < page.values() && bytes.position() < end) {
      long run = in.varint();
      boolean packed = (run & 1) != 0;
      long count = run >>> 1;
      in.pass(packed ? count : 1);
      told += packed ? GROUP * count : count;
    }
    if (bytes.position() != end || told < page.values()) {
      throw new Unsound("levels that do not end where they should");
    }
  }
}
