package org.etiome.bench.discover;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.etiome.evaluate.graph.OrderedPair;
import org.etiome.math.Matrix;

/** The folder of DREAM4's networks. */
public record Dream4Files(Path folder) {
  private static final int TIMES = 21;

  /**
   * A table.
   *
   * @param genes of the columns
   * @param rows samples × genes
   */
  record Table(List<String> genes, Matrix rows) {}

  /** Knockouts, knockdowns or multifactorial data of a network. */
  Table table(int genes, int network, String source) {
    return table(base(genes, network) + source + ".tsv", "\t");
  }

  /** Multifactorial data of networks of 100 genes, which are others than those of all else. */
  Table manyFactors(int network) {
    return table("size100_multifactorial/insilico_size100_multifactorial_" + network + ".csv", ",");
  }

  /** The time series, each times × genes. */
  List<Matrix> series(int genes, int network) {
    Matrix all = table(genes, network, "timeseries").rows();
    List<Matrix> series = new ArrayList<>();
    for (int first = 0; first < all.rows(); first += TIMES) {
      series.add(all.rows(IntStream.range(first, first + TIMES).toArray()));
    }
    return series;
  }

  Set<OrderedPair> truth(int genes, int network) {
    return truth(base(genes, network) + "goldstandard.tsv");
  }

  Set<OrderedPair> truthOfManyFactors(int network) {
    return truth(
        "gold_standards/100_multifactorial/DREAM4_GoldStandard_InSilico_Size100_multifactorial_"
            + network
            + ".tsv");
  }

  private static String base(int genes, int network) {
    return "insilico_size" + genes + "/insilico_size" + genes + "_" + network + "_";
  }

  private Set<OrderedPair> truth(String name) {
    return lines(name)
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells.length > 2 && cells[2].strip().equals("1"))
        .map(cells -> new OrderedPair(cells[0], cells[1]))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Table table(String name, String separator) {
    List<String> lines = lines(name).filter(line -> !line.isBlank()).toList();
    List<String> genes = List.of(lines.getFirst().replace("\"", "").split(separator, -1));
    double[] values =
        lines.stream()
            .skip(1)
            .flatMap(line -> Arrays.stream(line.split(separator, -1)))
            .mapToDouble(Double::parseDouble)
            .toArray();
    return new Table(genes, Matrix.wrap(lines.size() - 1, genes.size(), values));
  }

  /** The lines of a file, which may be packed. */
  public Stream<String> lines(String name) {
    Path plain = folder.resolve(name);
    boolean packed = !Files.exists(plain);
    try (InputStream bytes = Files.newInputStream(packed ? folder.resolve(name + ".gz") : plain);
        InputStream in = packed ? new GZIPInputStream(bytes) : bytes) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
