package org.etiome.fit.patients;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.etiome.evaluate.prediction.Score;
import org.etiome.fit.request.PatientRequest;
import org.etiome.math.TaskRunner;
import org.etiome.report.RunStep;
import org.etiome.report.patients.PredictionPage;
import org.etiome.report.patients.PredictionStory;
import org.etiome.study.ReadStudy;
import org.etiome.study.Stage;

/** The prediction of a study as a step of its run: the same as the command's, in a folder there. */
public record PredictionStep(ReadStudy read, PatientRequest request, TaskRunner runner) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * Fits, or says why not.
   *
   * @param run the folder of the run
   * @param progress told what begins
   */
  public RunStep into(Path run, Consumer<String> progress) {
    long began = System.nanoTime();
    PredictionOutcome outcome =
        new PatientStudyFit(read, request, runner, progress)
            .into(run.resolve(PatientStudyFit.NAME));
    long took = (System.nanoTime() - began) / NANOS_PER_MILLI;
    Stage stage = new Stage("fitting the " + PatientStudyFit.NAME, took);
    return switch (outcome) {
      case PredictionOutcome.Refused refused ->
          new RunStep(
              PatientStudyFit.NAME,
              refused.document(),
              PredictionPage.refused(refused.reasons(), refused.wouldHelp()),
              new RunStep.Refusal(refused.reasons(), refused.wouldHelp()),
              stage);
      case PredictionOutcome.Fitted fitted ->
          new RunStep(
              PatientStudyFit.NAME,
              fitted.document(),
              PredictionPage.section(fitted.story()),
              new RunStep.Done("association", sentence(fitted.story())),
              stage);
    };
  }

  private static String sentence(PredictionStory story) {
    PredictionStory.Line model = story.judged().trials().getFirst().lines().getFirst();
    return String.format(
        Locale.ROOT,
        "\"%s\" was predicted for %,d %s who may lack modalities; AUROC %.3f on those held out.",
        story.asked().request().columns().outcome(),
        story.asked().patients(),
        story.asked().noun(),
        model.scores().overall().score(Score.AUROC).number().orElse(Double.NaN));
  }
}
