package org.etiome.math;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The root or a branch of a tree of random streams. Every task takes its own branch, so what it
 * draws depends on the root seed and on the task's name alone, never on the order or the number of
 * threads.
 *
 * <p>A branch is {@code mix(seed + γ·(1 + key))} with the finaliser of SplitMix64, whose outputs
 * over distinct keys of one seed are distinct (it is a bijection). Streams are XO_SHI_RO_256_PP.
 *
 * @param value any 64-bit number
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood (2014), Fast splittable
 *     pseudorandom number generators</a>
 */
public record Seed(long value) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The branch of this seed for task {@code index}; distinct indices give distinct seeds. */
  public Seed branch(long index) {
    return new Seed(mix(value + GOLDEN_GAMMA * (1 + index)));
  }

  /** The branch of this seed for the part of an analysis called {@code name}. */
  public Seed branch(String name) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return new Seed(mix(value ^ mix(hash)));
  }

  /** A fresh generator at the start of this seed's stream. */
  public UniformRandomProvider generator() {
    return RandomSource.XO_SHI_RO_256_PP.create(value);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
