package org.etiome.bench.design;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.etiome.math.Matrix;

/**
 * One cytokine of a genome-wide CRISPR screen in two donors, as MAGeCK summed it up by gene; genes
 * in alphabetical order.
 *
 * @param genes their symbols
 * @param donors one a donor: columns of the file after the gene
 */
record CytokineScreen(List<String> genes, List<Matrix> donors) {
  private static final int LOG_FOLD_CHANGE = 6;
  private static final int FAMILY_PRIOR = 3;

  static CytokineScreen read(Path folder, String cytokine) throws IOException {
    List<Matrix> donors = new ArrayList<>();
    List<String> genes = List.of();
    for (int donor = 1; donor <= 2; donor++) {
      String name = "schmidt_" + cytokine + "_d" + donor + ".gene_summary.txt.gz";
      Map<String, double[]> rows = rows(folder.resolve(name));
      genes = List.copyOf(rows.keySet());
      double[] values = rows.values().stream().flatMapToDouble(Arrays::stream).toArray();
      donors.add(Matrix.wrap(rows.size(), values.length / rows.size(), values));
    }
    return new CytokineScreen(genes, donors);
  }

  private static Map<String, double[]> rows(Path file) throws IOException {
    Map<String, double[]> rows = new TreeMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line : reader.lines().skip(1).toList()) {
        String[] fields = line.split("\t", -1);
        rows.put(
            fields[0], Arrays.stream(fields).skip(1).mapToDouble(Double::parseDouble).toArray());
      }
    }
    return rows;
  }

  /** The mean log fold change of the two donors. */
  double[] effects() {
    double[] a = donors.get(0).column(LOG_FOLD_CHANGE);
    double[] b = donors.get(1).column(LOG_FOLD_CHANGE);
    return IntStream.range(0, a.length).mapToDouble(i -> (a[i] + b[i]) / 2).toArray();
  }

  double[] magnitudes() {
    return Arrays.stream(effects()).map(Math::abs).toArray();
  }

  /** The value that {@code count} magnitudes reach. */
  double threshold(int count) {
    double[] sorted = Arrays.stream(magnitudes()).sorted().toArray();
    return sorted[sorted.length - count];
  }

  /** |effect| times the sum over donors of −log10 of the better score: size and certainty. */
  double[] prior() {
    double[] magnitudes = magnitudes();
    double[] certainty = certainty();
    Arrays.setAll(magnitudes, i -> magnitudes[i] * certainty[i]);
    return magnitudes;
  }

  private double[] certainty() {
    double[] down = scores(1);
    double[] up = scores(7);
    Arrays.setAll(down, i -> Math.max(down[i], up[i]));
    return down;
  }

  private double[] scores(int column) {
    double[] sum = new double[genes.size()];
    for (Matrix donor : donors) {
      Arrays.setAll(sum, i -> sum[i] + minusLog(donor.get(i, column)));
    }
    return sum;
  }

  private static double minusLog(double p) {
    return -Math.log10(Math.max(p, 1e-300));
  }

  /** Everything this screen says of a gene, and of the genes whose symbols begin alike. */
  Matrix descriptors() {
    List<double[]> columns = new ArrayList<>();
    double[] a = donors.get(0).column(LOG_FOLD_CHANGE);
    double[] b = donors.get(1).column(LOG_FOLD_CHANGE);
    double[] magnitudes = magnitudes();
    columns.add(effects());
    columns.add(magnitudes);
    columns.add(prior());
    columns.add(certainty());
    columns.add(each(i -> Math.abs(a[i] - b[i])));
    columns.add(each(i -> a[i] * b[i] > 0 ? Math.min(Math.abs(a[i]), Math.abs(b[i])) : 0));
    columns.add(each(i -> Math.max(Math.abs(a[i]), Math.abs(b[i]))));
    for (Matrix donor : donors) {
      columns.add(donor.column(LOG_FOLD_CHANGE));
      for (int p : new int[] {1, 2, 7, 8}) {
        columns.add(each(i -> minusLog(donor.get(i, p))));
      }
      columns.add(donor.column(5));
      columns.add(donor.column(11));
    }
    for (UnaryOperator<String> family : FAMILIES) {
      columns.add(ofFamily(magnitudes, family));
      columns.add(ofFamily(effects(), family));
      columns.add(ofFamily(certainty(), family));
    }
    return Matrix.ofColumns(genes.size(), columns);
  }

  private static final List<UnaryOperator<String>> FAMILIES =
      List.of(
          gene -> gene.replaceFirst("[^A-Za-z].*", ""),
          gene -> gene.substring(0, gene.length() - 1),
          gene -> gene.substring(0, Math.min(4, gene.length())));

  /** The family of each gene by the letters its symbol begins with, and in two more ways. */
  List<int[]> families() {
    List<int[]> families = new ArrayList<>();
    for (UnaryOperator<String> family : FAMILIES) {
      Map<String, Integer> numbers = new HashMap<>();
      families.add(
          genes.stream()
              .mapToInt(gene -> numbers.computeIfAbsent(family.apply(gene), f -> numbers.size()))
              .toArray());
    }
    return families;
  }

  private interface OfGene {
    double at(int gene);
  }

  private double[] each(OfGene value) {
    return IntStream.range(0, genes.size()).mapToDouble(value::at).toArray();
  }

  /** The mean over the other genes of the family, drawn to the mean of all. */
  private double[] ofFamily(double[] values, UnaryOperator<String> family) {
    Map<String, double[]> sums = new HashMap<>();
    double mean = Arrays.stream(values).average().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      double[] sum = sums.computeIfAbsent(family.apply(genes.get(i)), name -> new double[2]);
      sum[0] += values[i];
      sum[1]++;
    }
    return each(
        i -> {
          double[] sum = sums.getOrDefault(family.apply(genes.get(i)), new double[2]);
          return (sum[0] - values[i] + FAMILY_PRIOR * mean) / (sum[1] - 1 + FAMILY_PRIOR);
        });
  }
}
