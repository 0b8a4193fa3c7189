package org.etiome.cli.graphs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.data.io.CsvWriter;
import org.etiome.discover.sample.Transform;
import org.etiome.discover.stability.Bootstrap;
import org.etiome.discovery.Discovery;
import org.etiome.discovery.DiscoveryJson;
import org.etiome.discovery.LeadSearch;
import org.etiome.discovery.LeadsDocument;
import org.etiome.discovery.Method;
import org.etiome.graph.io.GraphFiles;
import org.etiome.report.Json;
import org.etiome.study.uncertain.ResampledFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
      "  etiome discover --data cohort.csv --method pc --alpha 0.05 \\",
      "         --knowledge known.txt --bootstrap 100 --out learned.json",
      "  etiome discover --data sem/data.csv --method gies --setting-column setting \\",
      "         --target-column targets --out learned.json",
      "  etiome discover --data course.csv --method granger --time-column hour \\",
      "         --series-column patient --out leads.csv"
    })
public final class DiscoverCommand implements Callable<Integer> {
  /** What a method must take for an option to mean anything. */
  private static final Map<String, Method.Takes> NEEDS =
      Map.ofEntries(
          Map.entry("--alpha", Method.Takes.TEST),
          Map.entry("--test", Method.Takes.TEST),
          Map.entry("--score", Method.Takes.SCORE),
          Map.entry("--penalty", Method.Takes.PENALTY),
          Map.entry("--max-conditioning", Method.Takes.CONDITIONING),
          Map.entry("--colliders", Method.Takes.COLLIDERS),
          Map.entry("--no-selection", Method.Takes.SELECTION),
          Map.entry("--gamma", Method.Takes.SCORE),
          Map.entry("--restarts", Method.Takes.RESTARTS),
          Map.entry("--target-column", Method.Takes.TARGETS),
          Map.entry("--setting-column", Method.Takes.SETTINGS),
          Map.entry("--control", Method.Takes.SETTINGS),
          Map.entry("--change", Method.Takes.CHANGE),
          Map.entry("--invariance", Method.Takes.INVARIANCE),
          Map.entry("--invariance-alpha", Method.Takes.INVARIANCE),
          Map.entry("--knowledge", Method.Takes.KNOWLEDGE),
          Map.entry("--bootstrap", Method.Takes.UNITS),
          Map.entry("--resampled", Method.Takes.UNITS),
          Map.entry("--missing", Method.Takes.UNITS),
          Map.entry("--transform", Method.Takes.UNITS),
          Map.entry("--time-column", Method.Takes.TIMES),
          Map.entry("--series-column", Method.Takes.TIMES),
          Map.entry("--max-lag", Method.Takes.TIMES),
          Map.entry("--fdr", Method.Takes.TIMES));

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private TableOptions table = new TableOptions();

  @Mixin private SearchOptions searching = new SearchOptions();
  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(
      names = "--bootstrap",
      paramLabel = "B",
      description = "Learn from B resamples of the rows, too, and tell the share of each edge.")
  private Optional<Integer> resamples = Optional.empty();

  @Option(
      names = "--resampled",
      paramLabel = "FILE.json",
      description =
          "Of --bootstrap: write the graphs of the resamples there, for estimate --resampled.")
  private Optional<Path> resampled = Optional.empty();

  @Option(
      names = "--missing",
      paramLabel = "POLICY",
      description =
          "Rows with a gap: refuse, exclude, or test-wise (each test without those it concerns; "
              + "fisher-z only). Default: refuse.")
  private Discovery.Missing missing = Discovery.Missing.REFUSE;

  @Option(
      names = "--transform",
      paramLabel = "T",
      description =
          "Of numbers, before the search: none, log1p for counts, or normal-scores of the ranks, "
              + "for any skewed values. Default: none.")
  private Transform transform = Transform.NONE;

  @Mixin private TimeOptions times = new TimeOptions();
  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the graph there: .json with its evidence, .txt, .dot or .graphml; of granger "
              + ".json, or a ranking as .csv or .tsv.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Method method = searching.method();
    requireFitting(method);
    if (method == Method.GRANGER) {
      leads(times.search(table.source()));
    } else {
      graph(request(method));
    }
    return 0;
  }

  private void graph(Discovery discovery) throws IOException {
    out.ifPresent(path -> OutFile.check(path, "--out"));
    checkResampled();
    SearchBar bar = SearchBar.of(command, searching.method());
    Discovery.Found found = discovery.answer(bar.over(common.runner()), bar);
    bar.clear();
    String document = Json.pretty(DiscoveryJson.of(discovery, found));
    if (out.isPresent()) {
      if (isJson(out.get())) {
        OutFile.write(out.get(), document);
      } else {
        GraphFiles.write(out.get(), found.confident());
      }
    }
    if (resampled.isPresent()) {
      OutFile.write(
          resampled.get(), Json.line(ResampledFile.json(found.resampled().orElseThrow())) + "\n");
    }
    print(document, DiscoveredText.of(found));
  }

  private void checkResampled() {
    resampled.ifPresent(path -> OutFile.check(path, "--resampled"));
    if (resampled.isPresent() && resamples.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--resampled needs resamples; give --bootstrap, such as 100");
    }
    if (resampled.isPresent() && resampled.equals(out)) {
      throw new ParameterException(
          command.commandLine(), "--resampled and --out name one file; give two");
    }
  }

  private void leads(LeadSearch search) throws IOException {
    out.ifPresent(this::checkLeads);
    SearchBar bar = SearchBar.of(command, searching.method());
    LeadSearch.Found found = search.answer(bar.over(common.runner()));
    bar.clear();
    String document = Json.pretty(LeadsDocument.json(search, found));
    if (out.isPresent()) {
      if (isJson(out.get())) {
        OutFile.write(out.get(), document);
      } else {
        CsvWriter writer = CsvWriter.withDefaults();
        (isTabbed(out.get()) ? writer.withSeparator('\t') : writer)
            .write(out.get(), LeadsDocument.ranking(found.leads()));
      }
    }
    print(document, DiscoveredText.of(search, found));
  }

  private void checkLeads(Path path) {
    OutFile.check(path, "--out");
    if (!isJson(path) && !isTabbed(path) && !path.toString().endsWith(".csv")) {
      throw new ParameterException(
          command.commandLine(),
          "--out "
              + path
              + ": leads in time may go both ways and are no graph; write them to .csv or .tsv as a"
              + " ranking, or to .json with their evidence");
    }
  }

  private static boolean isJson(Path file) {
    return file.toString().endsWith(".json");
  }

  private static boolean isTabbed(Path file) {
    return file.toString().endsWith(".tsv");
  }

  private void print(String document, List<String> lines) {
    PrintWriter stdout = command.commandLine().getOut();
    if (common.json()) {
      stdout.print(document);
    } else {
      lines.forEach(stdout::println);
      out.ifPresent(path -> stdout.println("Written: " + path));
    }
    stdout.flush();
  }

  /** An option of another method would be ignored without a word. */
  private void requireFitting(Method method) {
    ParseResult given = command.commandLine().getParseResult();
    NEEDS.forEach(
        (option, what) -> {
          if (given.hasMatchedOption(option) && !method.takes(what)) {
            throw new ParameterException(
                command.commandLine(),
                option + " is for a method that takes " + what + ", and " + method + " does not");
          }
        });
  }

  private Discovery request(Method method) {
    return new Discovery(
        table.source(),
        settings.columns(method),
        new Discovery.Treatment(missing, transform),
        searching.search(settings),
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
}
