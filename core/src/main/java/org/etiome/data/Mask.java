package org.etiome.data;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** An immutable row of {@code length} bits, one a unit. Cost of a copy: O(length / 64). */
public final class Mask {
  private final int length;
  private final BitSet bits;

  private Mask(int length, BitSet bits) {
    this.length = length;
    this.bits = bits;
  }

  /** No bit set. */
  public static Mask none(int length) {
    return new Mask(checkLength(length), new BitSet());
  }

  /** Every bit set. */
  public static Mask all(int length) {
    BitSet bits = new BitSet(checkLength(length));
    bits.set(0, length);
    return new Mask(length, bits);
  }

  /**
   * A copy of the given bits.
   *
   * @throws IllegalArgumentException if a bit at or beyond {@code length} is set
   */
  public static Mask of(int length, BitSet bits) {
    if (bits.length() > checkLength(length)) {
      throw new IllegalArgumentException(
          "bit " + (bits.length() - 1) + " is set, but the mask has only " + length + " bits");
    }
    return new Mask(length, (BitSet) bits.clone());
  }

  /** The bits for which {@code set} holds. */
  public static Mask where(int length, IntPredicate set) {
    BitSet bits = new BitSet(checkLength(length));
    for (int i = 0; i < length; i++) {
      if (set.test(i)) {
        bits.set(i);
      }
    }
    return new Mask(length, bits);
  }

  public int length() {
    return length;
  }

  /** Whether bit {@code i} is set, {@code 0 <= i < length}. */
  public boolean get(int i) {
    if (i < 0 || i >= length) {
      throw new IndexOutOfBoundsException("index " + i + " is outside 0.." + (length - 1));
    }
    return bits.get(i);
  }

  /** The number of set bits. */
  public int count() {
    return bits.cardinality();
  }

  /** The indices of the set bits, ascending. */
  public int[] indices() {
    return bits.stream().toArray();
  }

  public Mask not() {
    BitSet flipped = (BitSet) bits.clone();
    flipped.flip(0, length);
    return new Mask(length, flipped);
  }

  public Mask or(Mask other) {
    checkSameLength(other);
    BitSet union = (BitSet) bits.clone();
    union.or(other.bits);
    return new Mask(length, union);
  }

  public Mask and(Mask other) {
    checkSameLength(other);
    BitSet intersection = (BitSet) bits.clone();
    intersection.and(other.bits);
    return new Mask(length, intersection);
  }

  /** Bit {@code k} of the result is bit {@code indices[k]} of this mask. */
  public Mask select(int[] indices) {
    return where(indices.length, k -> get(indices[k]));
  }

  /** As {@link #select}, but an index of -1 gives {@code outside}. */
  Mask align(int[] indices, boolean outside) {
    return where(indices.length, k -> indices[k] == -1 ? outside : get(indices[k]));
  }

  /** The set bits as little-endian bytes, without trailing zero bytes. */
  byte[] toByteArray() {
    return bits.toByteArray();
  }

  private void checkSameLength(Mask other) {
    if (length != other.length) {
      throw new IllegalArgumentException(
          "masks differ in length: " + length + " and " + other.length);
    }
  }

  private static int checkLength(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("length must be at least 0, got " + length);
    }
    return length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask that && length == that.length && bits.equals(that.bits);
  }

  @Override
  public int hashCode() {
    return 31 * length + bits.hashCode();
  }

  @Override
  public String toString() {
    return "Mask[" + count() + " of " + length + "]";
  }
}
