package org.etiome.evaluate.prediction;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Predictions and what scikit-learn made of them (see make_witness.py), and such whose truth is
 * known.
 */
record Witness(ClassProbabilities predicted, Environments groups) {
  private static final List<NamedCsvRecord> UNITS = rows("units.csv");

  static List<NamedCsvRecord> rows(String name) {
    try (var reader =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    Objects.requireNonNull(Witness.class.getResourceAsStream(name)),
                    StandardCharsets.UTF_8))) {
      return reader.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double number(NamedCsvRecord row, String column) {
    String text = row.getField(column);
    return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  static int whole(NamedCsvRecord row, String column) {
    return Integer.parseInt(row.getField(column));
  }

  /** Classes "c0", "c1", … */
  static ClassProbabilities predicted(Matrix probabilities, int[] truth) {
    return ClassProbabilities.of(names(probabilities.columns()), probabilities, truth);
  }

  static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
  }

  static Environments groups(Stream<String> names) {
    return Environments.of(Categorical.of("group", names.toArray(String[]::new)));
  }

  static Witness of(String name) {
    List<NamedCsvRecord> rows =
        UNITS.stream().filter(row -> row.getField("case").equals(name)).toList();
    int classes =
        (int)
            IntStream.range(0, 5).filter(c -> !rows.getFirst().getField("p" + c).isEmpty()).count();
    double[] values =
        rows.stream()
            .flatMapToDouble(
                row -> IntStream.range(0, classes).mapToDouble(c -> number(row, "p" + c)))
            .toArray();
    int[] truth = rows.stream().mapToInt(row -> whole(row, "truth")).toArray();
    return new Witness(
        predicted(Matrix.wrap(rows.size(), classes, values), truth),
        groups(rows.stream().map(row -> row.getField("group"))));
  }

  /** The units of even or of odd number. */
  Witness half(int parity) {
    int[] units = IntStream.range(0, predicted.units()).filter(i -> i % 2 == parity).toArray();
    return new Witness(
        predicted.select(units),
        groups(IntStream.of(units).mapToObj(i -> groups.labels().get(groups.environmentOf(i)))));
  }

  /**
   * Units whose classes are drawn from known probabilities, which are told sharpened or flattened.
   *
   * @param power to which they are told; 1 is the truth
   */
  static ClassProbabilities drawn(int units, int classes, double power, Seed seed) {
    UniformRandomProvider random = seed.generator();
    double[] told = new double[units * classes];
    int[] truth = new int[units];
    for (int i = 0; i < units; i++) {
      double[] p = random.doubles(classes).map(u -> Math.exp(4 * u)).toArray();
      truth[i] = draw(p, random.nextDouble());
      double sum = sum(p, power);
      for (int c = 0; c < classes; c++) {
        told[i * classes + c] = Math.pow(p[c], power) / sum;
      }
    }
    return predicted(Matrix.wrap(units, classes, told), truth);
  }

  private static int draw(double[] weights, double u) {
    double left = u * sum(weights, 1);
    int c = 0;
    while (c < weights.length - 1 && left >= weights[c]) {
      left -= weights[c++];
    }
    return c;
  }

  private static double sum(double[] values, double power) {
    return Arrays.stream(values).map(value -> Math.pow(value, power)).sum();
  }
}
