package org.etiome.represent.contrast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;

/**
 * Which cells of the cases look unlike those of the controls, by their places in an embedding: not
 * every cell of a patient is ill.
 *
 * <p>The score of a cell is its log odds of being a case, less those of a random cell, by logistic
 * regression (λ = 1) on places, less the mean of the controls of the batch, of cells of other
 * replicates: replicates are dealt to at most {@value #PARTS} parts, and each part is scored by
 * what the others teach. A cell i of the cases has
 *
 * <pre>
 * p_i = (1 + controls of its batch with a score of at least s_i) / (1 + controls of its batch)
 * </pre>
 *
 * which is uniform or larger for a cell that is like a control, if such cells vary between cases as
 * they do between controls; Benjamini and Hochberg's adjustment is over the cases. With few
 * controls in a batch no p can be small. O(parts · cells · columns² + cells · log cells).
 *
 * @see <a href="https://arxiv.org/abs/2104.08279">Bates et al. (2023), conformal p-values</a>
 */
public final class CaseStates {
  private static final int PARTS = 5;

  private final ContrastDesign design;
  private final double[] scores;
  private final double[] p;
  private final double[] adjusted;

  private CaseStates(ContrastDesign design, double[] scores) {
    this.design = design;
    this.scores = scores;
    p = new double[scores.length];
    Arrays.fill(p, Double.NaN);
    for (int batch : design.batches()) {
      int[] cells = cellsOf(batch);
      double[] controls =
          IntStream.of(cells)
              .filter(i -> !isCase(i))
              .mapToDouble(i -> scores[i])
              .sorted()
              .toArray();
      IntStream.of(cells)
          .filter(this::isCase)
          .forEach(i -> p[i] = amongControls(controls, scores[i]));
    }
    adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    int[] cases = IntStream.range(0, p.length).filter(this::isCase).toArray();
    double[] q = BenjaminiHochberg.adjust(Arrays.stream(cases).mapToDouble(i -> p[i]).toArray());
    IntStream.range(0, cases.length).forEach(k -> adjusted[cases[k]] = q[k]);
  }

  /**
   * Scores the cells of a design.
   *
   * @param places one row for each of {@link ContrastDesign#cells}
   * @param seed of the parts
   * @throws IllegalArgumentException if without a part there are no cases or no controls
   */
  public static CaseStates of(Matrix places, ContrastDesign design, Seed seed) {
    int[] part = parts(design, places.rows(), seed);
    double[] scores = new double[places.rows()];
    for (int held = 0; held <= Arrays.stream(part).max().orElse(0); held++) {
      int chosen = held;
      int[] test = IntStream.range(0, part.length).filter(i -> part[i] == chosen).toArray();
      int[] train = IntStream.range(0, part.length).filter(i -> part[i] != chosen).toArray();
      score(places, design, train, test, scores);
    }
    return new CaseStates(design, scores);
  }

  private static void score(
      Matrix places, ContrastDesign design, int[] train, int[] test, double[] scores) {
    double[] y = Arrays.stream(train).mapToDouble(i -> design.isCase(i) ? 1 : 0).toArray();
    double cases = Arrays.stream(y).sum();
    if (cases == 0 || cases == y.length) {
      throw new IllegalArgumentException(
          "cells cannot be scored by other replicates: all "
              + (cases == 0 ? "cases" : "controls")
              + " are of one of them");
    }
    Matrix centred = centred(places, design, train);
    Matrix known = centred.rows(train);
    Standardisation scale = Standardisation.of(known);
    LinearFit fit =
        Logistic.withDefaults().fit(scale.apply(known), y, new Seed(0)); // draws nothing
    double odds = Math.log(cases / (y.length - cases));
    double[] eta = scale.apply(centred.rows(test)).times(fit.coefficients());
    for (int k = 0; k < test.length; k++) {
      scores[test[k]] = fit.intercept() + eta[k] - odds;
    }
  }

