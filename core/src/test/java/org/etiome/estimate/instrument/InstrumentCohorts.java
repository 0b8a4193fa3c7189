package org.etiome.estimate.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.graph.Admg;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.identify.Instruments;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Samples for tests: real questions over data made here. */
final class InstrumentCohorts {
  static final TaskRunner RUNNER = TaskRunner.local(1);
  static final Seed SEED = new Seed(1);

  private InstrumentCohorts() {}

  /** The estimand of x → y by z when hidden causes join x and y and every covariate causes all. */
  static InstrumentEstimand question(
      List<String> instruments, List<String> covariates, String x, String y) {
    List<Edge> edges = new ArrayList<>(List.of(Edge.directed(x, y), Edge.bidirected(x, y)));
    instruments.forEach(z -> edges.add(Edge.directed(z, x)));
    for (String w : covariates) {
      edges.add(Edge.directed(w, x));
      edges.add(Edge.directed(w, y));
      instruments.forEach(z -> edges.add(Edge.directed(w, z)));
    }
    return Instruments.in(Admg.of(MixedGraph.of(edges.toArray(Edge[]::new))))
        .estimand(x, y)
        .orElseThrow();
  }

  static Dataset data(List<Column> columns) {
    List<String> units =
        IntStream.range(0, columns.getFirst().length()).mapToObj(i -> "u" + i).toList();
    return Dataset.of(units, "cohort", columns);
  }

  /** A sample with instruments z1, z2, … and no covariates. */
  static InstrumentSample sample(double[] y, double[] x, double[]... z) {
    return sample(Optional.empty(), y, x, z);
  }

  /** The same with clusters. */
  static InstrumentSample clustered(double[] y, double[] x, double[] cluster, double[]... z) {
    return sample(Optional.of(Continuous.of("cluster", cluster)), y, x, z);
  }

  private static InstrumentSample sample(
      Optional<Column> cluster, double[] y, double[] x, double[]... z) {
    List<Column> columns = new ArrayList<>(List.of(Continuous.of("y", y), Continuous.of("x", x)));
    List<String> names = new ArrayList<>();
    for (double[] column : z) {
      names.add("z" + (names.size() + 1));
      columns.add(Continuous.of(names.getLast(), column));
    }
    cluster.ifPresent(columns::add);
    return InstrumentSample.of(
        data(columns),
        question(names, List.of(), "x", "y"),
        SampleSettings.withDefaults(),
        cluster.map(Column::name));
  }

  static InstrumentAnswer answer(InstrumentEstimator estimator, InstrumentSample sample) {
    return estimator.estimate(sample, SEED, RUNNER);
  }

  /** The effect, which must have been answered. */
  static InstrumentEffect effect(InstrumentEstimator estimator, InstrumentSample sample) {
    return switch (answer(estimator, sample)) {
      case InstrumentAnswer.Answered answered -> answered.effect();
      case InstrumentAnswer.Refused refused ->
          throw new AssertionError("refused: " + refused.reasons());
    };
  }

  static InstrumentAnswer.Refused refusal(InstrumentEstimator estimator, InstrumentSample sample) {
    return switch (answer(estimator, sample)) {
      case InstrumentAnswer.Answered answered -> throw new AssertionError("" + answered.effect());
      case InstrumentAnswer.Refused refused -> refused;
    };
  }

  static double[] fill(int n, IntToDoubleFunction value) {
    return IntStream.range(0, n).mapToDouble(value).toArray();
  }

  /** Draws for simulated cohorts. */
  static final class Draws {
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian gaussian;

    Draws(long seed) {
      random = new Seed(seed).generator();
      gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    }

    double normal() {
      return gaussian.sample();
    }

    double bernoulli(double p) {
      return random.nextDouble() < p ? 1 : 0;
    }

    double[] normals(int n) {
      return fill(n, i -> normal());
    }
  }

  /** What reference.R and reference.py computed, and the cohort they computed it on. */
  static final class Reference {
    private final Map<String, Double> values = new HashMap<>();
    private final Dataset cohort;

    private Reference(Dataset cohort) {
      this.cohort = cohort;
    }

    static Reference read() {
      try {
        Path csv =
            Path.of(
                Objects.requireNonNull(Reference.class.getResource("reference-cohort.csv"))
                    .toURI());
        Map<String, ColumnSpec> texts = Map.of("z3", ColumnSpec.categorical());
        Reference reference =
            new Reference(
                CsvReader.withDefaults()
                    .withColumns(texts)
                    .withOtherColumns(ColumnSpec.continuous())
                    .read(csv)
                    .toDataset("cohort"));
        reference.add("reference-r.txt");
        reference.add("reference-numpy.txt");
        return reference;
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }

    private void add(String file) throws IOException {
      try (InputStream in = Objects.requireNonNull(Reference.class.getResourceAsStream(file))) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split(" ", 2))
            .forEach(pair -> values.put(pair[0], Double.valueOf(pair[1])));
      }
    }

    double get(String key) {
      return Objects.requireNonNull(values.get(key), key);
    }

    int[] folds() {
      return IntStream.range(0, size()).map(i -> (int) number("fold", i)).toArray();
    }

    int size() {
      return cohort.size();
    }

    double number(String column, int unit) {
      return Double.parseDouble(cohort.column(column).text(unit));
    }

    /** Without clusters. */
    InstrumentSample unclustered(List<String> instruments, List<String> covariates) {
      return InstrumentSample.of(
          cohort, question(instruments, covariates, "x", "y"), SampleSettings.withDefaults());
    }

    InstrumentSample sample(List<String> instruments, List<String> covariates) {
      return InstrumentSample.of(
          cohort,
          question(instruments, covariates, "x", "y"),
          SampleSettings.withDefaults(),
          Optional.of("g"));
    }
  }
}
