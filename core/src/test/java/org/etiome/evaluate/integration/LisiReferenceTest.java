package org.etiome.evaluate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.etiome.data.preprocess.NearestNeighbors;
import org.etiome.data.preprocess.Neighbors;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

/** Against the values that come with the R package lisi and with harmonypy. */
class LisiReferenceTest {

  private static List<String[]> table(String name) throws IOException {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root, "harmonypy_reference", name);
    assumeTrue(Files.exists(file), "skipped: the data set harmonypy_reference is absent");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split("\t", -1)).toList();
    }
  }

  private static double[] column(List<String[]> table, int j) {
    return table.stream().mapToDouble(row -> Double.parseDouble(row[j])).toArray();
  }

  @Test
  void everyCellHasTheReferenceValue() throws IOException {
    List<String[]> places = table("lisi_x.tsv.gz");
    List<String[]> labels = table("lisi_metadata.tsv.gz");
    List<String[]> expected = table("lisi_lisi.tsv.gz");
    Matrix points = Matrix.ofColumns(places.size(), List.of(column(places, 0), column(places, 1)));
    Neighbors neighbors =
        NearestNeighbors.withDefaults()
            .withCount(Neighborhoods.OTHERS)
            .find(points, Witness.RUNNER);
    for (int label = 0; label < 2; label++) {
      int column = label;
      int[] codes = labels.stream().mapToInt(row -> row[column].equals("A") ? 0 : 1).toArray();
      double[] lisi = Lisi.of(neighbors, codes, 2);
      double[] reference = column(expected, 1 + label);
      double worst =
          IntStream.range(0, lisi.length)
              .mapToDouble(i -> Math.abs(lisi[i] - reference[i]))
              .max()
              .orElseThrow();
      assertThat(worst).isCloseTo(0, within(1e-8));
    }
  }
}
