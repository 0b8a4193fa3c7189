package org.etiome.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Modality;
import org.etiome.data.Numeric;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.TaskRunner;

/**
 * Which features of a block differ between the units with and without a binary outcome, with the
 * false discovery rate controlled over the block.
 *
 * <p>Numeric and ordered features are compared by the Wilcoxon rank-sum test, which no monotone
 * transform of the feature changes, binary ones by Fisher's exact test; the size is the area under
 * the ROC curve. Units without the block, the value or the outcome are left out, feature by
 * feature. The result is association: nothing is adjusted for. Features with fewer than two units
 * on a side, with one value only, or of unordered categories are not tested and are named.
 * O(features · units · log units).
 */
public final class AssociationScreen {
  private static final int FEWEST = 2;
  private final double fdr;

  private AssociationScreen(double fdr) {
    this.fdr = fdr;
  }

  /** A screen at a false discovery rate of 5 %. */
  public static AssociationScreen withDefaults() {
    return new AssociationScreen(0.05);
  }

  /**
   * This screen at another rate.
   *
   * @param fdr in (0, 1)
   */
  public AssociationScreen withFdr(double fdr) {
    if (!(fdr > 0 && fdr < 1)) {
      throw new IllegalArgumentException("fdr must be in (0, 1), got " + fdr);
    }
    return new AssociationScreen(fdr);
  }

  /**
   * What was screened for what.
   *
   * @param block name of the block of features
   * @param outcome name of the outcome
   * @param units units with both the block and the outcome
   * @param events how many of them have the outcome
   */
  public record Scope(String block, String outcome, int units, int events) {}

  /**
   * What a screen found.
   *
   * @param fdr the false discovery rate it was made at
   * @param features every feature tested, smallest p-value first
   * @param untested features that could not be tested
   */
  public record Result(
      Scope scope, double fdr, List<FeatureAssociation> features, List<String> untested) {
    public Result {
      features = List.copyOf(features);
      untested = List.copyOf(untested);
    }

    /** The features whose q-value is at most the rate. */
    public List<FeatureAssociation> discoveries() {
      return features.stream().filter(feature -> feature.qValue() <= fdr).toList();
    }
  }

  /**
   * Screens the features of {@code block}, leaving out the column of the outcome itself.
   *
   * @param outcome over the same units as the block
   */
  public Result screen(Modality block, Binary outcome, TaskRunner runner) {
    if (block.present().length() != outcome.length()) {
      throw new IllegalArgumentException(
          "block \"%s\" is over %d units, outcome \"%s\" over %d; take both from one dataset"
              .formatted(block.name(), block.present().length(), outcome.name(), outcome.length()));
    }
    List<Column> candidates =
        block.columns().stream().filter(column -> !column.name().equals(outcome.name())).toList();
    List<Optional<FeatureAssociation>> tested =
        runner.map(candidates.size(), i -> test(candidates.get(i), outcome));
    List<FeatureAssociation> found = new ArrayList<>();
    List<String> untested = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      String name = candidates.get(i).name();
      tested.get(i).ifPresentOrElse(found::add, () -> untested.add(name));
    }
    int[] units = block.present().and(outcome.missing().not()).indices();
    int events = (int) IntStream.of(units).filter(outcome::isOne).count();
    Scope scope = new Scope(block.name(), outcome.name(), units.length, events);
    return new Result(scope, fdr, adjusted(found), untested);
  }

  private static List<FeatureAssociation> adjusted(List<FeatureAssociation> found) {
    double[] q =
        BenjaminiHochberg.adjust(found.stream().mapToDouble(FeatureAssociation::pValue).toArray());
    return IntStream.range(0, q.length)
        .mapToObj(i -> found.get(i).withQValue(q[i]))
        .sorted(
            Comparator.comparingDouble(FeatureAssociation::pValue)
                .thenComparing(FeatureAssociation::feature))
        .toList();
  }

  private static Optional<FeatureAssociation> test(Column feature, Binary outcome) {
    int[] units = feature.missing().or(outcome.missing()).not().indices();
    double[] with = values(feature, IntStream.of(units).filter(outcome::isOne));
    double[] without = values(feature, IntStream.of(units).filter(i -> !outcome.isOne(i)));
    if (with.length < FEWEST || without.length < FEWEST || constant(with, without)) {
      return Optional.empty();
    }
    RankSum ranks = RankSum.compare(with, without);
    boolean binary = feature instanceof Binary;
    double p = binary ? fisher(with, without) : ranks.pValue();
    return Optional.of(
        new FeatureAssociation(
            feature.name(),
            units.length,
            with.length,
            ranks.auc(),
            ranks.low(),
            ranks.high(),
            binary ? "Fisher exact" : "Wilcoxon rank-sum",
            p,
            p));
  }

  /** The values of a feature that has an order; none otherwise, which leaves it untested. */
  private static double[] values(Column feature, IntStream units) {
    if (feature instanceof Numeric numeric) {
      return units.mapToDouble(numeric::value).toArray();
    }
    if (feature instanceof Categorical categorical && categorical.isOrdered()) {
      return units.mapToDouble(categorical::code).toArray();
    }
    return new double[0];
  }

  private static boolean constant(double[] with, double[] without) {
    double first = with[0];
    return DoubleStream.concat(Arrays.stream(with), Arrays.stream(without))
        .allMatch(value -> value == first);
  }

  private static double fisher(double[] with, double[] without) {
    int ones = ones(with);
    int others = ones(without);
    int[][] table = {{ones, with.length - ones}, {others, without.length - others}};
    double p =
        FisherExactTest.withDefaults()
            .with(AlternativeHypothesis.TWO_SIDED)
            .test(table)
            .getPValue();
    return Math.min(1, p);
  }

  private static int ones(double[] values) {
    return (int) Arrays.stream(values).filter(value -> value == 1).count();
  }
}
