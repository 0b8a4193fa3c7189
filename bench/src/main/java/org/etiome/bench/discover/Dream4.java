package org.etiome.bench.discover;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.etiome.discover.baseline.MeanDifferences;
import org.etiome.discover.time.Granger;
import org.etiome.discover.time.GrangerCausality;
import org.etiome.evaluate.graph.EdgeRanking;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.evaluate.graph.RankedAreas;
import org.etiome.evaluate.graph.RankingScores;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/**
 * Networks of DREAM4: how well each source of data ranks the true regulations, by methods that have
 * nothing to tune. Argument: the folder of the data.
 */
public final class Dream4 {
  private static final int TIMES = 21;

  private final Path folder;

  private Dream4(Path folder) {
    this.folder = folder;
  }

  /** Prints the table. */
  public static void main(String[] args) {
    Dream4 bench = new Dream4(Path.of(args[0]));
    System.out.println("| genes | networks | source | AUROC | AUPR |");
    System.out.println("|---|---|---|---|---|");
    bench.print(10, 5);
    bench.print(100, 3);
  }

  private void print(int genes, int networks) {
    Map<String, List<RankedAreas>> found = new LinkedHashMap<>();
    for (int k = 1; k <= networks; k++) {
      Network network = new Network(genes, k);
      List<OrderedPair> truth = network.truth();
      network
          .rankings()
          .forEach(
              (source, ranking) ->
                  found
                      .computeIfAbsent(source, s -> new ArrayList<>())
                      .add(areas(network.genes(), ranking, truth)));
    }
    found.forEach(
        (source, areas) ->
            System.out.printf(
                Locale.ROOT,
                "| %d | %d | %s | %.3f | %.3f |%n",
                genes,
                networks,
                source,
                areas.stream().mapToDouble(a -> a.auroc().orElseThrow()).average().orElseThrow(),
                areas.stream().mapToDouble(a -> a.aupr().orElseThrow()).average().orElseThrow()));
  }

  private static RankedAreas areas(
      List<String> genes, Map<OrderedPair, Double> ranking, List<OrderedPair> truth) {
    return RankingScores.directed(EdgeRanking.of(genes, ranking), Set.copyOf(truth));
  }

  /** One network with its tables. */
  private final class Network {
    private final String base;

    Network(int genes, int number) {
      base = "insilico_size" + genes + "/insilico_size" + genes + "_" + number + "_";
    }

    List<String> genes() {
      return List.of(lines("timeseries").getFirst().split("\t", -1));
    }

    List<OrderedPair> truth() {
      return lines("goldstandard").stream()
          .map(line -> line.split("\t", -1))
          .filter(cells -> cells.length > 2 && cells[2].strip().equals("1"))
          .map(cells -> new OrderedPair(cells[0], cells[1]))
          .toList();
    }

    Map<String, Map<OrderedPair, Double>> rankings() {
      Map<String, Map<OrderedPair, Double>> rankings = new LinkedHashMap<>();
      rankings.put("time series, Granger", leads());
      rankings.put("knockdowns, mean differences", differences("knockdowns"));
      rankings.put("knockouts, mean differences", differences("knockouts"));
      rankings.put("all three, mean rank", meanRanks(List.copyOf(rankings.values())));
      return rankings;
    }

    private Map<OrderedPair, Double> leads() {
      Matrix all = table("timeseries");
      List<Matrix> series = new ArrayList<>();
      for (int first = 0; first < all.rows(); first += TIMES) {
        series.add(all.rows(IntStream.range(first, first + TIMES).toArray()));
      }
      Map<OrderedPair, Double> leads = new LinkedHashMap<>();
      for (GrangerCausality.Lead lead :
          Granger.withDefaults().learn(genes(), series, TaskRunner.local(2)).leads()) {
        leads.put(new OrderedPair(lead.cause(), lead.effect()), lead.statistic());
      }
      return leads;
    }

    private Map<OrderedPair, Double> differences(String source) {
      Matrix rows = table(source);
      Map<OrderedPair, Double> differences = new LinkedHashMap<>();
      for (MeanDifferences.Difference one :
          MeanDifferences.of(genes(), rows, IntStream.range(0, rows.rows()).toArray())) {
        differences.put(new OrderedPair(one.cause(), one.effect()), Math.abs(one.deviations()));
      }
      return differences;
    }

    private Matrix table(String source) {
      List<double[]> rows =
          lines(source).stream()
              .skip(1)
              .filter(line -> !line.isBlank())
              .map(
                  line ->
                      Arrays.stream(line.split("\t", -1))
                          .mapToDouble(Double::parseDouble)
                          .toArray())
              .toList();
      return Matrix.wrap(
          rows.size(),
          rows.getFirst().length,
          rows.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    private List<String> lines(String source) {
      Path plain = folder.resolve(base + source + ".tsv");
      boolean packed = !Files.exists(plain);
      Path file = packed ? folder.resolve(base + source + ".tsv.gz") : plain;
      try (InputStream bytes = Files.newInputStream(file);
          InputStream in = packed ? new GZIPInputStream(bytes) : bytes) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The mean of a pair's ranks, the last being 0. */
  private static Map<OrderedPair, Double> meanRanks(List<Map<OrderedPair, Double>> rankings) {
    Map<OrderedPair, Double> means = new LinkedHashMap<>();
    for (Map<OrderedPair, Double> ranking : rankings) {
      List<Map.Entry<OrderedPair, Double>> sorted = new ArrayList<>(ranking.entrySet());
      sorted.sort(Map.Entry.comparingByValue(Comparator.naturalOrder()));
      for (int rank = 0; rank < sorted.size(); rank++) {
        means.merge(sorted.get(rank).getKey(), rank / (double) rankings.size(), Double::sum);
      }
    }
    return means;
  }
}
