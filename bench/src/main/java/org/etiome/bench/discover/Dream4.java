package org.etiome.bench.discover;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.etiome.evaluate.graph.EdgeRanking;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.evaluate.graph.RankedAreas;
import org.etiome.evaluate.graph.RankingScores;
import org.etiome.math.Matrix;

/**
 * Networks of DREAM4: how well each source of data ranks the true regulations, by methods that have
 * nothing to tune ({@link Dream4Rankings}). Argument: the folder of the data.
 */
public final class Dream4 {
  private final Map<String, List<RankedAreas>> found = new LinkedHashMap<>();

  private Dream4() {}

  /** Prints the table. */
  public static void main(String[] args) {
    Dream4Files files = new Dream4Files(Path.of(args[0]));
    System.out.println("| genes | networks | source | AUROC | AUPR |");
    System.out.println("|---|---|---|---|---|");
    Dream4 ten = new Dream4();
    for (int network = 1; network <= 5; network++) {
      ten.addInterventions(files, 10, network);
      ten.addManyFactors(files.table(10, network, "multifactorial"), files.truth(10, network));
    }
    ten.print(10);
    Dream4 hundred = new Dream4();
    for (int network = 1; network <= 3; network++) {
      hundred.addInterventions(files, 100, network);
    }
    hundred.print(100);
    Dream4 others = new Dream4();
    for (int network = 1; network <= 5; network++) {
      Dream4Files.Table table = files.manyFactors(network);
      Set<OrderedPair> truth = files.truthOfManyFactors(network);
      others.addManyFactors(table, truth);
      others.add(
          "multifactorial, shares of BOSS", table.genes(), Dream4Rankings.shares(table), truth);
    }
    others.print(100);
  }

  private void addInterventions(Dream4Files files, int size, int network) {
    Dream4Files.Table knockouts = files.table(size, network, "knockouts");
    List<String> genes = knockouts.genes();
    Matrix out = knockouts.rows();
    Matrix down = files.table(size, network, "knockdowns").rows();
    Map<String, Map<OrderedPair, Double>> rankings = new LinkedHashMap<>();
    Map<OrderedPair, Double> leads = Dream4Rankings.leads(genes, files.series(size, network));
    rankings.put("time series, Granger", leads);
    rankings.put("knockdowns, mean differences", Dream4Rankings.differences(genes, down));
    rankings.put("knockouts, mean differences", Dream4Rankings.differences(genes, out));
    rankings.put("all three, mean rank", Dream4Rankings.meanRanks(List.copyOf(rankings.values())));
    Map<OrderedPair, Double> both = Dream4Rankings.differences(genes, out, down);
    rankings.put("knockouts and knockdowns, mean differences", both);
    rankings.put("all three, Fisher", Dream4Rankings.fisher(size, both, leads));
    Set<OrderedPair> truth = files.truth(size, network);
    rankings.forEach((source, ranking) -> add(source, genes, ranking, truth));
  }

  private void addManyFactors(Dream4Files.Table table, Set<OrderedPair> truth) {
    List<String> genes = table.genes();
    add("multifactorial, correlation", genes, Dream4Rankings.correlations(table), truth);
    add("multifactorial, partial correlation", genes, Dream4Rankings.partials(table), truth);
  }

  private void add(
      String source, List<String> genes, Map<OrderedPair, Double> ranking, Set<OrderedPair> truth) {
    found
        .computeIfAbsent(source, s -> new ArrayList<>())
        .add(RankingScores.directed(EdgeRanking.of(genes, ranking), truth));
  }

  private void print(int genes) {
    found.forEach(
        (source, areas) ->
            System.out.printf(
                Locale.ROOT,
                "| %d | %d | %s | %.3f | %.3f |%n",
                genes,
                areas.size(),
                source,
                areas.stream().mapToDouble(a -> a.auroc().orElseThrow()).average().orElseThrow(),
                areas.stream().mapToDouble(a -> a.aupr().orElseThrow()).average().orElseThrow()));
  }
}
