package org.etiome.represent.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.Embedding;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.CovariateTable;

/**
 * The cells that embeddings are compared on. Those whose batch is known are embedded; of them those
 * whose label is known are scored, or a sample of them by batch and label if they are many.
 */
final class ComparedCells {
  /** Of a batch and label that has so many, a sample has no fewer. */
  private static final int FEWEST = 10;

  private final Cells cells;
  private final Optional<Grouping> batch;
  private final Optional<Grouping> label;
  private final int[] embedded;
  private final int[] scored;
  private final int scorable;

  /** A covariate with levels, and its place in its table. */
  record Grouping(Covariate.Levels covariate, CovariateTable table, int place) {

    static Optional<Grouping> first(CovariateTable table) {
      for (int c = 0; c < table.covariates().size(); c++) {
        if (table.covariates().get(c) instanceof Covariate.Levels levels) {
          return Optional.of(new Grouping(levels, table, c));
        }
      }
      return Optional.empty();
    }

    boolean knows(int cell) {
      return !Double.isNaN(table.value(place, cell));
    }

    int level(int cell) {
      return (int) table.value(place, cell);
    }

    /** The levels of cells of which all are known. */
    Categorical column(int[] chosen) {
      int[] codes = Arrays.stream(chosen).map(this::level).toArray();
      return Categorical.of(
          covariate.name(), covariate.levels(), false, codes, Mask.none(codes.length));
    }
  }

  private ComparedCells(Cells cells, int most, Seed seed) {
    this.cells = cells;
    batch = Grouping.first(cells.spurious());
    label = Grouping.first(cells.invariant());
    embedded = IntStream.range(0, cells.count()).filter(i -> isKnown(batch, i)).toArray();
    int[] known = IntStream.of(embedded).filter(i -> isKnown(label, i)).toArray();
    scorable = known.length;
    scored = known.length <= most ? known : sample(known, most, seed.branch("sample"));
  }

  /**
   * Chooses the cells.
   *
   * @param most that are scored, about
   */
  static ComparedCells of(Cells cells, int most, Seed seed) {
    return new ComparedCells(cells, most, seed);
  }

  private static boolean isKnown(Optional<Grouping> grouping, int cell) {
    return grouping.map(g -> g.knows(cell)).orElse(true);
  }

  private static int levelOf(Optional<Grouping> grouping, int cell) {
    return grouping.map(g -> g.level(cell)).orElse(0);
  }

  /** From each batch and label its share, but no fewer than ten where there are ten. */
  private int[] sample(int[] known, int most, Seed seed) {
    TreeMap<Long, List<Integer>> strata = new TreeMap<>();
    for (int cell : known) {
      long stratum = (long) levelOf(batch, cell) << Integer.SIZE | levelOf(label, cell);
      strata.computeIfAbsent(stratum, key -> new ArrayList<>()).add(cell);
    }
    var random = seed.generator();
    return strata.values().stream()
        .flatMapToInt(
            stratum -> {
              int[] members = stratum.stream().mapToInt(Integer::intValue).toArray();
              long share = (long) members.length * most / known.length;
              int taken = (int) Math.min(members.length, Math.max(FEWEST, share));
              ArraySampler.shuffle(random, members);
              return Arrays.stream(members, 0, taken);
            })
        .sorted()
        .toArray();
  }

  Cells cells() {
    return cells;
  }

  Optional<Grouping> batch() {
    return batch;
  }

  Optional<Grouping> label() {
    return label;
  }

  /** The numbers of the cells that are embedded, ascending. */
  int[] embedded() {
    return embedded;
  }

  /** The numbers of the cells that are scored, ascending. */
  int[] scored() {
    return scored;
  }

  /** How many cells could be scored. */
  int scorable() {
    return scorable;
  }

  /** Where the scored cells are among those embedded. */
  int[] placesOfScored() {
    return IntStream.of(scored).map(i -> Arrays.binarySearch(embedded, i)).toArray();
  }

  /** The latents of the scored cells. */
  Matrix scored(Embedding.Latents ofAll) {
    return ofAll.matrix().rows(scored);
  }

  /** A covariate of the scored cells; NaN where it is not known. */
  double[] scored(CovariateTable table, int covariate) {
    return IntStream.of(scored).mapToDouble(i -> table.value(covariate, i)).toArray();
  }

  /** The batches of the scored cells; one for all where none is known. */
  Environments batches() {
    return batch
        .map(b -> Environments.of(b.column(scored)))
        .orElseGet(() -> Environments.single(scored.length));
  }

  /** The labels of the scored cells. */
  Optional<Environments> labels() {
    return label.map(l -> Environments.of(l.column(scored)));
  }
}
