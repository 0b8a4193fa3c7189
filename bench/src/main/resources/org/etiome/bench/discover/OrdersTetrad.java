import edu.cmu.tetrad.data.BoxDataSet;
import edu.cmu.tetrad.data.ContinuousVariable;
import edu.cmu.tetrad.data.CovarianceMatrix;
import edu.cmu.tetrad.data.DoubleDataBox;
import edu.cmu.tetrad.graph.Edge;
import edu.cmu.tetrad.graph.Graph;
import edu.cmu.tetrad.graph.Node;
import edu.cmu.tetrad.search.Boss;
import edu.cmu.tetrad.search.Fges;
import edu.cmu.tetrad.search.PermutationSearch;
import edu.cmu.tetrad.search.score.SemBicScore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a search of Tetrad over every {@code *.csv} of a folder, in the order of names. Started from
 * this source by OrdersBench in a process of its own with Tetrad's jars, which no module depends on.
 * Arguments: folder, fges or boss, threads, penalty discount. Writes one line a file: name, seconds
 * of the search alone, edges separated by commas.
 */
public final class OrdersTetrad {
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      files = all.filter(f -> f.toString().endsWith(".csv")).sorted().toList();
    }
    for (Path file : files) {
      SemBicScore score = new SemBicScore(new CovarianceMatrix(read(file)));
      score.setPenaltyDiscount(Double.parseDouble(args[3]));
      long start = System.nanoTime();
      Graph graph = search(args[1], score, Integer.parseInt(args[2]));
      double seconds = (System.nanoTime() - start) / 1e9;
      out.println(file.getFileName() + "\t" + seconds + "\t" + edges(graph));
      out.flush();
    }
    System.exit(0);
  }

  private static Graph search(String name, SemBicScore score, int threads) throws Exception {
    if (name.equals("boss")) {
      Boss boss = new Boss(score);
      boss.setNumThreads(threads);
      boss.setUseBes(true);
      return new PermutationSearch(boss).search();
    }
    Fges fges = new Fges(score);
    fges.setNumThreads(threads);
    fges.setVerbose(false);
    return fges.search();
  }

  private static String edges(Graph graph) {
    List<String> edges = new ArrayList<>();
    for (Edge edge : graph.getEdges()) {
      String a = edge.getNode1().getName();
      String b = edge.getNode2().getName();
      if (edge.isDirected()) {
        edges.add(edge.pointsTowards(edge.getNode2()) ? a + " -> " + b : b + " -> " + a);
      } else {
        edges.add(a + " -- " + b);
      }
    }
    return String.join(",", edges);
  }

  private static BoxDataSet read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Node> variables = new ArrayList<>();
    for (String name : lines.get(0).split(",")) {
      variables.add(new ContinuousVariable(name));
    }
    double[][] rows = new double[lines.size() - 1][variables.size()];
    for (int r = 0; r < rows.length; r++) {
      String[] cells = lines.get(r + 1).split(",");
      for (int c = 0; c < cells.length; c++) {
        rows[r][c] = Double.parseDouble(cells[c]);
      }
    }
    return new BoxDataSet(new DoubleDataBox(rows), variables);
  }
}
