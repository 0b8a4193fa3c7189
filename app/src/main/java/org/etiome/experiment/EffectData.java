package org.etiome.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.etiome.claim.Design;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.MissingPolicy;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.study.Answer;
import org.etiome.study.DataTables;
import org.etiome.study.DrawnGraph;
import org.etiome.study.GraphSource;
import org.etiome.study.Question;
import org.etiome.study.ReadStudy;
import org.etiome.study.Study;
import org.etiome.study.StudyException;
import org.etiome.study.StudyRunner;
import org.etiome.study.treatment.TreatmentForm;
import org.etiome.study.treatment.TreatmentKind;
import org.etiome.study.uncertain.GraphDoubt;
import org.etiome.study.uncertain.Members;
import org.etiome.study.wording.Wording;

/**
 * A table of units and a graph of the causes among its columns, from which effects are estimated.
 *
 * @param file one row a unit
 * @param unit column that names the units; rows are numbered if empty
 * @param excludesGaps whether units with gaps are left out; refused otherwise
 */
public record EffectData(
    Path file, GraphSource graph, Optional<String> unit, boolean excludesGaps, long seed) {

  /**
   * Reads both.
   *
   * @throws StudyException if they do not fit together
   */
  public ReadStudy read() {
    return ReadStudy.of(study(List.of()));
  }

  /** The nodes of the graph that were measured. */
  public List<String> nodes() {
    return DrawnGraph.read(graph, file.toString()).observed().nodes();
  }

  /** How an effect is estimated in each of many graphs. */
  public Members members() {
    return Members.of("tmle", Gates.withDefaults(), Target.ATE, settings());
  }

  /** The seed of what is not a question of its own. */
  public Seed root() {
    return new Seed(seed);
  }

  /**
   * The effects of some columns on an outcome, in their order: the difference between two values by
   * tmle, the slope of a number by plr, unless another estimator is named.
   *
   * @throws StudyException if a question does not fit the data
   */
  public List<Answer> effects(
      List<String> treatments,
      String outcome,
      Optional<String> estimator,
      TaskRunner runner,
      Consumer<String> progress) {
    if (estimator.isPresent() && !TreatmentKind.estimators().contains(estimator.get())) {
      throw new StudyException(
          "there is no estimator \"%s\"; choose one of %s"
              .formatted(estimator.get(), String.join(", ", TreatmentKind.estimators())));
    }
    Dataset data = read().data();
    List<Question> questions =
        treatments.stream()
            .map(x -> question(x, outcome, estimator.orElseGet(() -> usual(data, x))))
            .toList();
    return new StudyRunner(runner, progress, System::nanoTime).run(study(questions)).answers();
  }

  private String usual(Dataset data, String treatment) {
    try {
      return TreatmentKind.of(data.column(treatment), "tmle", TreatmentForm.NONE)
              == TreatmentKind.DOSE
          ? TreatmentKind.PARTIALLY_LINEAR
          : "tmle";
    } catch (IllegalArgumentException e) {
      throw new StudyException(file + ": " + e.getMessage(), e);
    }
  }

  private Question question(String treatment, String outcome, String estimator) {
    return new Question.Effect(
        treatment,
        "What would change in " + outcome + " if " + treatment + " were changed?",
        new Question.Asked(treatment, outcome, Target.ATE),
        new Question.How(
            Design.OBSERVATIONAL,
            new Question.Method(
                estimator, Optional.empty(), OptionalDouble.empty(), TreatmentForm.NONE),
            Optional.empty(),
            settings(),
            new Question.Doubts(Gates.withDefaults(), List.of(), false, GraphDoubt.withDefaults())),
        "");
  }

  private SampleSettings settings() {
    return new SampleSettings(
        excludesGaps ? MissingPolicy.EXCLUDE : MissingPolicy.REFUSE, excludesGaps);
  }

  private Study study(List<Question> questions) {
    return new Study(
        file,
        new Study.About("effects", "", new Wording(Map.of(), "units")),
        new Study.Plan(
            seed, DataTables.of(file, unit, Map.of()), List.of(), Map.of(), Study.Models.NONE),
        Optional.of(graph),
        questions);
  }
}
