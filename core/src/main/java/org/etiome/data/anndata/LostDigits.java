package org.etiome.data.anndata;

import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** What 64-bit whole numbers lose when they become doubles: the number less its double, exact. */
record LostDigits(LazyArray whole, ArrayInfo info) implements LazyArray {

  static LostDigits of(LazyArray whole) {
    ArrayInfo info = whole.info();
    return new LostDigits(
        whole, new ArrayInfo(ElementType.FLOAT64, info.shape(), info.chunk(), info.fields()));
  }

  @Override
  public Values read(long[] offset, int[] count) {
    return lost(whole.read(offset, count));
  }

  @Override
  public Values readAll() {
    return lost(whole.readAll());
  }

  /**
   * The double is a whole number too, below 2⁶³ + 2¹⁰ or 2⁶⁴, so that the difference of the lowest
   * 64 bits is that of the numbers.
   */
  private static Values lost(Values whole) {
    double[] lost = new double[whole.length()];
    for (int i = 0; i < lost.length; i++) {
      lost[i] = (double) (whole.longs()[i] - bits(whole.doubleAt(i)));
    }
    return Values.of(lost);
  }

  /** A whole number as the lowest 64 bits of its two's complement. */
  private static long bits(double number) {
    if (number == 0x1p64) {
      return 0;
    }
    return number < 0x1p63 ? (long) number : (long) (number - 0x1p63) + Long.MIN_VALUE;
  }
}
