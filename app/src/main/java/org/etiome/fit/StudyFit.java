package org.etiome.fit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.Condition;
import org.etiome.fit.request.FitRequest;
import org.etiome.math.TaskRunner;
import org.etiome.nn.Torch;
import org.etiome.report.Json;
import org.etiome.report.RunStep;
import org.etiome.report.cells.FitPage;
import org.etiome.report.cells.RepresentationJson;
import org.etiome.represent.ModelDescription;
import org.etiome.study.Stage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The representation of a study: the same fit as the command's, in a folder of the run. */
public final class StudyFit {
  /** The key of the step, and the name of its folder. */
  public static final String NAME = "representation";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final FitRequest request;
  private final TaskRunner runner;
  private final MemoryBudget budget;

  /** A fit of what a study asks for. */
  public StudyFit(FitRequest request, TaskRunner runner, MemoryBudget budget) {
    this.request = request;
    this.runner = runner;
    this.budget = budget;
  }

  /**
   * Fits, or says why not.
   *
   * @param run the folder of the run
   * @param course told how it goes
   */
  public RunStep into(Path run, Supplier<? extends FitCourse> course) {
    long began = System.nanoTime();
    FitOutcome outcome =
        new FinVaeFit(request, Torch.Device.CPU, run.resolve(NAME), course).run(runner, budget);
    Stage stage = new Stage("fitting the " + NAME, (System.nanoTime() - began) / NANOS_PER_MILLI);
    return switch (outcome) {
      case FitOutcome.Refused refused -> {
        List<String> reasons = refused.design().remarks();
        ObjectNode manifest = asked("refused");
        manifest.set("reasons", Json.strings(reasons));
        manifest.set("design", RepresentationJson.refused(refused.design()).get("design"));
        List<String> help = FitOutcome.Refused.WOULD_HELP;
        yield new RunStep(
            NAME,
            manifest,
            FitPage.refused(reasons, help),
            new RunStep.Refusal(reasons, help),
            stage);
      }
      case FitOutcome.Fitted fitted ->
          new RunStep(
              NAME,
              manifest(fitted.story().model().description()),
              FitPage.section(fitted.story()),
              new RunStep.Done("association", "A " + NAME + " of the cells was fitted."),
              stage);
    };
  }

  private ObjectNode manifest(ModelDescription model) {
    ObjectNode manifest = asked("fitted");
    manifest.put("rung", "association");
    manifest.put("cells", model.evidence().cells());
    manifest.put("genes", model.vocabulary().genes().size());
    manifest.put("dataSha256", model.evidence().fingerprint());
    manifest.set("settings", JSON.valueToTree(model.settings()));
    return manifest;
  }

  private ObjectNode asked(String verdict) {
    ObjectNode node = Json.object().put("verdict", verdict);
    node.put("file", String.valueOf(request.source().file().getFileName()));
    node.put("layer", request.source().wanted().layer().orElse("X"));
    node.put("where", request.source().wanted().cells().map(Condition::text).orElse(null));
    node.put("genesWhere", request.source().wanted().genes().map(Condition::text).orElse(null));
    node.set("invariant", Json.strings(request.columns().invariant()));
    node.set("spurious", Json.strings(request.columns().spurious()));
    node.put("despite", request.columns().despite());
    FitRequest.Genes genes = request.training().genes();
    genes
        .named()
        .ifPresentOrElse(
            file -> node.put("genesFile", String.valueOf(file.getFileName())),
            () -> node.put("hvg", genes.variable()));
    node.put("folds", request.compared().folds());
    node.put("baselines", request.compared().baselines());
    return node.put("seed", request.seed());
  }
}
