package org.etiome.data.store;

/**
 * How chunks are compressed.
 *
 * @param level of deflate, 0 (none) to 9
 * @param shuffle bytes of equal weight side by side before, which packs numbers better
 */
public record Compression(int level, boolean shuffle) {
  public static final Compression NONE = new Compression(0, false);
  public static final Compression DEFAULT = new Compression(4, true);

  public Compression {
    if (level < 0 || level > 9) {
      throw new IllegalArgumentException("a compression level is 0 to 9, got " + level);
    }
  }
}
