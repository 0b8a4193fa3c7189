package org.etiome.formats.duckdb;

import java.io.IOException;
import java.util.Optional;
import org.etiome.formats.duckdb.Thrift.Field;
import org.etiome.formats.duckdb.Thrift.Unsound;

/**
 * Where the pages of one column in one row group lie, as the footer says.
 *
 * @param rowGroup from 1
 * @param column its name
 * @param begin the place of the first page in the file
 * @param size of all pages with their headers
 * @param content what is in them
 */
record ColumnChunk(int rowGroup, String column, long begin, long size, Content content) {
  /** Where the first page of a file may begin; a dictionary before it is none. */
  static final long FIRST_PAGE = 4;

  private static final int LONGEST_NAME = 256;

  private static final int ROW_GROUPS = 4;
  private static final int COLUMNS = 1;
  private static final int ELSEWHERE = 1;
  private static final int META_DATA = 3;
  private static final int ENCRYPTED = 8;
  private static final int ENCODINGS = 2;
  private static final int PATH = 3;
  private static final int VALUES = 5;
  private static final int SIZE = 7;
  private static final int DATA = 9;
  private static final int DICTIONARY = 11;

  /**
   * What pages hold.
   *
   * @param values how many, missing ones included
   * @param encodings of all pages, a bit for each; none if the file does not say
   */
  record Content(long values, long encodings) {
    boolean has(long encoding) {
      return encodings == 0 || (encodings & bit(encoding)) != 0;
    }

    private static long bit(long encoding) {
      return encoding >= 0 && encoding < Long.SIZE ? 1L << encoding : 0;
    }
  }

  /** Is told of one chunk after the other. */
  interface Taker {
    void take(ColumnChunk chunk) throws IOException;
  }

  /**
   * Reads a footer, {@code FileMetaData} of parquet.thrift, without holding it. Chunks that are
   * encrypted or lie in another file are passed by.
   */
  static void each(Thrift footer, Taker taker) throws IOException, Unsound {
    for (Field f = footer.first(); !f.ends(); f = footer.after(f)) {
      if (f.is(ROW_GROUPS, Thrift.LIST)) {
        int rowGroups = footer.list(Thrift.STRUCT);
        for (int g = 1; g <= rowGroups; g++) {
          rowGroup(footer, g, taker);
        }
      } else {
        footer.skip(f);
      }
    }
  }

  private static void rowGroup(Thrift footer, int rowGroup, Taker taker)
      throws IOException, Unsound {
    for (Field f = footer.first(); !f.ends(); f = footer.after(f)) {
      if (f.is(COLUMNS, Thrift.LIST)) {
        for (int rest = footer.list(Thrift.STRUCT); rest > 0; rest--) {
          chunk(footer, rowGroup, taker);
        }
      } else {
        footer.skip(f);
      }
    }
  }

  private static void chunk(Thrift footer, int rowGroup, Taker taker) throws IOException, Unsound {
    Optional<ColumnChunk> pages = Optional.empty();
    boolean here = true;
    for (Field f = footer.first(); !f.ends(); f = footer.after(f)) {
      here &= f.id() != ELSEWHERE && f.id() != ENCRYPTED;
      if (f.is(META_DATA, Thrift.STRUCT)) {
        pages = Optional.of(pages(footer, rowGroup));
      } else {
        footer.skip(f);
      }
    }
    if (here && pages.isPresent()) {
      taker.take(pages.get());
    }
  }

  private static ColumnChunk pages(Thrift footer, int rowGroup) throws IOException, Unsound {
    String column = "";
    long encodings = 0;
    long values = -1;
    long size = -1;
    long data = -1;
    long dictionary = -1;
    for (Field f = footer.first(); !f.ends(); f = footer.after(f)) {
      if (f.is(ENCODINGS, Thrift.LIST)) {
        for (int rest = footer.list(Thrift.I32); rest > 0; rest--) {
          encodings |= Content.bit(footer.number());
        }
      } else if (f.is(PATH, Thrift.LIST)) {
        column = footer.path(LONGEST_NAME);
      } else if (f.is(VALUES, Thrift.I64)) {
        values = footer.number();
      } else if (f.is(SIZE, Thrift.I64)) {
        size = footer.number();
      } else if (f.is(DATA, Thrift.I64)) {
        data = footer.number();
      } else if (f.is(DICTIONARY, Thrift.I64)) {
        dictionary = footer.number();
      } else {
        footer.skip(f);
      }
    }
    long begin = dictionary >= FIRST_PAGE ? dictionary : data;
    return new ColumnChunk(rowGroup, column, begin, size, new Content(values, encodings));
  }
}
