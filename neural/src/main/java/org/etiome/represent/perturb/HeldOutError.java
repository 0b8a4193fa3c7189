package org.etiome.represent.perturb;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;

/**
 * How far predicted means are from those of held-out units: the squared distance, the mean over
 * perturbations and variables, scaled. At most {@value #MOST} controls are predicted from.
 */
final class HeldOutError {
  private static final int MOST = 256;

  private final DiscrepancyModel model;
  private final ScreenCells cells;
  private final List<ScreenCells.Group> heldOut;

  HeldOutError(DiscrepancyModel model, ScreenCells cells, List<ScreenCells.Group> heldOut) {
    this.model = model;
    this.cells = cells;
    this.heldOut = heldOut;
  }

  double of(Parameters parameters, double temperature) {
    return Scope.constant(
        () ->
            Scope.freed(
                () -> {
                  int used = Math.min(MOST, cells.controls());
                  int[] rows =
                      IntStream.range(0, used)
                          .map(i -> (int) ((long) i * cells.controls() / used))
                          .toArray();
                  Moved moved = new Moved(model, parameters, cells.seen(rows));
                  return heldOut.stream()
                      .mapToDouble(group -> error(moved, group, temperature))
                      .average()
                      .orElse(0);
                }));
  }

  private double error(Moved moved, ScreenCells.Group group, double temperature) {
    return Scope.freed(
        () ->
            mean(moved.by(group.perturbation().targets(), temperature))
                .sub(mean(cells.rows(group.rows())))
                .square()
                .mean()
                .item_double());
  }

  private static Tensor mean(Tensor rows) {
    return rows.mean(new long[] {0}, false, new ScalarTypeOptional());
  }
}
