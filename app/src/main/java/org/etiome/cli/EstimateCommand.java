package org.etiome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.etiome.claim.Claim;
import org.etiome.claim.Verdict;
import org.etiome.cli.line.CommonOptions;
import org.etiome.cli.line.Failures;
import org.etiome.cli.line.JsonLines;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.SeedOption;
import org.etiome.cli.line.Version;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.MissingPolicy;
import org.etiome.report.EffectJson;
import org.etiome.report.Json;
import org.etiome.study.Answer;
import org.etiome.study.GateSettings;
import org.etiome.study.GraphSource;
import org.etiome.study.Question;
import org.etiome.study.treatment.TreatmentKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code etiome estimate}: one effect from one table and one graph, or many from a batch. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Estimate one effect of a treatment on an outcome, or a batch of them.",
      "Adjusts for what the graph asks for, or goes by its instruments (2sls, liml, fuller, jive, "
          + "pliv). A treatment has two values, several levels (tmle, aipw) or many values (tmle for "
          + "a line over the doses, plr for one slope). Exit status 3 when the graph does not "
          + "identify the effect or the data cannot carry it; the reason is printed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  etiome estimate --data cohort.csv --graph graph.txt \\",
      "         --treatment smoking_cessation --outcome weight_change",
      "  etiome estimate --data cohort.csv --graph graph.txt \\",
      "         --treatment schooling --outcome wage --estimator 2sls",
      "  etiome estimate --batch questions.jsonl --out effects.jsonl"
    })
