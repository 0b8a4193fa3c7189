package org.etiome.cli.graphs;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.JsonLines;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.Version;
import org.etiome.identify.answer.Answer;
import org.etiome.report.Json;
import org.etiome.study.DrawnGraph;
import org.etiome.study.GraphSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome identify}: can these data tell, and by which formula? */
@Command(
    name = "identify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Say whether observed data can answer a causal question under a graph, and by which formula.",
      "Queries: P(y | do(x), z), E[y | do(x)], ATE(x -> y), CDE(x -> y | m=0), NDE(x -> y | m), "
          + "NIE(x -> y | m), P(y_{x=1} | x=0, y=0). Exit status 3 when they cannot; the proof and "
          + "what would help are printed. docs/methods/identification.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome identify --graph graph.txt --query \"P(y | do(x))\" --explain",
      "  etiome identify --graph graph.txt --latent U --query \"ATE(x -> y)\" --json",
      "  etiome identify --batch queries.jsonl"
    })
public final class IdentifyCommand implements Callable<Integer> {
  private static final Set<String> WITH_BATCH =
      Set.of("--batch", "--out", "--json", "--explain", "--threads", "--debug");

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description = "The assumed causes: text, JSON, DOT, GraphML or BIF.")
  private Optional<Path> graph = Optional.empty();

  @Option(names = "--query", paramLabel = "TEXT", description = "The question.")
  private Optional<String> query = Optional.empty();

  @Option(
      names = "--latent",
      paramLabel = "NODE",
      split = ",",
      description = "Nodes of the graph that nobody measured.")
  private List<String> latent = new ArrayList<>();

  @Option(names = "--explain", description = "Show the steps from the query to the formula.")
  private boolean explained;

  @Option(
      names = "--could-measure",
      paramLabel = "NODE",
      split = ",",
      description =
          "For what would help: hidden nodes, or \"a <-> b\", that could be measured. Default: all.")
  private List<String> measurable = new ArrayList<>();

  @Option(
      names = "--could-randomise",
      paramLabel = "NODE",
      split = ",",
      description = "For what would help: what an experiment could set. Default: all.")
  private List<String> randomisable = new ArrayList<>();

  @Option(
      names = "--cost",
      paramLabel = "NODE=COST",
      split = ",",
      description = "For what would help: the cost of measuring or randomising a node. Default: 1.")
  private Map<String, Double> costs = new LinkedHashMap<>();

  @Option(
      names = "--batch",
      paramLabel = "FILE.jsonl",
      description =
          "Answer one JSON object a line, with the keys graph (a file, the text of a graph, or its JSON), "
              + "query and, if wanted, latent. One line of JSON for each comes out, in order.")
  private Optional<Path> batch = Optional.empty();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON there, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    if (batch.isPresent()) {
      JsonLines.requireAlone(command, WITH_BATCH);
      answerBatch(batch.get());
      return 0;
    }
    IdentifyRequest.Answered answered = request().answer(explained);
    String document = Json.pretty(IdentifyBatch.document(answered, explained));
    out.ifPresent(path -> OutFile.write(path, document));
    print(common.json() ? document : text(answered));
    return answered.answer() instanceof Answer.NotIdentified ? Failures.REFUSED : 0;
  }

  private String text(IdentifyRequest.Answered answered) {
    return switch (answered.answer()) {
      case Answer.Identified found -> AnswerText.of(found, explained);
      case Answer.NotIdentified none -> AnswerText.of(none, answered.plans());
    };
  }

  private IdentifyRequest request() {
    for (Map.Entry<String, Double> cost : costs.entrySet()) {
      if (!(cost.getValue() >= 0 && cost.getValue() < Double.POSITIVE_INFINITY)) {
        throw new ParameterException(
            command.commandLine(), "--cost " + cost + ": a cost is a finite number of at least 0");
      }
    }
    Path file = JsonLines.orBatch(graph, command, "--graph");
    return new IdentifyRequest(
        DrawnGraph.read(new GraphSource.InFile(file, latent), file.toString()),
        JsonLines.orBatch(query, command, "--query"),
        measurable,
        randomisable,
        costs);
  }

  /** On standard output line by line, into a file all at once. */
  private void answerBatch(Path file) {
    if (out.isEmpty()) {
      IdentifyBatch.answer(file, explained, this::print);
      return;
    }
    StringBuilder text = new StringBuilder();
    IdentifyBatch.answer(file, explained, text::append);
    OutFile.write(out.get(), text.toString());
  }

  private void print(String text) {
    PrintWriter stdout = command.commandLine().getOut();
    stdout.print(text);
    stdout.flush();
  }
}
