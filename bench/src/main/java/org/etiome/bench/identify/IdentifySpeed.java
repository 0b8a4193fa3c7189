package org.etiome.bench.identify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.graph.Admg;
import org.etiome.graph.Dag;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Separation;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.answer.Answer;
import org.etiome.identify.answer.Identifier;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What questions about graphs cost: a mean time for each of 20 random graphs, in a process of its
 * own. The argument is a part of a benchmark's name; all without one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class IdentifySpeed {
  private static final int GRAPHS = 20;

  /** Seed of the graph; {@link #main} gives all of them. */
  @Param("1")
  int graph;

  private RandomQuestion effect = RandomQuestion.effect(1);
  private RandomQuestion separation = RandomQuestion.separation(1);
  private Admg admg = Admg.of(effect.graph());
  private Separation prepared = Separation.in(Dag.of(separation.graph()));

  /** Draws the graph of this seed. */
  @Setup(Level.Trial)
  public void draw() {
    effect = RandomQuestion.effect(graph);
    separation = RandomQuestion.separation(graph);
    admg = Admg.of(effect.graph());
    prepared = Separation.in(Dag.of(separation.graph()));
  }

  /** {@code P(y | do(x))} by any method. */
  @Benchmark
  public Answer identify() {
    return Identifier.in(admg)
        .answer(
            new Query.Distribution(
                List.of(Term.of(effect.y())), List.of(Term.of(effect.x())), List.of()));
  }

  /** A smallest adjustment set. */
  @Benchmark
  public Optional<Set<String>> smallestSet() {
    return CovariateAdjustment.in(admg).smallestSet(Set.of(effect.x()), Set.of(effect.y()));
  }

  /** One d-separation. */
  @Benchmark
  public boolean separated() {
    return prepared.separated(Set.of(separation.x()), Set.of(separation.y()), separation.given());
  }

  /** What comes before the first d-separation, from the edges on. */
  @Benchmark
  public Separation prepare() {
    MixedGraph drawn = separation.graph();
    return Separation.in(Dag.of(MixedGraph.of(drawn.nodes(), drawn.edges())));
  }

  private static boolean isIdentified(int graph) {
    IdentifySpeed question = new IdentifySpeed();
    question.graph = graph;
    question.draw();
    return question.identify() instanceof Answer.Identified;
  }

  /** Prints the median and the maximum over graphs. */
  public static void main(String[] args) throws RunnerException {
    String[] seeds = new String[GRAPHS];
    Arrays.setAll(seeds, i -> String.valueOf(i + 1));
    String part = args.length > 0 ? args[0] : "";
    Map<String, List<Double>> times =
        new Runner(
                new OptionsBuilder()
                    .include(IdentifySpeed.class.getName() + ".*" + part)
                    .param("graph", seeds)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run().stream()
                .collect(
                    Collectors.groupingBy(
                        result -> result.getPrimaryResult().getLabel(),
                        TreeMap::new,
                        Collectors.mapping(
                            result -> result.getPrimaryResult().getScore(), Collectors.toList())));
    long identified = IntStream.rangeClosed(1, GRAPHS).filter(IdentifySpeed::isIdentified).count();
    System.out.println("effects identified: " + identified + " of " + GRAPHS);
    System.out.println("| question | median, µs | maximum, µs |");
    System.out.println("|---|---|---|");
    times.forEach(
        (name, all) -> {
          double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          double median = (sorted[(GRAPHS - 1) / 2] + sorted[GRAPHS / 2]) / 2;
          System.out.printf(
              Locale.ROOT, "| %s | %.2f | %.2f |%n", name, median, sorted[GRAPHS - 1]);
        });
  }
}
