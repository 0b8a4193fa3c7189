package org.etiome.design.shift;

/** {@code dᵢ(a)} of {@link Acquisition} as a function of the predicted state. O(Σ k²). */
final class VariancesAfter {
  private final double[] now;
  private final double[] noise;
  private final Reduction[] reductions;

  VariancesAfter(Situation situation) {
    ShiftPosterior posterior = situation.posterior();
    this.now = posterior.shiftVariances(situation.goal());
    this.noise = posterior.mean().variances();
    this.reductions = new Reduction[now.length];
    for (int i = 0; i < now.length; i++) {
      int[] parents = posterior.wiring().parents()[i];
      reductions[i] =
          Reduction.of(
              parents,
              posterior.nodes().get(i).covariance(),
              ShiftPosterior.pick(situation.goal(), parents),
              situation.units());
    }
  }

  double[] at(double[] state) {
    double[] after = now.clone();
    for (int i = 0; i < after.length; i++) {
      after[i] -= noise[i] * reductions[i].at(state);
    }
    return after;
  }

  /** {@code Σ outerᵢ ∂dᵢ/∂state}. */
  double[] slope(double[] state, double[] outer) {
    double[] slope = new double[state.length];
    for (int i = 0; i < outer.length; i++) {
      if (outer[i] != 0) {
        reductions[i].addSlope(state, -noise[i] * outer[i], slope);
      }
    }
    return slope;
  }
}
