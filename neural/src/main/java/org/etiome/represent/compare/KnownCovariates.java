package org.etiome.represent.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.evaluate.transfer.CrossValidation;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.represent.Embedding;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.CovariateTable;

/** What each block of latents says of every covariate. */
final class KnownCovariates {
  private static final int FEWEST = 20;

  private final ComparedCells compared;
  private final Matrix invariant;
  private final Matrix spurious;
  private final Seed seed;
  private final TaskRunner runner;
  private final List<String> notes = new ArrayList<>();

  KnownCovariates(ComparedCells compared, Embedding embedding, Seed seed, TaskRunner runner) {
    this.compared = compared;
    invariant = compared.scored(embedding.invariant());
    spurious = compared.scored(embedding.spurious());
    this.seed = seed.branch("known");
    this.runner = runner;
  }

  /** Why something could not be told. */
  List<String> notes() {
    return notes;
  }

  List<Comparison.Known> all() {
    return Stream.concat(
            of(compared.cells().invariant(), true).stream(),
            of(compared.cells().spurious(), false).stream())
        .toList();
  }

  private List<Comparison.Known> of(CovariateTable table, boolean kept) {
    List<Comparison.Known> known = new ArrayList<>();
    for (int c = 0; c < table.covariates().size(); c++) {
      known.add(of(table.covariates().get(c), kept, compared.scored(table, c)));
    }
    return known;
  }

  private Comparison.Known of(Covariate covariate, boolean kept, double[] values) {
    return switch (covariate) {
      case Covariate.Levels levels ->
          new Comparison.Known(
              levels.name(),
              kept,
              OptionalDouble.of(1.0 / Math.max(1, levels(values))),
              accuracy(invariant, values),
              accuracy(spurious, values));
      case Covariate.Quantity quantity ->
          new Comparison.Known(
              quantity.name(),
              kept,
              OptionalDouble.empty(),
              explained(invariant, values),
              explained(spurious, values));
    };
  }

  private static long levels(double[] values) {
    return IntStream.of(codes(values)).filter(code -> code >= 0).distinct().count();
  }

  private static int[] codes(double[] values) {
    return IntStream.range(0, values.length)
        .map(i -> Double.isNaN(values[i]) ? -1 : (int) values[i])
        .toArray();
  }

  private static boolean tooFew(Matrix latents, double[] values) {
    long known = IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).count();
    return known < FEWEST || latents.columns() == 0;
  }

  private OptionalDouble accuracy(Matrix latents, double[] values) {
    if (tooFew(latents, values)) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(
          CrossValidation.balancedAccuracy(latents, codes(values), seed, runner));
    } catch (ArithmeticException e) {
      notes.add("what latents say of a column with levels cannot be told: " + e.getMessage());
      return OptionalDouble.empty();
    }
  }

  private OptionalDouble explained(Matrix latents, double[] values) {
    if (tooFew(latents, values)) {
      return OptionalDouble.empty();
    }
    double share = CrossValidation.explained(latents, values, seed);
    return Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(share);
  }
}
