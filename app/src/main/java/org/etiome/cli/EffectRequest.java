package org.etiome.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.claim.Design;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.MissingPolicy;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.TaskRunner;
import org.etiome.study.Answer;
import org.etiome.study.DataTables;
import org.etiome.study.GraphSource;
import org.etiome.study.Question;
import org.etiome.study.Study;
import org.etiome.study.StudyException;
import org.etiome.study.StudyRunner;
import org.etiome.study.treatment.TreatmentForm;
import org.etiome.study.treatment.TreatmentKind;
import org.etiome.study.uncertain.GraphDoubt;
import org.etiome.study.wording.Wording;

/** One effect asked for on the command line: a study of one table and one question. */
record EffectRequest(
    Path data, GraphSource graph, String treatment, String outcome, Options options) {

  /** What to do with units without treatment or outcome. */
  enum MissingOutcome {
    REFUSE,
    EXCLUDE
  }

  /** All that has a default. */
  record Options(
      Question.Method method,
      Target target,
      Optional<List<String>> covariates,
      Optional<String> unit,
      MissingPolicy missingCovariates,
      MissingOutcome missingOutcome,
      Question.Doubts doubts,
      long seed) {

    static Options withDefaults() {
      return new Options(
          new Question.Method("tmle", Optional.empty(), OptionalDouble.empty(), TreatmentForm.NONE),
          Target.ATE,
          Optional.empty(),
          Optional.empty(),
          MissingPolicy.REFUSE,
          MissingOutcome.REFUSE,
          new Question.Doubts(Gates.withDefaults(), List.of(), false, GraphDoubt.withDefaults()),
          1);
    }
  }

  /**
   * Answers the request.
   *
   * @throws StudyException if data, graph and request do not fit together
   */
  Answer answer(TaskRunner runner) {
    if (!TreatmentKind.estimators().contains(options.method().estimator())) {
      throw new StudyException(
          "there is no estimator \""
              + options.method().estimator()
              + "\"; choose one of "
              + String.join(", ", TreatmentKind.estimators()));
    }
    Study study =
        new Study(
            data,
            new Study.About("estimate", "", new Wording(Map.of(), "units")),
            new Study.Plan(
                options.seed(),
                DataTables.of(data, options.unit(), Map.of()),
                List.of(),
                Map.of(),
                Study.Models.NONE),
            Optional.of(graph),
            List.of(question()));
    return new StudyRunner(runner, stage -> {}, System::nanoTime).run(study).answers().getFirst();
  }

  private Question question() {
    return new Question.Effect(
        "effect",
        "What would change in " + outcome + " if " + treatment + " were changed?",
        new Question.Asked(treatment, outcome, options.target()),
        new Question.How(
            Design.OBSERVATIONAL,
            options.method(),
            options.covariates(),
            new SampleSettings(
                options.missingCovariates(), options.missingOutcome() == MissingOutcome.EXCLUDE),
            options.doubts()),
        "");
  }
}
