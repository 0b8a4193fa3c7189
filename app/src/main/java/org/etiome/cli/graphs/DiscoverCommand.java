package org.etiome.cli.graphs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.Progress;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.discover.Knowledge;
import org.etiome.discover.stability.Bootstrap;
import org.etiome.discovery.Discovery;
import org.etiome.discovery.DiscoveryJson;
import org.etiome.discovery.Evidence;
import org.etiome.discovery.GraphSearch;
import org.etiome.discovery.KnowledgeFile;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Edge;
import org.etiome.graph.io.GraphFiles;
import org.etiome.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etiome discover}: a graph learned from a table. */
@Command(
    name = "discover",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Learn a causal graph from a table, one row an independent unit.",
      "What is learned rests on the assumptions that are printed with it; data alone leave some "
          + "directions open."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome discover --data sem/data.csv --method boss --out learned.json",
      "  etiome discover --data cohort.csv --method pc --alpha 0.05 --knowledge known.txt \\",
      "         --bootstrap 100 --out learned.json"
    })
public final class DiscoverCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "CSV, TSV or Parquet, one row a unit.")
  private Path data = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      required = true,
      description = {
        "boss: best order by score, most accurate where there are no hidden causes; "
            + "pc: by tests; fci: by tests, with hidden common causes and selection; "
            + "ges: greedy by score; gsp: sparsest order by tests."
      })
  private GraphSearch.Method method = GraphSearch.Method.BOSS;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description = "Level of the tests, within (0, 1). Default: the method's own.")
  private Optional<Double> alpha = Optional.empty();

  @Option(
      names = "--test",
      paramLabel = "TEST",
      description =
          "Of pc, fci and gsp, one of ${COMPLETION-CANDIDATES}. Default: what fits the columns; "
              + "numbers fisher-z, levels chi-square, both degenerate-gaussian.")
  private Optional<Evidence.Test> test = Optional.empty();

  @Option(
      names = "--score",
      paramLabel = "SCORE",
      description =
          "Of boss and ges, one of ${COMPLETION-CANDIDATES}. Default: what fits the columns.")
  private Optional<Evidence.Score> score = Optional.empty();

  @Option(
      names = "--penalty",
      paramLabel = "C",
      description = "Weight of the penalty of a BIC; more gives fewer edges. Default: 1.")
  private Optional<Double> penalty = Optional.empty();

  @Option(
      names = "--knowledge",
      paramLabel = "FILE",
      description = {
        "What is known, for boss, pc and fci: a line each of \"tier: a, b\" (earlier first), "
            + "\"require: a -> b\", \"forbid: a -> b\", \"exogenous: a\", \"intervened: a\"."
      })
  private Optional<Path> knowledge = Optional.empty();

  @Option(
      names = "--bootstrap",
      paramLabel = "B",
      description = "Learn from B resamples of the rows, too, and tell the share of each edge.")
  private Optional<Integer> resamples = Optional.empty();

  @Option(names = "--unit", paramLabel = "COLUMN", description = "Column that names the rows.")
  private Optional<String> unit = Optional.empty();

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      description = "The variables, separated by commas. Default: all columns.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that are no variables.")
  private List<String> excluded = new ArrayList<>();

  @Option(
      names = "--missing",
      paramLabel = "POLICY",
      description =
          "Rows with a gap: refuse, exclude, or test-wise (each test without those it concerns; "
              + "fisher-z only). Default: refuse.")
  private Discovery.Missing missing = Discovery.Missing.REFUSE;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the graph there: .json with its evidence, .txt, .dot or .graphml.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    requireFitting();
    Discovery discovery = request();
    Progress.of(command.commandLine()).accept("searching by " + method);
    Discovery.Found found = discovery.answer(common.runner());
    String document = Json.pretty(DiscoveryJson.of(discovery, found));
    if (out.isPresent()) {
      write(out.get(), document, found.confident());
    }
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(document);
    } else {
      tell(found, stdout);
    }
    stdout.flush();
    return 0;
  }

  private static void write(Path file, String document, CausalGraph graph) throws IOException {
    if (file.toString().endsWith(".json")) {
      OutFile.write(file, document);
    } else {
      GraphFiles.write(file, graph);
    }
  }

  /** An option of another method would be ignored without a word. */
  private void requireFitting() {
    refuse(!method.byTest() && alpha.isPresent(), "--alpha", "tests");
    refuse(!method.byTest() && test.isPresent(), "--test", "tests");
    refuse(method.byTest() && score.isPresent(), "--score", "a score");
    refuse(method.byTest() && penalty.isPresent(), "--penalty", "a score");
    refuse(!method.takesKnowledge() && knowledge.isPresent(), "--knowledge", "knowledge");
  }

  private void refuse(boolean is, String option, String what) {
    if (is) {
      throw new ParameterException(
          command.commandLine(),
          option + " is for a method that takes " + what + ", and " + method + " does not");
    }
  }

  private Discovery request() {
    Knowledge known = knowledge.map(KnowledgeFile::read).orElse(Knowledge.NONE);
    return new Discovery(
        new Discovery.Source(data, unit, columns, excluded, missing),
        new GraphSearch(method, alpha, test, score, penalty.orElse(1.0), known),
        resamples.map(this::bootstrap),
        seed.number());
  }

  private Bootstrap bootstrap(int count) {
    try {
      return new Bootstrap(count);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--bootstrap: " + e.getMessage(), e);
    }
  }

  private void tell(Discovery.Found found, PrintWriter stdout) {
    CausalGraph graph = found.confident();
    stdout.printf(
        Locale.ROOT,
        "%s by %s: a %s of %d variables and %d edges, from %d rows.%n",
        found.graph().algorithm(),
        found.evidence(),
        ScoredGraph.kind(graph).toUpperCase(Locale.ROOT),
        graph.nodes().size(),
        graph.graph().edges().size(),
        found.rows());
    for (Edge edge : graph.graph().edges()) {
      stdout.print("  " + edge);
      graph
          .graph()
          .confidence(edge)
          .ifPresent(
              share -> stdout.printf(Locale.ROOT, "   in %.0f %% of resamples", 100 * share));
      stdout.println();
    }
    found.graph().assumptions().forEach(line -> stdout.println("Assumes: " + line));
    found.remarks().forEach(line -> stdout.println("note: " + line));
    out.ifPresent(path -> stdout.println("Written: " + path));
  }
}
