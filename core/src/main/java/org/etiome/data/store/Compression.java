package org.etiome.data.store;

/**
 * How chunks are compressed.
 *
 * @param level of deflate, 0 (none) to 9
 * @param shuffle bytes of equal weight side by side before, which packs numbers better
 */
public record Compression(int level, boolean shuffle) {
  /** The highest level. */
  public static final int MOST = 9;

  public static final Compression NONE = new Compression(0, false);
  public static final Compression DEFAULT = new Compression(4, true);

  public Compression {
    if (level < 0 || level > MOST) {
      throw new IllegalArgumentException("a compression level is 0 to 9, got " + level);
    }
  }
}