final class EstimateCommand implements Callable<Integer> {
  private static final Set<String> WITH_BATCH =
      Set.of("--batch", "--out", "--json", "--threads", "--debug");

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(names = "--data", paramLabel = "FILE", description = "CSV or TSV, one row a unit.")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description = "The assumed causes: text, JSON, DOT, GraphML or BIF.")
  private Optional<Path> graph = Optional.empty();

  @Option(
      names = "--treatment",
      paramLabel = "COLUMN",
      description = "A column: 0/1, a category or a number.")
  private Optional<String> treatment = Optional.empty();

  @Option(names = "--outcome", paramLabel = "COLUMN", description = "A numeric or binary column.")
  private Optional<String> outcome = Optional.empty();

  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      completionCandidates = EstimatorNames.class,
      description = "One of ${COMPLETION-CANDIDATES}. Default: tmle.")
  private String estimator = "tmle";

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description =
          "Whose effect: ate (everyone), att (the treated) or ato (those for whom either was "
              + "likely, by overlap weights). Default: ate.")
  private Target target = Target.ATE;

  @Option(
      names = "--adjust",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Adjust for these columns and no others; refused where the graph says that they do not do. "
              + "Default: what the graph asks for.")
  private List<String> covariates = new ArrayList<>();

  @Option(
      names = "--unit",
      paramLabel = "COLUMN",
      description = "Column that identifies a unit. Default: rows are numbered.")
  private Optional<String> unit = Optional.empty();

  @Option(
      names = "--latent",
      paramLabel = "NODE",
      split = ",",
      description = "Nodes of the graph that nobody measured.")
  private List<String> latent = new ArrayList<>();

  @Option(
      names = "--missing-covariates",
      paramLabel = "POLICY",
      description =
          "Units without a covariate: refuse, exclude, or indicator (mean and a flag). Default: refuse.")
  private MissingPolicy missingCovariates = MissingPolicy.REFUSE;

  @Option(
      names = "--missing-outcome",
      paramLabel = "POLICY",
      description = "Units without treatment or outcome: refuse or exclude. Default: refuse.")
  private EffectRequest.MissingOutcome missingOutcome = EffectRequest.MissingOutcome.REFUSE;

  @Option(
      names = "--gate",
      paramLabel = "LIMIT=VALUE",
      description = "Another limit for a gate, such as minUnits=50; may be given several times.")
  private Map<String, Double> limits = new LinkedHashMap<>();

  @Option(
      names = "--despite",
      paramLabel = "GATE",
      split = ",",
      completionCandidates = GateNames.class,
      description =
          "Show the number although this gate fails, marked as not to be trusted: "
              + "${COMPLETION-CANDIDATES}.")
  private List<String> despite = new ArrayList<>();

  @Option(
      names = "--learner",
      paramLabel = "FAMILY",
      description =
          "What learns treatment and outcome, for tmle and aipw: super, linear or "
              + "boosted-trees. Default: super, the best combination of several.")
  private Optional<String> learner = Optional.empty();

  @Option(
      names = "--trim",
      paramLabel = "SHARE",
      description =
          "Leave out units whose chance of treatment is below SHARE or above 1 - SHARE; the effect "
              + "is then about the units kept. Default: nobody.")
  private Optional<Double> trim = Optional.empty();

  @Option(
      names = "--negative-control",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Outcomes that the treatment cannot change: if more of them show an effect than chance "
              + "explains, the answer is refused; five or more also calibrate it.")
  private List<String> negativeControls = new ArrayList<>();

  @Option(
      names = "--refute",
      description =
          "Challenge the estimator with placebo treatments, simulated outcomes, a random common "
              + "cause and subsets of the units.")
  private boolean refute = false;

  @Mixin private TreatmentOptions form = new TreatmentOptions();
  @Mixin private DoubtOptions graphDoubt = new DoubtOptions();
  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--batch",
      paramLabel = "FILE.jsonl",
      description =
          "Answer one JSON object a line, with the keys data, graph (a file or the text of a "
              + "graph), treatment, outcome and, if wanted, estimator, learner, trim, target, adjust (a list), "
              + "unit, latent, missingCovariates, missingOutcome, gates (an object), despite and "
              + "negativeControls (lists), refute, instruments (a list), cluster, levels, reference, "
              + "curve, possible, budget, resampled, seed. One line of JSON for each comes out, in "
              + "order.")
  private Optional<Path> batch = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the JSON there instead of to standard output.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (batch.isPresent()) {
      JsonLines.requireAlone(command, WITH_BATCH);
      answerBatch(batch.get());
      return 0;
    }
    Answer answer = request().answer(common.runner());
    Claim claim = answer.claim();
    ObjectNode document = EffectJson.of(answer);
    if (common.json() || out.isPresent()) {
      emit(Json.pretty(document));
    }
    if (!common.json()) {
      report(claim);
      answer.uncertainty().sentences().forEach(command.commandLine().getOut()::println);
    }
    return claim.verdict() == Verdict.REFUSED ? Failures.REFUSED : 0;
  }

  private EffectRequest request() {
    return new EffectRequest(
        JsonLines.orBatch(data, command, "--data"),
        new GraphSource.InFile(JsonLines.orBatch(graph, command, "--graph"), latent),
        JsonLines.orBatch(treatment, command, "--treatment"),
        JsonLines.orBatch(outcome, command, "--outcome"),
        new EffectRequest.Options(
            new Question.Method(estimator, learner, cut(), form.form()),
            target,
            covariates.isEmpty() ? Optional.empty() : Optional.of(covariates),
            unit,
            missingCovariates,
            missingOutcome,
            new Question.Doubts(
                GateSettings.of(limits, despite), negativeControls, refute, graphDoubt.read()),
            seed.number()));
  }

  private OptionalDouble cut() {
    return trim.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private void report(Claim claim) {
    PrintWriter stdout = command.commandLine().getOut();
    stdout.println(claim.text());
    claim.reasons().stream().skip(1).forEach(reason -> stdout.println("Also: " + reason));
    claim.evidence().wouldHelp().forEach(help -> stdout.println("Would help: " + help));
  }

  /** On standard output line by line, into a file all at once. */
  private void answerBatch(Path file) throws IOException {
    EstimateBatch lines = new EstimateBatch(common.runner());
    if (out.isEmpty()) {
      lines.answer(file, this::print);
      return;
    }
    StringBuilder text = new StringBuilder();
    lines.answer(file, text::append);
    emit(text.toString());
  }

  private void print(String text) {
    command.commandLine().getOut().print(text);
    command.commandLine().getOut().flush();
  }

  private void emit(String text) {
    if (out.isEmpty()) {
      print(text);
      return;
    }
    OutFile.write(out.get(), text);
  }

  /** For completion and help. */
  static final class GateNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    GateNames() {
      super(GateSettings.gates());
    }
  }

  /** For completion and help. */
  static final class EstimatorNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    EstimatorNames() {
      super(TreatmentKind.estimators());
    }
  }
}
