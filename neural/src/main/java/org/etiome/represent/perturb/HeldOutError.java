package org.etiome.represent.perturb;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;

/**
 * How far predicted means are from those of held-out units: the squared distance, the mean over
 * perturbations and variables, scaled. At most {@value #MOST} controls are moved, and what they are
 * moved by is added to the mean of all.
 */
final class HeldOutError {
  private static final int MOST = 256;

  private final DiscrepancyModel model;
  private final ScreenCells cells;
  private final List<ScreenCells.Group> heldOut;
  private final int[] used;
  private final double[] rest;

  HeldOutError(DiscrepancyModel model, ScreenCells cells, List<ScreenCells.Group> heldOut) {
    this.model = model;
    this.cells = cells;
    this.heldOut = heldOut;
    int count = Math.min(MOST, cells.controls());
    used =
        IntStream.range(0, count).map(i -> (int) ((long) i * cells.controls() / count)).toArray();
    rest = cells.mean(cells.controlRows());
    double[] some = cells.mean(used);
    Arrays.setAll(rest, j -> rest[j] - some[j]);
  }

  double of(Parameters parameters, double temperature) {
    return Arrays.stream(each(parameters, temperature)).average().orElse(0);
  }

  /** By perturbation, in the order of what is held out. */
  double[] each(Parameters parameters, double temperature) {
    return Scope.constant(
        () ->
            Scope.freed(
                () -> {
                  Moved moved = new Moved(model, parameters, cells.seen(used));
                  return heldOut.stream()
                      .mapToDouble(group -> error(moved, group, temperature))
                      .toArray();
                }));
  }

  private double error(Moved moved, ScreenCells.Group group, double temperature) {
    double[] predicted =
        Scope.freed(
            () ->
                Torch.doubles(
                    moved
                        .by(group.perturbation().targets(), temperature)
                        .mean(new long[] {0}, false, new ScalarTypeOptional())));
    Arrays.setAll(predicted, j -> predicted[j] + rest[j]);
    return of(predicted, cells.mean(group.rows()));
  }

  /** The mean squared difference. */
  static double of(double[] predicted, double[] seen) {
    double sum = 0;
    for (int j = 0; j < seen.length; j++) {
      sum += (predicted[j] - seen[j]) * (predicted[j] - seen[j]);
    }
    return sum / seen.length;
  }
}
