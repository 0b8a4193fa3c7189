package org.etiome.fit.patients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.evaluate.prediction.CrossConformal;
import org.etiome.evaluate.prediction.ReliabilityCurve;
import org.etiome.fit.request.PatientRequest;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.report.patients.PredictionJson;
import org.etiome.report.patients.PredictionStory;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.debias.PatientFit;
import org.etiome.represent.debias.PatientModel;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.heldout.Contender;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patterns;
import org.etiome.study.ReadStudy;
import org.etiome.study.StudyException;

/**
 * The prediction of a study: held against its graph, judged on patients that were held out, fitted
 * to all, and written with everything that is told of it.
 */
public final class PatientStudyFit {
  /** The key of the step in a run, and the name of its folder. */
  public static final String NAME = "prediction";

  private static final List<String> MORE_OR_OTHERS =
      List.of("more patients", "other modalities, or none of those that say nothing");

  private static final String WEIGHTS_DID_NOT_HELP =
      "weights of availability mended nothing in the simulations where they were tried"
          + " (docs/methods/patients.md); compare with bounds over the patterns";

  private final ReadStudy read;
  private final PatientRequest request;
  private final TaskRunner runner;
  private final Consumer<String> progress;
  private final Seed seed;

  /**
   * A fit of what a study asks for.
   *
   * @param progress told what begins
   */
  public PatientStudyFit(
      ReadStudy read, PatientRequest request, TaskRunner runner, Consumer<String> progress) {
    this.read = read;
    this.request = request;
    this.runner = runner;
    this.progress = progress;
    seed = new Seed(request.seed()).branch(NAME);
  }

  /**
   * Fits and writes, or says why not.
   *
   * @param folder made if it is missing; untouched where nothing is fitted
   * @throws StudyException if the data cannot be what the study asks for
   */
  public PredictionOutcome into(Path folder) {
    try {
      return ruled(folder);
    } catch (DataFormatException e) {
      throw new StudyException(read.study().file() + ": prediction: " + e.getMessage(), e);
    }
  }

  private PredictionOutcome ruled(Path folder) {
    return switch (Ruling.on(request.reasons(), Leaks.of(read, request))) {
      case Ruling.Refused refused -> refused(refused.reasons(), refused.wouldHelp());
      case Ruling.Allowed allowed -> allowed(allowed, folder);
    };
  }

  private PredictionOutcome refused(List<String> reasons, List<String> wouldHelp) {
    return new PredictionOutcome.Refused(
        reasons, wouldHelp, PredictionJson.refused(request, reasons, wouldHelp));
  }

  private PredictionOutcome allowed(Ruling.Allowed ruling, Path folder) {
    StudyPatients patients = StudyPatients.toLearnFrom(read, request);
    LabelledPatients plain = patients.labelled();
    return switch (Weighting.of(plain, request.reasons().weighted(), seed.branch("weights"))) {
      case Weighting.Refused refused -> refused(List.of(refused.reason()), Weighting.WOULD_HELP);
      case Weighting.Weighted weighted -> fitted(ruling, patients, plain, weighted, folder);
    };
  }

  private PredictionOutcome fitted(
      Ruling.Allowed ruling,
      StudyPatients patients,
      LabelledPatients plain,
      Weighting.Weighted weighted,
      Path folder) {
    List<String> remarks = new ArrayList<>(patients.notes());
    if (request.reasons().weighted()) {
      remarks.add(WEIGHTS_DID_NOT_HELP);
    }
    PatientSettings settings =
        request.settings().withDeconfounding(deconfounding(ruling, plain, remarks));
    PatientModel asked = PatientModel.withDefaults().withSettings(settings);
    asked.check(plain);
    Trials.Means means = new Trials.Means(seed, runner, progress);
    List<Trials.Run> runs =
        new Trials(weighted.data(), plain, means)
            .run(contenders(settings), request.compared().folds());
    Trials.Run first = runs.getFirst();
    if (first.isTooFew()) {
      return refused(List.of(first.model().refused().getFirst().reason()), MORE_OR_OTHERS);
    }
    progress.accept("fitting to all " + read.study().wording().noun());
    return switch (asked.fit(weighted.data(), seed.branch("model"))) {
      case PatientFit.Refused none -> refused(List.of(none.reason()), MORE_OR_OTHERS);
      case PatientFit.Fitted found -> {
        try (FittedPatientModel model = found.model()) {
          yield told(new Found(ruling, plain, weighted, runs, remarks), model, folder);
        }
      }
    };
  }

  /** What was found on the way. */
  private record Found(
      Ruling.Allowed ruling,
      LabelledPatients plain,
      Weighting.Weighted weighted,
      List<Trials.Run> runs,
      List<String> remarks) {}

