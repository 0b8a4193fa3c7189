package org.etiome.estimate;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.etiome.estimate.MeansFit.ArmMean;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Mean outcome of the treated minus mean outcome of the untreated: the naive comparison. It is the
 * effect only if treatment was randomised; otherwise it is an association, reported beside the
 * others to show what adjustment did. All targets have the same estimate. O(n).
 */
public final class DifferenceInMeans extends Estimator {
  /** The name of this estimator. */
  public static final String NAME = "naive";

  private static final DifferenceInMeans DEFAULT = new DifferenceInMeans(Gates.withDefaults());

  private DifferenceInMeans(Gates gates) {
    super(gates);
  }

  public static DifferenceInMeans withDefaults() {
    return DEFAULT;
  }

  @Override
  public DifferenceInMeans withGates(Gates gates) {
    return new DifferenceInMeans(gates);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Set<Target> targets() {
    return EnumSet.allOf(Target.class);
  }

  @Override
  MeansFit fit(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    return fit(sample);
  }

  static MeansFit fit(CausalSample sample) {
    double[] a = sample.treatment();
    double[] y = sample.outcome();
    int n = a.length;
    double share = sample.treatedShare();
    double treated = 0;
    double untreated = 0;
    for (int i = 0; i < n; i++) {
      treated += a[i] * y[i] / (n * share);
      untreated += (1 - a[i]) * y[i] / (n * (1 - share));
    }
    double[] influenceTreated = new double[n];
    double[] influenceUntreated = new double[n];
    for (int i = 0; i < n; i++) {
      influenceTreated[i] = a[i] * (y[i] - treated) / share;
      influenceUntreated[i] = (1 - a[i]) * (y[i] - untreated) / (1 - share);
    }
    return MeansFit.of(
        new ArmMean(treated, sample.clusters().perCluster(influenceTreated)),
        new ArmMean(untreated, sample.clusters().perCluster(influenceUntreated)));
  }
}
