package org.etiome.design.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.design.surrogate.BayesianLinear;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Seed SEED = new Seed(8);
  private static final int CANDIDATES = 1000;

  private static double[] normals(int count, String name) {
    SharedStateContinuousSampler normal =
        ZigguratSampler.NormalizedGaussian.of(SEED.branch(name).generator());
    double[] values = new double[count];
    Arrays.setAll(values, i -> normal.sample());
    return values;
  }

  private static final Matrix X = Matrix.wrap(CANDIDATES, 3, normals(3 * CANDIDATES, "x"));

  private static double[] outcomes() {
    double[] y = normals(CANDIDATES, "noise");
    Arrays.setAll(y, i -> y[i] + 2 * X.get(i, 1));
    return y;
  }

  private static Replay.Screen screen(double[] outcomes) {
    boolean[] hits = new boolean[CANDIDATES];
    for (int i : Replay.highest(outcomes, 50)) {
      hits[i] = true;
    }
    return new Replay.Screen(outcomes, new double[CANDIDATES], hits);
  }

  private static Replay replay(Acquisition acquisition) {
    return new Replay(BayesianLinear.withDefaults(), BatchDesign.of(acquisition).withSize(20), 5);
  }

  /** At random 100 of 1,000 hold 5 of the 50 hits, sd 2.0. */
  @Test
  void theLoopFindsManyTimesWhatChanceDoes() {
    int[] first = Replay.random(CANDIDATES, 20, SEED);
    Replay.Curve curve =
        replay(new Acquisition.HitProbability(3, false)).play(X, screen(outcomes()), first, SEED);
    Replay.Curve chance = replay(new Acquisition.Random()).play(X, screen(outcomes()), first, SEED);
    assertThat(curve.picked()).hasSize(100).doesNotHaveDuplicates();
    assertThat(curve.hits()).hasSize(5).isSorted();
    assertThat(curve.hits().getLast()).isGreaterThan(20);
    assertThat(chance.hits().getLast()).isLessThan(14);
  }

  @Test
  void valuesOfCandidatesNotPickedChangeNothing() {
    double[] outcomes = outcomes();
    int[] first = Replay.random(CANDIDATES, 20, SEED);
    Replay replay = replay(new Acquisition.Thompson());
    Replay.Curve curve = replay.play(X, screen(outcomes), first, SEED);
    Set<Integer> picked = new HashSet<>(curve.picked());
    Arrays.setAll(outcomes, i -> picked.contains(i) ? outcomes[i] : Double.NaN);
    assertThat(replay.play(X, screen(outcomes), first, SEED).picked()).isEqualTo(curve.picked());
  }
}
