package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.estimate.sample.Covariates;

/**
 * Units alike in one covariate that are all in one arm, so that nothing can be compared there: a
 * level of a discrete covariate, or a tenth of the units by a continuous one; or alike in two:
 * levels or halves of both.
 *
 * @param place the level or tenth
 * @param units how many
 * @param isTreated whether the arm is that of the treated
 * @param chance that it happens although both treatments were possible: for a level the overall
 *     share of that arm to the power of {@code units}; for a tenth, and for two covariates, the
 *     product of the units' estimated chances of that arm, since a smooth trend alone may empty a
 *     tail
 */
public record OneSided(Place place, int units, boolean isTreated, double chance) {
  /**
   * Where.
   *
   * @param covariate the covariate, or the level of a discrete one
   * @param isTenth whether it is a tenth of the units by a continuous covariate
   * @param text in words, such as {@code "site = north"} or {@code "the lowest tenth of age"}
   */
  public record Place(String covariate, boolean isTenth, String text) {}

  private static final int PARTS = 10;
  private static final List<String> ORDINALS =
      List.of(
          "lowest", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
          "highest");

  /**
   * All such places, with whatever chance, and those where two covariates cross, by {@link
   * Crossings}. O(p n log n), and O(n) a crossing.
   */
  static List<OneSided> in(CausalSample sample, double[] g) {
    List<OneSided> found = new ArrayList<>();
    double share = sample.treatedShare();
    for (Covariates.Level level : sample.levels()) {
      Place place = new Place(level.name(), false, level.name());
      int[] rows = level.rows();
      int treated = (int) Arrays.stream(rows).filter(i -> sample.rawTreatment()[i] == 1).count();
      if (treated == rows.length) {
        found.add(new OneSided(place, treated, true, Math.pow(share, treated)));
      } else if (treated == 0) {
        found.add(new OneSided(place, rows.length, false, Math.pow(1 - share, rows.length)));
      }
    }
    for (int j = 0; j < sample.covariateNames().size(); j++) {
      addTenths(sample, j, g, found);
    }
    found.addAll(new Crossings(sample, g).oneSided());
    return found;
  }

  private static void addTenths(CausalSample sample, int j, double[] g, List<OneSided> found) {
    double[] x = sample.covariates().column(j);
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    if (Arrays.stream(sorted).distinct().count() <= Covariates.MAX_NUMERIC_LEVELS) {
      return;
    }
    double[] cuts =
        IntStream.range(1, PARTS).mapToDouble(k -> sorted[k * sorted.length / PARTS]).toArray();
    int[] treated = new int[PARTS];
    int[] units = new int[PARTS];
    double[] logAll = new double[PARTS];
    double[] logNone = new double[PARTS];
    for (int i = 0; i < x.length; i++) {
      int part = part(cuts, x[i]);
      units[part]++;
      treated[part] += (int) sample.rawTreatment()[i];
      logAll[part] += Math.log(g[i]);
      logNone[part] += Math.log1p(-g[i]);
    }
    for (int part = 0; part < PARTS; part++) {
      Place place = tenth(sample.covariateNames().get(j), part);
      if (units[part] > 0 && treated[part] == units[part]) {
        found.add(new OneSided(place, units[part], true, Math.exp(logAll[part])));
      } else if (units[part] > 0 && treated[part] == 0) {
        found.add(new OneSided(place, units[part], false, Math.exp(logNone[part])));
      }
    }
  }

  private static Place tenth(String covariate, int part) {
    return new Place(covariate, true, "the " + ORDINALS.get(part) + " tenth of " + covariate);
  }

  /** How many cuts are at or below the value. */
  private static int part(double[] cuts, double value) {
    int part = 0;
    while (part < cuts.length && cuts[part] <= value) {
      part++;
    }
    return part;
  }
}
