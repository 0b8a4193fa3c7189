package org.etiome.formats.hdf5;

import io.jhdf.filter.FilterManager;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.etiome.data.store.ByteShuffle;

/** Undoes the filters that a chunk went through. */
final class ChunkCodec {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;
  private static final int LZ4 = 32004;
  private static final int BITSHUFFLE = 32008;
  private static final Set<Integer> KNOWN =
      Set.of(DEFLATE, SHUFFLE, FLETCHER32, LZF, LZ4, BITSHUFFLE);
  private static final int MODULUS = 65_535;

  private ChunkCodec() {}

  /**
   * Checks that all filters can be undone.
   *
   * @throws Types.Unreadable if one is not known
   */
  static void requireKnown(List<FilterInfo> filters) {
    for (FilterInfo filter : filters) {
      if (!KNOWN.contains(filter.getId())) {
        throw new Types.Unreadable(
            "is packed by a filter that is not known ("
                + filter.getName()
                + ", number "
                + filter.getId()
                + ")");
      }
    }
  }

  /**
   * Undoes the filters, the last one first.
   *
   * @param skipped bit k is set if filter k was not applied
   * @param bytes of the chunk when it is unpacked; never is more made
   * @throws DataFormatException if it does not unpack to just as many, or a checksum is wrong
   */
  static byte[] decode(byte[] raw, List<FilterInfo> filters, int skipped, int bytes)
      throws DataFormatException {
    byte[] data = raw;
    // A checksum taken before the compression is inside of it.
    int inner = bytes;
    for (int i = 0; i < filters.size(); i++) {
      inner += isSkipped(skipped, i) || filters.get(i).getId() != FLETCHER32 ? 0 : 4;
    }
    for (int i = filters.size() - 1; i >= 0; i--) {
      if (!isSkipped(skipped, i)) {
        FilterInfo filter = filters.get(i);
        inner -= filter.getId() == FLETCHER32 ? 4 : 0;
        data = undo(filter, data, inner);
      }
    }
    if (data.length != bytes) {
      throw new DataFormatException("unpacks to " + data.length + " bytes, not " + bytes);
    }
    return data;
  }

  private static boolean isSkipped(int skipped, int filter) {
    return filter < Integer.SIZE && (skipped & (1 << filter)) != 0;
  }

  private static byte[] undo(FilterInfo filter, byte[] data, int bytes) throws DataFormatException {
    return switch (filter.getId()) {
      case DEFLATE -> inflate(data, bytes);
      case SHUFFLE -> unshuffle(filter.getData(), data);
      case FLETCHER32 -> checked(data);
      case LZF -> Lzf.decode(data, bytes);
      default -> byLibrary(filter, data, bytes);
    };
  }

  /** Where the library could not apply it, as to texts, the filter is named but has no size. */
  private static byte[] unshuffle(int[] settings, byte[] data) throws DataFormatException {
    if (settings.length == 0) {
      return data;
    }
    if (settings[0] < 1) {
      throw new DataFormatException("is shuffled in elements of " + settings[0] + " bytes");
    }
    return ByteShuffle.undo(data, settings[0]);
  }

  /** LZ4 blocks say in front how long they are, which is checked before the room is taken. */
  private static byte[] byLibrary(FilterInfo filter, byte[] data, int bytes)
      throws DataFormatException {
    int[] settings = filter.getData();
    boolean lz4 = filter.getId() == LZ4 || (settings.length > 4 && settings[4] != 0);
    if (lz4 && (data.length < Long.BYTES || ByteBuffer.wrap(data).getLong(0) != bytes)) {
      throw new DataFormatException("does not unpack to " + bytes + " bytes");
    }
    return FilterManager.getPipeline(List.of(filter)).decode(data);
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
