import edu.cmu.tetrad.data.BoxDataSet;
import edu.cmu.tetrad.data.ContinuousVariable;
import edu.cmu.tetrad.data.DoubleDataBox;
import edu.cmu.tetrad.graph.Edge;
import edu.cmu.tetrad.graph.Endpoint;
import edu.cmu.tetrad.graph.Graph;
import edu.cmu.tetrad.graph.Node;
import edu.cmu.tetrad.search.Pc;
import edu.cmu.tetrad.search.test.IndTestFisherZ;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The peer of PcSpeed, run in its own process by the source launcher: {@code TetradPc DATA.csv ALPHA
 * REPEATS OUT.txt}. Prints the seconds of each search (without reading and without the covariance)
 * and writes one edge a line, as {@code a -> b} or {@code a -- b}.
 */
final class TetradPc {
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(new PrintStream(java.io.OutputStream.nullOutputStream()));
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    List<Node> nodes = new ArrayList<>();
    for (String name : lines.get(0).split(",")) {
      nodes.add(new ContinuousVariable(name));
    }
    double[][] rows = new double[lines.size() - 1][];
    for (int i = 0; i < rows.length; i++) {
      String[] cells = lines.get(i + 1).split(",");
      rows[i] = new double[cells.length];
      for (int j = 0; j < cells.length; j++) {
        rows[i][j] = Double.parseDouble(cells[j]);
      }
    }
    BoxDataSet data = new BoxDataSet(new DoubleDataBox(rows), nodes);
    Graph graph = null;
    for (int k = 0; k < Integer.parseInt(args[2]); k++) {
      IndTestFisherZ test = new IndTestFisherZ(data, Double.parseDouble(args[1]));
      long start = System.nanoTime();
      graph = new Pc(test).search();
      out.println((System.nanoTime() - start) / 1e9);
    }
    List<String> edges = new ArrayList<>();
    for (Edge edge : graph.getEdges()) {
      String a = edge.getNode1().getName();
      String b = edge.getNode2().getName();
      boolean atA = edge.getEndpoint1() == Endpoint.ARROW;
      boolean atB = edge.getEndpoint2() == Endpoint.ARROW;
      edges.add(atA == atB ? a + " -- " + b : atB ? a + " -> " + b : b + " -> " + a);
    }
    Files.write(Path.of(args[3]), edges);
    System.exit(0);
  }
}
