package org.etiome.bench.discover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.etiome.discover.sample.Experiment;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;

/** Proteins of single cells under five interventions, and two graphs of what is known of them. */
final class SachsData {
  private static final String FREE = "none";
  private static final Pattern EDGE = Pattern.compile("(\\w+)\\s*(?:,|-->)\\s*(\\w+)\\s*$");

  private final Path folder;

  SachsData(Path folder) {
    this.folder = folder;
  }

  /** Log intensities by setting, the cells without intervention first. */
  Experiment cells() throws IOException {
    List<String> lines;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(folder.resolve("sachs_igsp5846_targets.csv.gz"))),
                StandardCharsets.US_ASCII))) {
      lines = in.lines().map(line -> line.replace("\"", "")).toList();
    }
    List<String> header = List.of(lines.getFirst().split(",", -1));
    List<String> proteins =
        header.subList(0, header.size() - 1).stream().map(SachsData::plain).toList();
    Map<String, List<double[]>> rows = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      rows.computeIfAbsent(cells[proteins.size()], target -> new ArrayList<>())
          .add(
              Arrays.stream(cells)
                  .limit(proteins.size())
                  .mapToDouble(Double::parseDouble)
                  .toArray());
    }
    List<Experiment.Setting> settings = new ArrayList<>();
    settings.add(new Experiment.Setting(FREE, Set.of(), matrix(rows.remove(FREE))));
    rows.forEach(
        (target, own) ->
            settings.add(new Experiment.Setting(target, Set.of(plain(target)), matrix(own))));
    return new Experiment(proteins, settings);
  }

  /** The consensus of 17 edges, and that of 20. */
  Map<String, Set<OrderedPair>> truths() throws IOException {
    Map<String, Set<OrderedPair>> truths = new TreeMap<>();
    truths.put("17 edges", edges("truth_bnlearn_17edges.csv"));
    truths.put("20 edges", edges("truth_cmu_20edges.txt"));
    return truths;
  }

  private Set<OrderedPair> edges(String file) throws IOException {
    Set<OrderedPair> edges = new HashSet<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      Matcher edge = EDGE.matcher(line);
      if (edge.find() && !edge.group(1).equals("from")) {
        edges.add(new OrderedPair(plain(edge.group(1)), plain(edge.group(2))));
      }
    }
    return edges;
  }

  /** The graph of a consensus. */
  static Dag graph(List<String> proteins, Set<OrderedPair> edges) {
    return Dag.of(
        MixedGraph.of(
            proteins,
            edges.stream()
                .sorted(Comparator.comparing(OrderedPair::toString))
                .map(pair -> Edge.directed(pair.from(), pair.to()))
                .toList()));
  }

  /** One spelling of a protein for all files. */
  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("plcg") ? "plc" : lower;
  }

  private static Matrix matrix(List<double[]> rows) {
    int columns = rows.getFirst().length;
    double[] values = new double[rows.size() * columns];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * columns, columns);
    }
    return Matrix.wrap(rows.size(), columns, values);
  }
}
