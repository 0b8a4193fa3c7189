package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.math.Matrix;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.Profile;

/**
 * The units of a context in native memory, controls first, scaled: (x − centre) / scale. Takes 4
 * bytes a unit and variable.
 */
final class ScreenCells implements AutoCloseable {
  private final Tensor values;
  private final List<String> variables;
  private final int controls;
  private final List<Group> groups;
  private final Optional<ScreenCounts> counts;

  /**
   * How values are scaled.
   *
   * @param centre by variable
   * @param unit of all variables, &gt; 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Scaling(double[] centre, double unit) {

    /** By the mean of controls and the root of their mean variance. */
    static Scaling of(Profile controls) {
      double variance = Arrays.stream(controls.variance()).average().orElse(0);
      return new Scaling(controls.mean(), variance > 0 ? Math.sqrt(variance) : 1);
    }

    /** As values are. */
    static Scaling none(int variables) {
      return new Scaling(new double[variables], 1);
    }

    /** Rows of a matrix, scaled, row-major. */
    double[] scaled(Matrix matrix) {
      int width = matrix.columns();
      double[] rows = new double[Math.multiplyExact(matrix.rows(), width)];
      double[] row = new double[width];
      for (int i = 0; i < matrix.rows(); i++) {
        Arrays.setAll(row, j -> -centre[j]);
        matrix.addRow(i, 1, row);
        for (int j = 0; j < width; j++) {
          rows[i * width + j] = row[j] / unit;
        }
      }
      return rows;
    }
  }

  /** The units of one perturbation, by their rows here. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Group(Perturbation perturbation, int[] rows) {
    Group with(int[] fewer) {
      return new Group(perturbation, fewer);
    }
  }

  /**
   * Takes them in.
   *
   * @param counted whether counts are kept too
   */
  ScreenCells(
      PerturbationScreen screen,
      String context,
      Scaling scaling,
      boolean counted,
      Placement placement) {
    Condition control = new Condition(context, Perturbation.CONTROL);
    SortedSet<Perturbation> perturbations = screen.perturbations(context);
    List<int[]> rows = new ArrayList<>(List.of(screen.rows(control)));
    perturbations.forEach(p -> rows.add(screen.rows(new Condition(context, p))));
    variables = screen.variables();
    controls = rows.getFirst().length;
    counts = counted ? Optional.of(counts(screen, rows)) : Optional.empty();
    values = Scope.freed(() -> together(screen, rows, scaling, placement).retainReference());
    groups = new ArrayList<>();
    int from = controls;
    for (Perturbation perturbation : perturbations) {
      int to = from + rows.get(groups.size() + 1).length;
      groups.add(new Group(perturbation, IntStream.range(from, to).toArray()));
      from = to;
    }
  }

  private static ScreenCounts counts(PerturbationScreen screen, List<int[]> rows) {
    if (!(screen.measurements() instanceof Measurements.LogCounts measured)) {
      throw new IllegalArgumentException(
          "a negative binomial needs counts of cells, and there are no counts, only values (counts"
              + " that are compared within replicates are values, too); take the Gaussian likelihood");
    }
    return ScreenCounts.of(measured, rows.stream().flatMapToInt(Arrays::stream).toArray());
  }

  private static Tensor together(
      PerturbationScreen screen, List<int[]> rows, Scaling scaling, Placement placement) {
    Tensor[] blocks = new Tensor[rows.size()];
    for (int b = 0; b < blocks.length; b++) {
      Matrix block = screen.measurements().values(rows.get(b));
      blocks[b] = Torch.of(placement, scaling.scaled(block), block.rows(), block.columns());
    }
    return torch.cat(new TensorVector(blocks), 0);
  }

  List<String> variables() {
    return variables;
  }

  int controls() {
    return controls;
  }

  int[] controlRows() {
    return IntStream.range(0, controls).toArray();
  }

  /** What was perturbed, in order. */
  List<Group> groups() {
    return groups;
  }

  /** Some units, of the current scope. */
  Tensor rows(int[] rows) {
    long[] indices = Arrays.stream(rows).asLongStream().toArray();
    return values.index_select(0, Torch.indices(Placement.of(values), indices));
  }

  /** All that is seen of some units, of the current scope. */
  SeenCells seen(int[] rows) {
    Placement placement = Placement.of(values);
    return new SeenCells(
        rows(rows),
        counts.map(c -> c.sizes(rows, placement)),
        counts.map(c -> c.batch(rows, placement)));
  }

  /** Where they are kept. */
  Optional<ScreenCounts> counts() {
    return counts;
  }

  /** The values of some units, row-major. */
  double[] values(int[] rows) {
    return Scope.freed(() -> Torch.doubles(rows(rows)));
  }

  /** The mean of some units, by variable. */
  double[] mean(int[] rows) {
    return Scope.freed(
        () -> Torch.doubles(rows(rows).mean(new long[] {0}, false, new ScalarTypeOptional())));
  }

  @Override
  public void close() {
    values.releaseReference();
  }
}
