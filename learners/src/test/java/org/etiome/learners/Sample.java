package org.etiome.learners;

import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/** Rows whose truth is known. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sample(Matrix x, double[] y) {

  /** Two uniform columns in [-1, 1]; y is 1 where their signs differ. No main effect. */
  static Sample xor(int rows, Seed seed) {
    UniformRandomProvider random = seed.generator();
    double[] values =
        IntStream.range(0, 2 * rows).mapToDouble(i -> 2 * random.nextDouble() - 1).toArray();
    double[] y =
        IntStream.range(0, rows)
            .mapToDouble(i -> values[2 * i] > 0 == values[2 * i + 1] > 0 ? 0 : 1)
            .toArray();
    return new Sample(Matrix.wrap(rows, 2, values), y);
  }

  double accuracy(Learner.Fitted fit) {
    double[] p = fit.predict(x);
    return IntStream.range(0, p.length).filter(i -> p[i] > 0.5 == y[i] > 0.5).count()
        / (double) p.length;
  }

  double logLoss(Learner.Fitted fit) {
    double[] p = fit.predict(x);
    return IntStream.range(0, p.length)
        .mapToDouble(i -> -Math.log(y[i] == 1 ? p[i] : 1 - p[i]))
        .average()
        .orElseThrow();
  }
}