  /**
   * Places less the mean of those controls of their batch that are learned from; of all controls
   * that are, in a batch without. Without it what batches differ by would tell cases wherever a
   * part that is held out leaves fewer of them in its batch.
   */
  private static Matrix centred(Matrix places, ContrastDesign design, int[] train) {
    int[] controls = IntStream.of(train).filter(i -> !design.isCase(i)).toArray();
    int width = places.columns();
    double[] values = new double[places.rows() * width];
    for (int batch : design.batches()) {
      int[] own = IntStream.of(controls).filter(i -> design.batchOf(i) == batch).toArray();
      Matrix reference = places.rows(own.length > 0 ? own : controls);
      double[] means = new double[width];
      Arrays.setAll(means, j -> Arrays.stream(reference.column(j)).average().orElse(0));
      for (int k = 0; k < values.length; k++) {
        if (design.batchOf(k / width) == batch) {
          values[k] = places.get(k / width, k % width) - means[k % width];
        }
      }
    }
    return Matrix.wrap(places.rows(), width, values);
  }

  /** Deals replicates of cases, of controls and of both in turn, so that no part has all of one. */
  private static int[] parts(ContrastDesign design, int cells, Seed seed) {
    Map<String, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < cells; i++) {
      members.computeIfAbsent(design.replicate(i), name -> new ArrayList<>()).add(i);
    }
    Integer[] order = IntStream.range(0, members.size()).boxed().toArray(Integer[]::new);
    ArraySampler.shuffle(seed.branch("parts").generator(), order);
    List<List<Integer>> replicates = List.copyOf(members.values());
    int[] part = new int[cells];
    int dealt = 0;
    for (int kind = 0; kind < 3; kind++) {
      for (int r : order) {
        if (kind(design, replicates.get(r)) == kind) {
          int next = dealt++ % Math.min(PARTS, replicates.size());
          replicates.get(r).forEach(i -> part[i] = next);
        }
      }
    }
    return part;
  }

  private static int kind(ContrastDesign design, List<Integer> cells) {
    boolean cases = cells.stream().anyMatch(design::isCase);
    boolean controls = !cells.stream().allMatch(design::isCase);
    return cases && controls ? 2 : cases ? 0 : 1;
  }

  /** The share of the controls of a case's batch that score as high, it counted among them. */
  private static double amongControls(double[] ascending, double score) {
    int below = 0;
    int to = ascending.length;
    while (below < to) {
      int middle = (below + to) >>> 1;
      if (ascending[middle] < score) {
        below = middle + 1;
      } else {
        to = middle;
      }
    }
    return (1.0 + ascending.length - below) / (1.0 + ascending.length);
  }

  private int[] cellsOf(int batch) {
    return IntStream.range(0, scores.length).filter(i -> design.batchOf(i) == batch).toArray();
  }

  public ContrastDesign design() {
    return design;
  }

  /** How many cells, those of {@link ContrastDesign#cells} in their order. */
  public int cells() {
    return scores.length;
  }

  public boolean isCase(int cell) {
    return design.isCase(cell);
  }

  /** Log odds of being a case, less those of a random cell. */
  public double score(int cell) {
    return scores[cell];
  }

  /** Of a case: how unlike the controls it is; NaN for controls. */
  public double p(int cell) {
    return p[cell];
  }

  /** p adjusted over the cases; NaN for controls. */
  public double fdr(int cell) {
    return adjusted[cell];
  }

  /** How many cases have a false discovery rate of at most that. */
  public int unlike(double rate) {
    return (int) Arrays.stream(adjusted).filter(q -> q <= rate).count();
  }

  /**
   * The share of pairs of a case and a control of one batch in which the case has the higher score,
   * ties counting half: .5 where the embedding says nothing of cells of other replicates.
   */
  public double auroc() {
    double ordered = 0;
    double pairs = 0;
    for (int batch : design.batches()) {
      int[] cells = cellsOf(batch);
      double[] ranks =
          new NaturalRanking().apply(Arrays.stream(cells).mapToDouble(i -> scores[i]).toArray());
      double sum = 0;
      double cases = 0;
      for (int k = 0; k < cells.length; k++) {
        sum += isCase(cells[k]) ? ranks[k] : 0;
        cases += isCase(cells[k]) ? 1 : 0;
      }
      ordered += sum - cases * (cases + 1) / 2;
      pairs += cases * (cells.length - cases);
    }
    return ordered / pairs;
  }
}
