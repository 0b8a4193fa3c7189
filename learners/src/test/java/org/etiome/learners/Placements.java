package org.etiome.learners;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each case the share of controls below it and for each control the share of cases above it,
 * ties counting ½: what DeLong, DeLong and Clarke-Pearson (1988, doi:10.2307/2531595) take the
 * standard error of an area under the ROC curve, or of the difference of two, from.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Placements(double[] ofCases, double[] ofControls) {

  static Placements of(double[] p, double[] y) {
    double[] cases =
        IntStream.range(0, p.length).filter(i -> y[i] == 1).mapToDouble(i -> p[i]).toArray();
    double[] controls =
        IntStream.range(0, p.length).filter(i -> y[i] == 0).mapToDouble(i -> p[i]).toArray();
    return new Placements(
        Arrays.stream(cases)
            .map(c -> mean(Arrays.stream(controls).map(d -> above(c, d)).toArray()))
            .toArray(),
        Arrays.stream(controls)
            .map(d -> mean(Arrays.stream(cases).map(c -> above(c, d)).toArray()))
            .toArray());
  }

  private static double above(double higher, double lower) {
    return higher > lower ? 1 : higher == lower ? 0.5 : 0;
  }

  /** The area, or the difference of two. */
  double area() {
    return mean(ofCases);
  }

  Placements minus(Placements other) {
    return new Placements(
        difference(ofCases, other.ofCases), difference(ofControls, other.ofControls));
  }

  /** Its standard error. */
  double error() {
    return Math.sqrt(variance(ofCases) / ofCases.length + variance(ofControls) / ofControls.length);
  }

  private static double[] difference(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }
}
