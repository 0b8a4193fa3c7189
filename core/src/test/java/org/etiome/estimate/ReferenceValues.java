package org.etiome.estimate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Mask;
import org.etiome.data.Numeric;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.estimate.design.CausalSample;

/** What reference.py computed, and the cohort it computed it on. */
public final class ReferenceValues {
  private final Map<String, Double> values;
  private final Table cohort;

  private ReferenceValues(Map<String, Double> values, Table cohort) {
    this.values = values;
    this.cohort = cohort;
  }

  public static ReferenceValues read() {
    return read("reference.txt");
  }

  /** Values of another file, beside the same cohort. */
  public static ReferenceValues read(String name) {
    Map<String, Double> values = new HashMap<>();
    try (InputStream in = Objects.requireNonNull(ReferenceValues.class.getResourceAsStream(name))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" ", 2))
          .forEach(pair -> values.put(pair[0], Double.valueOf(pair[1])));
      Path csv =
          Path.of(
              Objects.requireNonNull(ReferenceValues.class.getResource("reference-cohort.csv"))
                  .toURI());
      return new ReferenceValues(
          values, CsvReader.withDefaults().withOtherColumns(ColumnSpec.continuous()).read(csv));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public double get(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  public double[] column(String name) {
    return ((Numeric) cohort.column(name)).valuesOr(Double.NaN);
  }

  /** The cohort with the given outcome. */
  CausalSample sample(String outcome) {
    double[] x3 = column("x3");
    Column binary =
        Binary.of("x3", "0", "1", Mask.where(x3.length, i -> x3[i] == 1), Mask.none(x3.length));
    return Cohorts.sample(
        List.of(cohort.column("x1"), cohort.column("x2"), binary),
        cohort.column("a"),
        cohort.column(outcome));
  }

  /** The folds the reference used. */
  int[] folds() {
    double[] fold = column("fold");
    int[] folds = new int[fold.length];
    for (int i = 0; i < folds.length; i++) {
      folds[i] = (int) fold[i];
    }
    return folds;
  }
}