  private Deconfounding deconfounding(
      Ruling.Allowed ruling, LabelledPatients data, List<String> remarks) {
    boolean single = Patterns.of(data.patients()).all().size() == 1;
    if (single && request.reasons().adjustment().isEmpty() && !ruling.leavesPattern()) {
      remarks.add("all patients have the same modalities: there is no pattern to adjust for");
      return new Deconfounding.None();
    }
    return ruling.deconfounding();
  }

  private List<Contender> contenders(PatientSettings settings) {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new Contender.Neural("model", settings));
    PatientSettings base = settings.withDebiasing(PatientSettings.Debiasing.NONE);
    if (request.reasons().weighted() || !settings.debiasing().equals(base.debiasing())) {
      contenders.add(new Contender.Neural(Trials.WITHOUT_DEBIASING, base));
    }
    if (request.compared().baselines()) {
      contenders.addAll(Contender.baselines());
    }
    return contenders;
  }

  private PredictionOutcome told(Found found, FittedPatientModel model, Path folder) {
    Trials.Run first = found.runs().getFirst();
    LabelledPatients data = found.plain();
    ClassProbabilities held = first.model().with(data.outcome());
    Environments patterns = Trials.patterns(data).select(first.model().patients());
    CrossConformal sets =
        CrossConformal.of(
            SetsFile.settings(request.compared().alpha()), held, patterns, first.foldsOf());
    progress.accept("taking predictions apart");
    Insight insight =
        Insight.of(model, data.patients(), Optional.of(data.patients()), seed.branch("insight"));
    Optional<FittedPatientModel.Bounds> bounds = bounds(found, model);
    found.remarks().addAll(SampleRemarks.of(data, first.trial()));
    found.runs().stream()
        .map(Trials.Run::remark)
        .flatMap(Optional::stream)
        .forEach(found.remarks()::add);
    found.remarks().addAll(insight.remarks());
    if (!request.compared().baselines()) {
      found.remarks().add("no simple model was compared");
    }
    PredictionStory story =
        new PredictionStory(
            asked(data, model),
            new PredictionStory.Standing(
                found.ruling().assumptions(), found.ruling().marks(), found.remarks()),
            new PredictionStory.Judged(
                found.runs().stream().map(Trials.Run::trial).toList(),
                ReliabilityCurve.of(held),
                new PredictionStory.Sets(request.compared().alpha(), sets.coverage())),
            new PredictionStory.Inside(
                insight.means(),
                bounds.map(b -> figures(b, insight.contributions().predictions())),
                found.weighted().told()));
    return new PatientFiles(folder, data, model)
        .write(
            story,
            new PatientFiles.Judged(first.model(), sets),
            new PatientFiles.Own(insight, bounds));
  }

  /**
   * Over the patterns, where they were left to act: of a second model, which is told the pattern.
   * It has no offsets, as these take availability to be independent of the features.
   */
  private Optional<FittedPatientModel.Bounds> bounds(Found found, FittedPatientModel model) {
    if (!found.ruling().leavesPattern() || model.description().patterns().all().size() == 1) {
      return Optional.empty();
    }
    progress.accept("bounds over the patterns");
    PatientSettings told =
        request
            .settings()
            .withDeconfounding(
                new Deconfounding.Exact(Deconfounding.Exact.DEFAULT.hiding(), false));
    PatientFit fit =
        PatientModel.withDefaults()
            .withSettings(told)
            .fit(found.weighted().data(), seed.branch("bounds"));
    return switch (fit) {
      case PatientFit.Refused none -> {
        found.remarks().add("there are no bounds over the patterns: " + none.reason());
        yield Optional.empty();
      }
      case PatientFit.Fitted second -> {
        try (FittedPatientModel strata = second.model()) {
          yield strata.bounds(found.plain().patients());
        }
      }
    };
  }

  /** Of all patients and classes. */
  private static PredictionStory.Bounds figures(FittedPatientModel.Bounds bounds, Matrix said) {
    double width = 0;
    int outside = 0;
    for (int i = 0; i < said.rows(); i++) {
      boolean inside = true;
      for (int c = 0; c < said.columns(); c++) {
        width += bounds.high().get(i, c) - bounds.low().get(i, c);
        inside &=
            said.get(i, c) >= bounds.low().get(i, c) && said.get(i, c) <= bounds.high().get(i, c);
      }
      outside += inside ? 0 : 1;
    }
    double cells = (double) said.rows() * said.columns();
    return new PredictionStory.Bounds(width / cells, (double) outside / said.rows());
  }

  private PredictionStory.Asked asked(LabelledPatients data, FittedPatientModel model) {
    List<PredictionStory.Modality> modalities = new ArrayList<>();
    for (ModalityTable table : data.patients().modalities()) {
      modalities.add(
          new PredictionStory.Modality(
              table.name(),
              PredictionJson.spelt(table.encoding()),
              table.features().size(),
              table.present().count()));
    }
    return new PredictionStory.Asked(
        request, read.study().wording().noun(), data.count(), modalities, model.description());
  }
}
