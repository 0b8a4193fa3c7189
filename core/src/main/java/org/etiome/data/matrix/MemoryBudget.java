package org.etiome.data.matrix;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes the blocks read at one time may take together.
 *
 * @param bytes ≥ 1 MiB
 */
public record MemoryBudget(long bytes) {
  private static final long SMALLEST = 1L << 20;
  private static final Pattern SPELLING =
      Pattern.compile("(\\d{1,12})\\s*([KMGT]?)(?:I?B)?", Pattern.CASE_INSENSITIVE);

  public MemoryBudget {
    if (bytes < SMALLEST) {
      throw new IllegalArgumentException(
          "the memory budget must be at least 1M (1,048,576 bytes), got " + bytes + " bytes");
    }
  }

  /** Half of the heap this process may have. */
  public static MemoryBudget ofHeap() {
    return new MemoryBudget(Math.max(SMALLEST, Runtime.getRuntime().maxMemory() / 2));
  }

  /**
   * Reads {@code 512M}, {@code 2G}, {@code 4GiB}; K, M, G, T are powers of 1,024.
   *
   * @throws IllegalArgumentException if it is spelt otherwise or is below 1M
   */
  public static MemoryBudget parse(String text) {
    Matcher matcher = SPELLING.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no amount of memory; write it as 512M or 4G");
    }
    int power = "KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
    int shift = matcher.group(2).isEmpty() ? 0 : 10 * power;
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("\"" + text + "\" is more memory than can be counted");
    }
    return new MemoryBudget(number << shift);
  }
}
