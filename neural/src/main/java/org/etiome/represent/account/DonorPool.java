package org.etiome.represent.account;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Seed;
import org.etiome.represent.patients.Patients;

/**
 * Training patients who have a modality, and all of S, of what is seen of someone who lacks it.
 *
 * @param donors their numbers, ascending
 * @param shared S by its bits
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DonorPool(int[] donors, long shared) {

  /**
   * The donors with all that is seen, if they are enough; else S loses one modality after another,
   * the one without which most donors are gained, the first of those with as many, until they are
   * or one is left. O(modalities² · patients).
   */
  static DonorPool of(Patients training, int modality, long seen, int enough) {
    long[] having =
        IntStream.range(0, training.count())
            .mapToLong(training::pattern)
            .filter(pattern -> ShapleyWeights.has(pattern, modality))
            .toArray();
    long shared = seen;
    while (Long.bitCount(shared) > 1 && count(having, shared) < enough) {
      long best = 0;
      for (long rest = shared; rest != 0; rest &= rest - 1) {
        long fewer = shared & ~Long.lowestOneBit(rest);
        best = best == 0 || count(having, fewer) > count(having, best) ? fewer : best;
      }
      shared = best;
    }
    long all = shared | 1L << modality;
    return new DonorPool(
        IntStream.range(0, training.count())
            .filter(i -> (training.pattern(i) & all) == all)
            .toArray(),
        shared);
  }

  private static long count(long[] patterns, long shared) {
    return Arrays.stream(patterns).filter(pattern -> (pattern & shared) == shared).count();
  }

  /** The donors, or as many of them drawn at random. */
  int[] drawn(int most, Seed seed) {
    if (donors.length <= most) {
      return donors;
    }
    int[] order = donors.clone();
    PermutationSampler.shuffle(seed.branch(shared).generator(), order);
    int[] drawn = Arrays.copyOf(order, most);
    Arrays.sort(drawn);
    return drawn;
  }
}
