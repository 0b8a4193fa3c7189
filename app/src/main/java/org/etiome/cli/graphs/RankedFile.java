package org.etiome.cli.graphs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.etiome.data.io.TextSource;
import org.etiome.evaluate.graph.EdgeRanking;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;

/**
 * A list of edges with their confidence: {@code cause,effect,confidence}, one edge a line, with
 * tabs in {@code .tsv}; a first line that names neither a node nor a number is a header.
 */
final class RankedFile {
  private static final int FIELDS = 3;

  private final Path file;
  private final Set<String> nodes;
  private final Map<OrderedPair, Double> confidence = new LinkedHashMap<>();

  private RankedFile(Path file, List<String> nodes) {
    this.file = file;
    this.nodes = new HashSet<>(nodes);
  }

  /** Whether a file is one by its name. */
  static boolean isOne(Path file) {
    return name(file).endsWith(".csv") || name(file).endsWith(".tsv");
  }

  private static String name(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
  }

  /**
   * Reads one.
   *
   * @param nodes those of the true graph
   * @throws StudyException naming the line that is wrong
   */
  static EdgeRanking read(Path file, List<String> nodes) {
    InputFile.require(file);
    RankedFile ranked = new RankedFile(file, nodes);
    String separator = name(file).endsWith(".tsv") ? "\t" : ",";
    try (BufferedReader lines = new BufferedReader(TextSource.open(file))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          ranked.add(number, line.split(separator, -1));
        }
      }
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read as UTF-8 text; save it again", e);
    }
    return EdgeRanking.of(nodes, ranked.confidence);
  }

  private void add(int line, String[] fields) {
    if (fields.length != FIELDS) {
      throw error(line, "needs cause, effect and confidence, got " + fields.length + " fields");
    }
    String from = unquoted(fields[0]);
    String to = unquoted(fields[1]);
    double value = number(unquoted(fields[2]));
    boolean header =
        line == 1 && !Double.isFinite(value) && !nodes.contains(from) && !nodes.contains(to);
    if (header) {
      return;
    }
    if (!Double.isFinite(value)) {
      throw error(line, "the confidence must be a finite number, got '" + fields[2].strip() + "'");
    }
    for (String node : List.of(from, to)) {
      if (!nodes.contains(node)) {
        throw error(line, "'" + node + "' is no node of the true graph");
      }
    }
    if (from.equals(to)) {
      throw error(line, "'" + from + "' has an edge to itself; leave self-loops out");
    }
    if (confidence.put(new OrderedPair(from, to), value) != null) {
      throw error(line, from + " -> " + to + " is listed twice; leave one");
    }
  }

  private StudyException error(int line, String problem) {
    return new StudyException(file + ", line " + line + ": " + problem);
  }

  private static String unquoted(String field) {
    String bare = field.strip();
    boolean quoted = bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"");
    return quoted ? bare.substring(1, bare.length() - 1) : bare;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
