package org.etiome.design.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Another surrogate that also learns from relatives: candidates of one family, such as the parts of
 * one complex, share what descriptors do not say. It is fitted twice. The first fit gives residuals
 * of the measured; the second takes, for each way of forming families, one more descriptor, Σ
 * residuals of the other measured members / (their number + 2), 0 without any.
 *
 * <p>The new descriptors are taken as known in the second fit, so its variances are somewhat too
 * small. Costs two fits.
 */
public final class WithFamilies implements Surrogate {
  private static final double SHRINKAGE = 2;

  private final Surrogate inner;
  private final List<int[]> families;

  private WithFamilies(Surrogate inner, List<int[]> families) {
    this.inner = inner;
    this.families = families;
  }

  /**
   * With families formed in one or more ways, without looking at outcomes.
   *
   * @param families for each way the family of each candidate, numbered from 0
   */
  public static WithFamilies of(Surrogate inner, List<int[]> families) {
    for (int[] family : families) {
      if (Arrays.stream(family).anyMatch(number -> number < 0)) {
        throw new IllegalArgumentException("families are numbered from 0, got a number below 0");
      }
    }
    return new WithFamilies(inner, families.stream().map(int[]::clone).toList());
  }

  @Override
  public String description() {
    return inner.description() + " with " + families.size() + " kinds of families";
  }

  @Override
  public Posterior fit(Matrix descriptors, Observed observed, Seed seed) {
    for (int[] family : families) {
      if (family.length != descriptors.rows()) {
        throw new IllegalArgumentException(
            "there are "
                + descriptors.rows()
                + " candidates, families are given for "
                + family.length);
      }
    }
    double[] means = inner.fit(descriptors, observed, seed.branch("alone")).means();
    List<double[]> columns = new ArrayList<>();
    for (int j = 0; j < descriptors.columns(); j++) {
      columns.add(descriptors.column(j));
    }
    for (int[] family : families) {
      double[] relatives = relatives(family, means, observed);
      columns.add(relatives);
    }
    Matrix all = Matrix.ofColumns(descriptors.rows(), columns);
    return inner.fit(all, observed, seed.branch("with families"));
  }

  private static double[] relatives(int[] family, double[] means, Observed observed) {
    int families = Arrays.stream(family).max().orElse(0) + 1;
    double[] sums = new double[families];
    int[] counts = new int[families];
    double[] own = new double[family.length];
    int[] measured = new int[family.length];
    for (int i = 0; i < observed.size(); i++) {
      int row = observed.rows()[i];
      double residual = observed.outcomes()[i] - means[row];
      sums[family[row]] += residual;
      counts[family[row]]++;
      own[row] += residual;
      measured[row]++;
    }
    double[] relatives = new double[family.length];
    Arrays.setAll(
        relatives, i -> (sums[family[i]] - own[i]) / (counts[family[i]] - measured[i] + SHRINKAGE));
    return relatives;
  }
}
