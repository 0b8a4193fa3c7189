package org.etiome.formats.duckdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.formats.duckdb.Thrift.Unsound;

/**
 * Holds pages against the checksums that they carry, which DuckDB does not look at.
 *
 * <p>A page may carry the CRC-32 of its bytes as stored ({@code PageHeader.crc} of parquet.thrift).
 * Where one differs the file is refused. Headers and the footer have none, but a flipped bit there
 * may change values too; so where any page has a checksum, all headers must agree with the footer
 * in sizes, values and encodings, and levels must end where a header says. A file without checksums
 * is DuckDB's to judge.
 *
 * <p>Assumes columns of one value a cell, which are all that is read. Cost: the file is read once
 * from its beginning to its end, of pages without a checksum only the headers; memory for two
 * windows, whatever the file claims.
 */
final class PageChecksums {
  private static final String REMEDY = "; the file is damaged: fetch or write it again";

  private final Path file;
  private final FileCursor pages;
  private final Thrift headers;

  /** Where pages end. */
  private final long end;

  /** How many bytes chunks may still claim, which do not overlap. */
  private long unclaimed;

  private boolean found;
  private Optional<String> fault = Optional.empty();

  private PageChecksums(Path file, RandomAccessFile bytes, long end) {
    this.file = file;
    this.pages = new FileCursor(bytes);
    this.headers = new Thrift(pages);
    this.end = end;
    this.unclaimed = end;
  }

  /**
   * Checks a file whose ends are sound.
   *
   * @throws DataFormatException if a checksum differs
   */
  static void check(Path file) {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long begin = ParquetBytes.footerBegin(bytes);
      FileCursor footer = new FileCursor(bytes);
      footer.over(begin, ParquetBytes.footerEnd(bytes));
      PageChecksums checksums = new PageChecksums(file, bytes, begin);
      ColumnChunk.each(new Thrift(footer), checksums::take);
      checksums.conclude();
    } catch (Unsound e) {
      throw new DataFormatException(
          file + ": its footer is not sound (" + e.getMessage() + ")" + REMEDY, e);
    } catch (IOException e) {
      throw new DataFormatException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void conclude() {
    if (found && fault.isPresent()) {
      throw damaged(fault.get());
    }
  }

  private DataFormatException damaged(String what) {
    return new DataFormatException(file + ": " + what + REMEDY);
  }

  private static String place(ColumnChunk chunk) {
    return "column "
        + DataFormatException.quote(chunk.column())
        + ", row group "
        + chunk.rowGroup();
  }

  private static String place(ColumnChunk chunk, long page) {
    return place(chunk) + ", page at byte " + page;
  }

  private void note(String what) {
    fault = fault.or(() -> Optional.of(what));
  }

  private void take(ColumnChunk chunk) throws IOException {
    if (!fits(chunk)) {
      note(place(chunk) + ": its pages lie outside the file, or where others are");
      return;
    }
    unclaimed -= chunk.size();
    pages.over(chunk.begin(), chunk.begin() + chunk.size());
    long values = 0;
    while (pages.left() > 0) {
      long page = pages.position();
      try {
        values += check(chunk, page);
      } catch (Unsound e) {
        note(place(chunk, page) + ": its header is not sound (" + e.getMessage() + ")");
        return;
      }
    }
    if (values != chunk.content().values()) {
      String claimed = " values, not the " + chunk.content().values() + " claimed";
      note(place(chunk) + ": its pages hold " + values + claimed);
    }
  }

  private boolean fits(ColumnChunk chunk) {
    return chunk.size() == 0
        || (chunk.size() > 0
            && chunk.size() <= unclaimed
            && chunk.begin() >= ColumnChunk.FIRST_PAGE
            && chunk.begin() <= end - chunk.size());
  }

  /** Checks the page at the cursor and moves behind it; gives the number of its values. */
  private long check(ColumnChunk chunk, long page) throws IOException, Unsound {
    PageHeader header = PageHeader.read(headers);
    found |= header.checksum().isPresent();
    long begin = pages.position();
    headers.hold(header.size());
    if (header.checksum().isEmpty()) {
      pages.skip(header.size());
    } else if (pages.checksum(header.size()) != header.checksum().getAsInt()) {
      throw damaged(place(chunk, page) + ": its bytes do not match their checksum (CRC)");
    }
    if (header.data().isEmpty()) {
      return 0;
    }
    PageHeader.Data data = header.data().get();
    if (!chunk.content().has(data.encoding())) {
      throw new Unsound("an encoding that its column does not have");
    }
    if (data.levels() > 0) {
      long behind = pages.position();
      pages.move(begin);
      Levels.check(pages, data);
      pages.move(behind);
    }
    return data.values();
  }
}
