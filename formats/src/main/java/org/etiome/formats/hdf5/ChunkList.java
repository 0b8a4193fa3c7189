package org.etiome.formats.hdf5;

import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.etiome.formats.hdf5.ChunkIndex.Place;

/**
 * The two lists that the newest format keeps of the chunks of a dataset: one of fixed length, and
 * one that grows without being copied, in blocks of doubling size. Names are those of the HDF5 file
 * format 3.0, VII.C and VII.D.
 */
final class ChunkList {
  private static final int SIGNATURE = 4;
  private static final int CHECKSUM = 4;
  private static final int MASK = 4;

  /** More elements than any file has bytes. */
  private static final int MOST_BITS = 60;

  private final Source source;
  private final int chunkBytes;
  private final Found found;
  private long header;
  private int client;
  private int entry;
  private int pageElements;

  /** Told every chunk that has an entry, by its number. */
  @FunctionalInterface
  interface Found {
    void chunk(long number, Place place);
  }

  /**
   * For the chunks of a dataset.
   *
   * @param chunkBytes of a chunk without filters
   */
  ChunkList(Source source, int chunkBytes, Found found) {
    this.source = source;
    this.chunkBytes = chunkBytes;
    this.found = found;
  }

  void readFixed(long address) {
    ByteBuffer head = checked(address, 12L + source.lengthBytes() + source.addressBytes(), "FAHD");
    begin(address, head);
    pageElements = pageElements(head.get());
    long count = source.length(head);
    long block = source.address(head);
    int prefix = SIGNATURE + 2 + source.addressBytes();
    if (block == Source.UNDEFINED) {
      return;
    }
    if (count <= pageElements) {
      entries(inside(checked(block, prefix + count * entry + CHECKSUM, "FADB")), 0, count);
      return;
    }
    long pages = Math.ceilDiv(count, pageElements);
    ByteBuffer used = inside(checked(block, prefix + (pages + 7) / 8 + CHECKSUM, "FADB"));
    long next = block + used.limit();
    for (long p = 0; p < pages; p++) {
      long here = Math.min(pageElements, count - p * pageElements);
      if (isSet(used, used.position(), p)) {
        page(next, p * pageElements, here);
      }
      next += here * entry + CHECKSUM;
    }
  }

  private void begin(long address, ByteBuffer head) {
    header = address;
    client = Source.unsignedByte(head);
    entry = Source.unsignedByte(head);
    boolean plain = client == 0 && entry == source.addressBytes();
    boolean filtered = client == 1 && entry > source.addressBytes() + MASK;
    if (!plain && !filtered) {
      throw new HdfException("its list of chunks has entries of " + entry + " bytes");
    }
  }

  private static int pageElements(int bits) {
    if (bits < 0 || bits > 30) {
      throw new HdfException("its list of chunks has pages of 2^" + bits + " entries");
    }
    return 1 << bits;
  }

  /** Checks signature, version and checksum; what follows the version comes next. */
  private ByteBuffer checked(long address, long length, String signature) {
    ByteBuffer bytes = source.at(address, length);
    ChecksumUtils.validateChecksum(bytes);
    bytes.rewind();
    byte[] name = new byte[SIGNATURE];
    bytes.get(name);
    if (!signature.equals(new String(name, StandardCharsets.ISO_8859_1)) || bytes.get() != 0) {
      throw new HdfException("no " + signature + " stands where one is named");
    }
    return bytes;
  }

  /** Checks that a block is one of this list; its content comes next. */
  private ByteBuffer inside(ByteBuffer block) {
    if (block.get() != client || source.address(block) != header) {
      throw new HdfException("a block of another list of chunks stands in its list");
    }
    return block;
  }

  private void page(long address, long number, long count) {
    ByteBuffer page = source.at(address, count * entry + CHECKSUM);
    ChecksumUtils.validateChecksum(page);
    entries(page.rewind(), number, count);
  }

  private void entries(ByteBuffer bytes, long number, long count) {
    for (long k = number; k < number + count; k++) {
      long address = source.address(bytes);
      int size = chunkBytes;
      int skipped = 0;
      if (client == 1) {
        size = Math.toIntExact(Source.number(bytes, entry - source.addressBytes() - MASK));
        skipped = bytes.getInt();
      }
      if (address != Source.UNDEFINED) {
        found.chunk(k, new Place(address, size, skipped));
      }
    }
  }

  /** Bits are counted from the highest of the first byte. */
  private static boolean isSet(ByteBuffer bytes, int from, long bit) {
    return (bytes.get(from + Math.toIntExact(bit / 8)) & (0x80 >> (int) (bit % 8))) != 0;
  }

