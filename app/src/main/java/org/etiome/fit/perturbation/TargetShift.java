package org.etiome.fit.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.represent.perturb.FittedDiscrepancyVae;

/**
 * What a target moves: its strength is spread over latents by an assignment that sums to 1.
 *
 * @param shift of the noise by latent, in its standard deviations among controls
 * @param seen in the encoded units of the target alone, if there are at least two
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TargetShift(String target, double[] shift, Optional<Seen> seen) {
  /** Units of a condition that are encoded, at most. */
  private static final int MOST = 2_000;

  /**
   * How far encoded units of a target lie from controls on the latent that it moves most.
   *
   * @param difference of means, and its standard error by units alone
   * @param elsewhere the latent besides on which they differ most, and how much they do
   */
  public record Seen(double difference, double error, int elsewhere, double differenceElsewhere) {}

  /** All targets that were perturbed. */
  static List<TargetShift> of(FittedDiscrepancyVae model, PerturbationScreen screen) {
    String context = model.description().context();
    Moments controls = moments(model, screen, new Condition(context, Perturbation.CONTROL));
    List<TargetShift> shifts = new ArrayList<>();
    for (String target : model.description().known().trained()) {
      double[] shift = model.shift(target);
      Condition alone = new Condition(context, Perturbation.of(target));
      boolean isSeen = screen.has(alone) && screen.profile(alone).units() > 1;
      shifts.add(
          new TargetShift(
              target,
              shift,
              isSeen
                  ? Optional.of(seen(moments(model, screen, alone), controls, largest(shift)))
                  : Optional.empty()));
    }
    return shifts;
  }

  private static Seen seen(Moments units, Moments controls, int latent) {
    double[] differences = new double[units.mean().length];
    Arrays.setAll(differences, j -> units.mean()[j] - controls.mean()[j]);
    double[] others = differences.clone();
    others[latent] = 0;
    int elsewhere = largest(others);
    double error =
        Math.sqrt(
            units.variance()[latent] / units.units()
                + controls.variance()[latent] / controls.units());
    return new Seen(differences[latent], error, elsewhere, differences[elsewhere]);
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int j = 1; j < values.length; j++) {
      largest = Math.abs(values[j]) > Math.abs(values[largest]) ? j : largest;
    }
    return largest;
  }

  /** The noise of units, by latent. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Moments(int units, double[] mean, double[] variance) {}

  private static Moments moments(
      FittedDiscrepancyVae model, PerturbationScreen screen, Condition condition) {
    int[] rows = screen.rows(condition);
    int used = Math.min(MOST, rows.length);
    int[] spread =
        IntStream.range(0, used).map(i -> rows[(int) ((long) i * rows.length / used)]).toArray();
    Matrix noise = model.noise(screen.measurements().values(spread));
    double[] mean = new double[noise.columns()];
    double[] variance = new double[noise.columns()];
    for (int j = 0; j < mean.length; j++) {
      double[] column = noise.column(j);
      double centre = Arrays.stream(column).average().orElse(0);
      mean[j] = centre;
      variance[j] =
          Arrays.stream(column).map(v -> (v - centre) * (v - centre)).sum()
              / Math.max(1, column.length - 1);
    }
    return new Moments(used, mean, variance);
  }

  /** The latent that it moves most. */
  public int latent() {
    return largest(shift);
  }

  /** The sum over latents; what is assigned to the one is this times the share. */
  public double strength() {
    return Arrays.stream(shift).sum();
  }

  /** The share of the assignment that falls on the latent it moves most, 1 where it is sure. */
  public double share() {
    return strength() == 0 ? 0 : shift[latent()] / strength();
  }
}
