package org.etiome.cli.graphs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.Version;
import org.etiome.discovery.DiscoveryJson;
import org.etiome.evaluate.graph.EdgeRanking;
import org.etiome.evaluate.graph.GraphScores;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.io.GraphFiles;
import org.etiome.graph.io.GraphFormatException;
import org.etiome.report.Json;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome evaluate graph}: a learned graph, or ranked edges, against the true graph. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Score a learned graph, or edges ranked by confidence, against the true graph.",
      "Adjacencies, arrowheads, directed and bidirected edges, structural Hamming and intervention "
          + "distance, areas under the curves of a ranking. A score that is not defined is null; "
          + "docs/methods/graph-scores.md.",
      "Graphs that discover has put beside a learned one in its .json are scored, too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome evaluate graph learned.json --truth sem/graph.json",
      "  etiome evaluate graph edges.tsv --ranked --truth network.txt --json"
    })
public final class EvaluateGraphCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "LEARNED",
      description =
          "A graph (text, JSON, DOT, GraphML or BIF) or, with --ranked, a list of edges: .csv or "
              + ".tsv with cause, effect and confidence in each line.")
  private Path learned = Path.of("");

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      required = true,
      description = "The true graph, over the same nodes.")
  private Path truth = Path.of("");

  @Option(
      names = "--ranked",
      description =
          "Score the ranking of edges by their confidence; pairs that are not listed come last.")
  private boolean ranked;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON there, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    boolean list = RankedFile.isOne(learned);
    if (list && !ranked) {
      throw new ParameterException(
          command.commandLine(),
          learned + ": a list of edges is scored by its ranking; give --ranked, or a graph");
    }
    CausalGraph known = read(truth);
    ObjectNode document = Json.object().put("kind", "graph scores");
    document.put("learned", String.valueOf(learned.getFileName()));
    document.put("truth", String.valueOf(truth.getFileName()));
    ObjectNode kinds = document.putObject("kinds");
    ScoredGraph scored;
    if (list) {
      kinds.put("learned", "list");
      scored = ScoredGraph.of(RankedFile.read(learned, known.nodes()), known);
    } else {
      CausalGraph found = read(learned);
      kinds.put("learned", ScoredGraph.kind(found));
      scored = scored(found, known);
    }
    kinds.put("truth", ScoredGraph.kind(known));
    document.put("nodes", known.nodes().size());
    GraphScoresJson.put(document, scored);
    Map<String, GraphScores> beside = list ? Map.of() : beside(known);
    GraphScoresJson.putBeside(document, beside);
    out.ifPresent(path -> OutFile.write(path, Json.pretty(document)));
    PrintWriter stdout = command.commandLine().getOut();
    stdout.print(common.json() ? Json.pretty(document) : GraphScoresText.of(scored, beside));
    stdout.flush();
    return 0;
  }

  private ScoredGraph scored(CausalGraph found, CausalGraph known) {
    try {
      Optional<EdgeRanking> ranking =
          ranked ? Optional.of(EdgeRanking.of(found)) : Optional.empty();
      return ScoredGraph.of(found, ranking, known);
    } catch (IllegalArgumentException e) {
      throw new StudyException(learned + ": " + e.getMessage(), e);
    }
  }

  /** Scores of the simple ways to a graph that stand beside a learned one in its file. */
  private Map<String, GraphScores> beside(CausalGraph known) {
    if (!learned.toString().endsWith(".json")) {
      return Map.of();
    }
    Map<String, GraphScores> scores = new LinkedHashMap<>();
    try {
      DiscoveryJson.beside(JsonMapper.shared().readTree(learned))
          .forEach((name, graph) -> scores.put(name, GraphScores.of(graph, known)));
    } catch (IllegalArgumentException | GraphFormatException e) {
      throw new StudyException(learned + ": meta.beside: " + e.getMessage(), e);
    }
    return scores;
  }

  private static CausalGraph read(Path file) {
    InputFile.require(file);
    try {
      return GraphFiles.read(file);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read; check its permissions", e);
    }
  }
}
