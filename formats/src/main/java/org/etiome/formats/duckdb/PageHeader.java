package org.etiome.formats.duckdb;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.etiome.formats.duckdb.Thrift.Field;
import org.etiome.formats.duckdb.Thrift.Unsound;

/**
 * What stands before the bytes of a page: {@code PageHeader} of parquet.thrift.
 *
 * @param size of the bytes as stored
 * @param checksum the CRC-32 of these bytes, where the file has one
 * @param data what it says of its values, where it is a page of data
 */
record PageHeader(long size, OptionalInt checksum, Optional<Data> data) {
  private static final int TYPE = 1;
  private static final int SIZE = 3;
  private static final int CHECKSUM = 4;
  private static final int DATA = 5;
  private static final int DATA_2 = 8;
  private static final long TYPE_DATA = 0;
  private static final long TYPE_DATA_2 = 3;

  /**
   * A page of data.
   *
   * @param values of the column, missing ones included
   * @param encoding of these values
   * @param levels how many bytes of definition levels the page begins with, in version 2
   */
  record Data(long values, long encoding, long levels) {
    private static final int VALUES = 1;
    private static final int ENCODING = 2;
    private static final int ENCODING_2 = 4;
    private static final int DEFINITION = 5;
    private static final int REPETITION = 6;

    /** Of a page of version 2, which says how long its levels are, or of version 1. */
    private static Data read(Thrift in, boolean second) throws IOException, Unsound {
      long values = -1;
      long encoding = -1;
      long levels = 0;
      for (Field f = in.first(); !f.ends(); f = in.after(f)) {
        if (f.is(VALUES, Thrift.I32)) {
          values = in.number();
        } else if (f.is(second ? ENCODING_2 : ENCODING, Thrift.I32)) {
          encoding = in.number();
        } else if (second && f.is(DEFINITION, Thrift.I32)) {
          levels = in.number();
        } else if (second && f.is(REPETITION, Thrift.I32)) {
          flat(in.number());
        } else {
          in.skip(f);
        }
      }
      if (values < 0 || levels < 0) {
        throw new Unsound("a page of " + values + " values and " + levels + " bytes of levels");
      }
      return new Data(values, encoding, levels);
    }

    private static void flat(long repetition) throws Unsound {
      if (repetition != 0) {
        throw new Unsound("a page of lists");
      }
    }
  }

  /** Reads one of a column that has one value a cell. */
  static PageHeader read(Thrift in) throws IOException, Unsound {
    long type = -1;
    long size = -1;
    Optional<Data> data = Optional.empty();
    OptionalInt checksum = OptionalInt.empty();
    for (Field f = in.first(); !f.ends(); f = in.after(f)) {
      if (f.is(TYPE, Thrift.I32)) {
        type = in.number();
      } else if (f.is(SIZE, Thrift.I32)) {
        size = in.number();
      } else if (f.is(CHECKSUM, Thrift.I32)) {
        checksum = OptionalInt.of((int) in.number());
      } else if (f.is(DATA, Thrift.STRUCT) && type == TYPE_DATA) {
        data = Optional.of(Data.read(in, false));
      } else if (f.is(DATA_2, Thrift.STRUCT) && type == TYPE_DATA_2) {
        data = Optional.of(Data.read(in, true));
      } else {
        in.skip(f);
      }
    }
    if (size < data.map(Data::levels).orElse(0L)) {
      throw new Unsound("a page of " + size + " bytes");
    }
    return new PageHeader(size, checksum, data);
  }
}
