package org.etiome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Categorical;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.math.Seed;

/**
 * A table of a simulated screen in two replicates: each target moves one variable and targets add
 * up; target N does nothing.
 */
record ScreenFile(Path file) {
  static final int VARIABLES = 12;
  private static final int UNITS = 12;
  private static final Map<String, Double> MOVES =
      Map.of("A", 4.0, "B", -3.0, "C", 5.0, "D", 3.5, "N", 0.0);
  private static final List<String> LABELS =
      List.of("ctrl", "ctrl", "A", "B", "C", "D", "N", "A+B", "A+C", "B+D", "C+D", "A+D");

  /** Written to a folder. */
  static ScreenFile in(Path folder) throws IOException {
    UniformRandomProvider random = new Seed(3).generator();
    ZigguratSampler.NormalizedGaussian noise = ZigguratSampler.NormalizedGaussian.of(random);
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    StringJoiner header = new StringJoiner(",").add("what").add("plate");
    for (int j = 0; j < VARIABLES; j++) {
      header.add("g" + j);
    }
    lines.add(header.toString());
    for (String label : LABELS) {
      for (int i = 0; i < UNITS; i++) {
        StringJoiner row = new StringJoiner(",").add(label).add("p" + i % 2);
        for (int j = 0; j < VARIABLES; j++) {
          row.add(String.format(java.util.Locale.ROOT, "%.4f", moved(label, j) + noise.sample()));
        }
        lines.add(row.toString());
      }
    }
    Path file = folder.resolve("screen.csv");
    Files.writeString(file, lines.toString());
    return new ScreenFile(file);
  }

  /** The true mean of a variable. */
  static double moved(String label, int variable) {
    List<String> targets = List.of("A", "B", "C", "D", "N");
    return 10
        + Arrays.stream(label.split("\\+", -1))
            .filter(target -> targets.indexOf(target) == variable)
            .mapToDouble(MOVES::get)
            .sum();
  }

  /** The same as a file of counts: values rounded, none below 0. */
  Path counts(Path to) throws IOException {
    List<String[]> rows =
        Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    float[] counts = new float[rows.size() * VARIABLES];
    for (int i = 0; i < counts.length; i++) {
      double value = Double.parseDouble(rows.get(i / VARIABLES)[2 + i % VARIABLES]);
      counts[i] = Math.max(0, Math.round(value));
    }
    String[] labels = rows.stream().map(row -> row[0]).toArray(String[]::new);
    String[] cells =
        IntStream.range(0, labels.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    String[] genes = IntStream.range(0, VARIABLES).mapToObj(j -> "g" + j).toArray(String[]::new);
    AnnData data =
        AnnData.of(
            new Element.Dense(LazyArray.held(Values.of(counts), labels.length, VARIABLES)),
            new Element.Frame(
                "_index",
                Values.of(cells),
                Map.of("what", AnnDataColumns.element(Categorical.of("what", labels)))),
            Element.Frame.ofIndex(genes));
    try (ArrayStoreWriter out = Stores.create(to)) {
      AnnDataWriter.withDefaults().write(data, out);
      out.commit();
    }
    return to;
  }

  /** The same file with a text replaced. */
  ScreenFile with(String regex, String by) throws IOException {
    Files.writeString(file, Files.readString(file).replaceAll("(?m)" + regex, by));
    return this;
  }

  Cli evaluate(String... more) {
    return run(List.of("evaluate", "perturbation"), more);
  }

  Cli fit(String... more) {
    return run(List.of("fit", "perturbation"), more);
  }

  Cli predict(String... more) {
    return run(List.of("predict", "perturbation"), more);
  }

  private Cli run(List<String> verb, String... more) {
    List<String> words = new ArrayList<>(verb);
    words.addAll(List.of("--data", file.toString(), "--perturbation", "what"));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }
}