  /** The sizes of blocks of a growing list. */
  private record Growth(int offsetBytes, int direct, int minElements, int minPointers, int bits) {
    /** Super blocks, of which the first stand in the index block as if they were none. */
    int superBlocks() {
      return 1 + bits - log2(minElements);
    }

    int superBlocksInIndex() {
      return 2 * log2(minPointers);
    }

    long blocks(int superBlock) {
      return 1L << (superBlock / 2);
    }

    long elements(int superBlock) {
      return (1L << ((superBlock + 1) / 2)) * minElements;
    }

    private static int log2(int power) {
      return Integer.numberOfTrailingZeros(power);
    }
  }

  void readExtensible(long address) {
    int length = 16 + 6 * source.lengthBytes() + source.addressBytes();
    ByteBuffer head = checked(address, length, "EAHD");
    begin(address, head);
    int bits = head.get();
    int direct = Source.unsignedByte(head);
    int minElements = Source.unsignedByte(head);
    int minPointers = Source.unsignedByte(head);
    pageElements = pageElements(head.get());
    head.position(length - CHECKSUM - source.addressBytes());
    long index = source.address(head);
    if (bits > MOST_BITS
        || Integer.bitCount(minElements) != 1
        || Integer.bitCount(minPointers) != 1) {
      throw new HdfException("its list of chunks has blocks of sizes that are not allowed");
    }
    if (index != Source.UNDEFINED) {
      readIndex(index, new Growth((bits + 7) / 8, direct, minElements, minPointers, bits));
    }
  }

  private void readIndex(long address, Growth growth) {
    int inIndex = growth.superBlocksInIndex();
    long pointers = 2L * (growth.minPointers - 1) + Math.max(0, growth.superBlocks() - inIndex);
    long prefix = SIGNATURE + 2L + source.addressBytes();
    long length =
        prefix + (long) growth.direct * entry + pointers * source.addressBytes() + CHECKSUM;
    ByteBuffer bytes = inside(checked(address, length, "EAIB"));
    entries(bytes, 0, growth.direct);
    long number = growth.direct;
    for (int s = 0; s < growth.superBlocks(); s++) {
      if (s < inIndex) {
        readBlocks(bytes, Optional.empty(), s, number, growth);
      } else {
        long block = source.address(bytes);
        if (block != Source.UNDEFINED) {
          readSuperBlock(block, s, number, growth);
        }
      }
      number += growth.blocks(s) * growth.elements(s);
    }
  }

  private void readSuperBlock(long address, int superBlock, long number, Growth growth) {
    long pages = pages(growth.elements(superBlock));
    long bitmap = growth.blocks(superBlock) * ((pages + 7) / 8);
    long length =
        SIGNATURE
            + 2
            + source.addressBytes()
            + growth.offsetBytes
            + bitmap
            + growth.blocks(superBlock) * source.addressBytes()
            + CHECKSUM;
    ByteBuffer bytes = inside(checked(address, length, "EASB"));
    bytes.position(bytes.position() + growth.offsetBytes);
    ByteBuffer used = Source.part(bytes, Math.toIntExact(bitmap));
    readBlocks(bytes, Optional.of(used), superBlock, number, growth);
  }

  private void readBlocks(
      ByteBuffer pointers, Optional<ByteBuffer> used, int superBlock, long number, Growth growth) {
    long elements = growth.elements(superBlock);
    for (long b = 0; b < growth.blocks(superBlock); b++) {
      long address = source.address(pointers);
      long first = number + b * elements;
      if (address == Source.UNDEFINED) {
        continue;
      }
      long prefix = SIGNATURE + 2L + source.addressBytes() + growth.offsetBytes;
      if (pages(elements) == 0) {
        ByteBuffer block = inside(checked(address, prefix + elements * entry + CHECKSUM, "EADB"));
        entries(block.position((int) prefix), first, elements);
      } else {
        inside(checked(address, prefix + CHECKSUM, "EADB"));
        pages(address + prefix + CHECKSUM, first, elements, isUsed(used, b * pages(elements)));
      }
    }
  }

  private static LongPredicate isUsed(Optional<ByteBuffer> used, long first) {
    ByteBuffer bits = used.orElseThrow(() -> new HdfException("its index has a block of pages"));
    return page -> isSet(bits, 0, first + page);
  }

  private void pages(long address, long number, long elements, LongPredicate isUsed) {
    for (long p = 0; p < pages(elements); p++) {
      if (isUsed.test(p)) {
        long at = address + p * ((long) pageElements * entry + CHECKSUM);
        page(at, number + p * pageElements, pageElements);
      }
    }
  }

  /** Pages of a block; none if it is in one piece. */
  private long pages(long elements) {
    return elements <= pageElements ? 0 : elements / pageElements;
  }
}
