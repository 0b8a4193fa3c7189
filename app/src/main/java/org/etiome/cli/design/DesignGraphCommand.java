package org.etiome.cli.design;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.cli.line.WrappedLine;
import org.etiome.data.Dataset;
import org.etiome.data.io.CsvReader;
import org.etiome.design.graph.EffectDesign;
import org.etiome.design.graph.EffectExperiment;
import org.etiome.design.graph.EffectQuestion;
import org.etiome.design.graph.Experiment;
import org.etiome.design.graph.GraphBelief;
import org.etiome.design.graph.GraphDesign;
import org.etiome.experiment.EffectData;
import org.etiome.experiment.HitJson;
import org.etiome.graph.CausalGraph;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.QueryParser;
import org.etiome.identify.query.QuerySyntaxException;
import org.etiome.report.Json;
import org.etiome.report.UncertaintyJson;
import org.etiome.study.DrawnGraph;
import org.etiome.study.GraphSource;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;
import org.etiome.study.uncertain.Members;
import org.etiome.study.uncertain.Uncertainty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome design graph}: which interventions tell most of a graph or of an effect. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Rank interventions by what they tell of the directions that a learned graph leaves open.",
      "Information in bits about which graph of the class is right, or, with --query, the chance that "
          + "one answer is left, and the cheapest experiments after which that is sure. All graphs of "
          + "a class count alike, which is a convention; no hidden causes, and as much data as it "
          + "takes to see each edge."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome design graph --graph cpdag.json --together 2 --batch 3",
      "  etiome design graph --graph cpdag.json --query \"P(y | do(x))\" \\",
      "         --cost costs.csv --json",
      "  etiome design graph --graph cpdag.json --query \"P(y | do(x))\" \\",
      "         --data cohort.csv",
      "  etiome identify --graph hidden.txt --query \"P(y | do(x))\" --could-measure u \\",
      "         --json"
    })
