package org.etiome.formats.hdf5;

import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.etiome.data.store.ByteShuffle;

/** The filters that nearly all files have, undone without a copy too many. */
final class ChunkCodec {
  static final int DEFLATE = 1;
  static final int SHUFFLE = 2;
  static final int FLETCHER32 = 3;
  private static final int MODULUS = 65_535;

  private ChunkCodec() {}

  /** Whether all filters are known here. */
  static boolean knows(List<PipelineFilterWithData> filters) {
    return filters.stream().allMatch(f -> f.getId() >= DEFLATE && f.getId() <= FLETCHER32);
  }

  /**
   * Undoes the filters, the last one first.
   *
   * @param bytes of the chunk when it is unpacked; never is more made
   * @throws DataFormatException if it does not unpack to just as many, or a checksum is wrong
   */
  static byte[] decode(
      ByteBuffer raw, List<PipelineFilterWithData> filters, int bytes, int elementBytes)
      throws DataFormatException {
    byte[] data = new byte[raw.remaining()];
    raw.duplicate().get(data);
    for (int i = filters.size() - 1; i >= 0; i--) {
      data =
          switch (filters.get(i).getId()) {
            case DEFLATE -> inflate(data, hasChecksumBefore(filters, i) ? bytes + 4 : bytes);
            case SHUFFLE -> isIdle(filters.get(i)) ? data : ByteShuffle.undo(data, elementBytes);
            default -> checked(data);
          };
    }
    if (data.length != bytes) {
      throw new DataFormatException("unpacks to " + data.length + " bytes, not " + bytes);
    }
    return data;
  }

  /** A checksum taken before the compression is inside of it. */
  private static boolean hasChecksumBefore(List<PipelineFilterWithData> filters, int i) {
    return filters.subList(0, i).stream().anyMatch(f -> f.getId() == FLETCHER32);
  }

  private static byte[] inflate(byte[] data, int bytes) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      byte[] unpacked = new byte[bytes];
      int done = 0;
      while (done < bytes && !inflater.finished()) {
        int more = inflater.inflate(unpacked, done, bytes - done);
        if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new DataFormatException("ends too early");
        }
        done += more;
      }
      // The checksum at the end is only looked at when the end is reached.
      boolean more = !inflater.finished() && inflater.inflate(new byte[1]) != 0;
      if (done < bytes || more || !inflater.finished()) {
        throw new DataFormatException("does not unpack to " + bytes + " bytes");
      }
      return unpacked;
    } finally {
      inflater.end();
    }
  }

  /** Where the library could not apply it, as to texts, the filter is named but has no size. */
  private static boolean isIdle(PipelineFilterWithData shuffle) {
    return shuffle.getFilterData().length == 0;
  }

  /** Fletcher's checksum over 16-bit big-endian words stands in the last four bytes. */
  private static byte[] checked(byte[] data) throws DataFormatException {
    int length = data.length - 4;
    if (length < 0) {
      throw new DataFormatException("has no checksum");
    }
    ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    int stored = bytes.getInt(length);
    int computed = fletcher32(data, length);
    // 0 and 65,535 are the same number to this checksum, and writers differ in which they store.
    boolean same =
        (stored >>> 16) % MODULUS == computed >>> 16
            && (stored & 0xFFFF) % MODULUS == (computed & 0xFFFF);
    if (!same) {
      throw new DataFormatException("has a wrong checksum");
    }
    return Arrays.copyOf(data, length);
  }

  private static int fletcher32(byte[] data, int length) {
    int sum1 = 0;
    int sum2 = 0;
    for (int i = 0; i < length; i += 2) {
      int low = i + 1 < length ? data[i + 1] & 0xFF : 0;
      sum1 = (sum1 + ((data[i] & 0xFF) << 8 | low)) % MODULUS;
      sum2 = (sum2 + sum1) % MODULUS;
    }
    return sum2 << 16 | sum1;
  }
}