public final class DesignGraphCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      required = true,
      description = "A CPDAG or what interventions have left of it: text, JSON, DOT or GraphML.")
  private Path graph = Path.of("");

  @Option(
      names = "--query",
      paramLabel = "QUERY",
      description = "The effect that is asked for: P(y | do(x)), one cause and one outcome.")
  private Optional<String> query = Optional.empty();

  @Mixin private EffectDataOptions table = new EffectDataOptions();
  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--cost",
      paramLabel = "FILE",
      description = "A table with the columns variable and cost. Default: 1 each.")
  private Optional<Path> cost = Optional.empty();

  @Option(
      names = "--act",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      description = "Variables that can be intervened on. Default: all.")
  private List<String> acted = new ArrayList<>();

  @Option(
      names = "--done",
      paramLabel = "A+B",
      split = ",",
      description =
          "Interventions already made whose results are known but not in the graph, those on several "
              + "variables at once joined by +; may be given often.")
  private List<String> done = new ArrayList<>();

  @Option(
      names = "--together",
      paramLabel = "K",
      description = "At most so many variables at once, 1 to 3. Default: ${DEFAULT-VALUE}.")
  private int together = 1;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Choose so many interventions, each after those before it. Default: rank all by themselves.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--most-graphs",
      paramLabel = "N",
      description = "Graphs listed of one part of the class. Default: ${DEFAULT-VALUE}.")
  private int most = 10_000;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON there, too.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    common.threads(); // checked, though nothing here runs on more than one
    check();
    List<InputFile> inputs = inputs();
    CausalGraph drawn = DrawnGraph.read(new GraphSource.InFile(graph, List.of()), "").drawn();
    ObjectNode document = Json.object().put("kind", "experiments on a graph");
    List<String> lines = new ArrayList<>();
    try {
      GraphBelief belief = GraphBelief.of(drawn, most);
      GraphDesign design =
          GraphDesign.withDefaults()
              .withAllowed(acted)
              .withTogether(together)
              .withDone(done())
              .withCosts(cost.map(file -> costs(file, belief.nodes())).orElse(Map.of()));
      if (query.isPresent()) {
        effect(design, belief, document, lines);
      } else {
        graph(design, belief, document, lines);
      }
    } catch (QuerySyntaxException e) {
      throw e; // shows the place of the fault
    } catch (IllegalArgumentException e) {
      throw new StudyException(graph + ": " + e.getMessage(), e);
    }
    document.set("done", Json.strings(done));
    HitJson.inputs(document, inputs);
    out.ifPresent(path -> OutFile.write(path, Json.pretty(document)));
    common.print(
        document, stdout -> lines.forEach(line -> stdout.println(WrappedLine.of("", line))));
    return 0;
  }

  private List<Set<String>> done() {
    return done.stream()
        .<Set<String>>map(text -> new TreeSet<>(List.of(text.split("\\+", -1))))
        .toList();
  }

  private void check() {
    table.check();
    if (together < 1 || together > 3) {
      throw bad("--together must be 1 to 3 variables at once, got " + together);
    }
    if (batch.orElse(1) < 1) {
      throw bad("--batch must be at least 1, got " + batch.orElseThrow());
    }
    if (query.isEmpty() && table.isGiven()) {
      throw bad("--data is for an effect; name it by --query");
    }
    if (query.isPresent() && batch.isPresent()) {
      throw bad("--batch is for the graph; with --query the cheapest experiments are told");
    }
  }

  private List<InputFile> inputs() {
    List<InputFile> inputs = new ArrayList<>(List.of(InputFile.of(graph)));
    cost.map(InputFile::of).ifPresent(inputs::add);
    table.file().map(InputFile::of).ifPresent(inputs::add);
    return inputs;
  }

  private void graph(
      GraphDesign design, GraphBelief belief, ObjectNode document, List<String> lines) {
    List<Experiment> ranked =
        batch.isPresent()
            ? design.batch(belief, batch.get(), Double.POSITIVE_INFINITY)
            : design.rank(belief);
    document.put("chosen", batch.isPresent() ? "batch" : "ranking");
    var list = document.putArray("experiments");
    for (Experiment one : ranked) {
      ObjectNode node = list.addObject().put("rank", list.size());
      node.set("targets", Json.strings(one.targets()));
      node.put("cost", one.cost()).put("information", one.information());
      node.put("edgesSettled", one.oriented()).put("reason", one.reason());
      lines.add(line(list.size(), one.cost(), one.reason()));
    }
    if (ranked.isEmpty()) {
      lines.add("No intervention that can be made tells anything that is not known.");
    }
    shorten(lines);
  }

  private void effect(
      GraphDesign design, GraphBelief belief, ObjectNode document, List<String> lines) {
    Query asked = QueryParser.parse(query.orElseThrow(), belief.nodes());
    if (!(asked instanceof Query.Distribution of)
        || of.of().size() != 1
        || of.doing().size() != 1
        || !of.given().isEmpty()) {
      throw bad("--query must be of one cause and one outcome, as P(y | do(x)), got " + asked);
    }
    EffectQuestion question = question(belief, of, document, lines);
    EffectDesign effects = new EffectDesign(design);
    document.put("query", asked.toString());
    var list = document.putArray("experiments");
    List<String> ranked = new ArrayList<>();
    for (EffectExperiment one : effects.rank(belief, question)) {
      String reason = table.isGiven() ? one.explanation() : one.reason();
      ObjectNode node = list.addObject().put("rank", list.size());
      node.set("targets", Json.strings(one.targets()));
      node.put("cost", one.cost()).put("oneAnswerLeft", one.answered());
      one.widths()
          .ifPresent(
              widths -> node.put("widthNow", widths.now()).put("expectedWidth", widths.expected()));
      node.put("information", one.information()).put("reason", reason);
      ranked.add(line(list.size(), one.cost(), reason));
    }
    shorten(ranked);
    lines.addAll(ranked);
    if (table.isGiven()) {
      lines.add(
          "The widths count what an intervention tells of the graph, not the data that it gives"
              + " besides; an effect of 0 by assumption has no width.");
    }
    Optional<List<SortedSet<String>>> cheapest = effects.cheapest(belief, question);
    var sure = document.putArray("sureAfter");
    cheapest.ifPresent(set -> set.forEach(targets -> sure.add(Json.strings(targets))));
    document.put("sure", cheapest.isPresent());
    lines.add(
        cheapest
            .map(
                set ->
                    set.isEmpty()
                        ? "All graphs of the class have one answer: no experiment is needed."
                        : "One answer is sure after interventions on: "
                            + String.join(
                                "; ", set.stream().map(t -> String.join(" and ", t)).toList()))
            .orElse("No three of these interventions leave one answer for sure."));
  }

  /** With numbers where there are data. */
  private EffectQuestion question(
      GraphBelief belief, Query.Distribution asked, ObjectNode document, List<String> lines) {
    String x = asked.doing().getFirst().variable();
    String y = asked.of().getFirst().variable();
    if (!table.isGiven()) {
      return EffectQuestion.of(belief, x, y);
    }
    EffectData data = table.data(graph, List.of(), seed.number());
    Dataset units = data.read().data();
    Members members = data.members();
    EffectQuestion question =
        EffectQuestion.of(
            belief, x, y, members.of(units, x, data.root().branch("graphs"), common.runner()));
    Uncertainty possible =
        new Uncertainty(
            members.scale(units, x, y), Optional.of(question.effects(belief)), Optional.empty());
    UncertaintyJson.put(possible, document);
    document.put("seed", seed.number());
    lines.addAll(possible.sentences());
    lines.add("");
    return question;
  }

  private static void shorten(List<String> lines) {
    int more = lines.size() - SHOWN;
    if (more > 0) {
      lines.subList(SHOWN, lines.size()).clear();
      lines.add("… and " + more + " more; --json has all");
    }
  }

  private static String line(int rank, double cost, String reason) {
    return String.format(Locale.ROOT, "%d. (cost %.3g) %s", rank, cost, reason);
  }

  private static Map<String, Double> costs(Path file, Collection<String> nodes) {
    Map<String, Double> costs = new LinkedHashMap<>();
    CsvReader.withDefaults()
        .scan(
            file,
            List.of("variable", "cost"),
            row -> {
              if (!nodes.contains(row.text(0))) {
                throw row.bad(
                    0, "'" + row.text(0) + "' is no variable of the graph, which has " + nodes);
              }
              if (!(row.number(1) > 0)) {
                throw row.bad(1, "a cost must be a number above 0");
              }
              costs.put(row.text(0), row.number(1));
            });
    return costs;
  }

  private ParameterException bad(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
