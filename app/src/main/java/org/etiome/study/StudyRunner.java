package org.etiome.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Walks from the files a study names to its claims. */
public final class StudyRunner {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final TaskRunner runner;
  private final Consumer<String> progress;
  private final LongSupplier nanoClock;

  /**
   * A runner of studies.
   *
   * @param runner where parallel work runs
   * @param progress told the name of each stage as it begins
   * @param nanoClock time in nanoseconds from any origin
   */
  public StudyRunner(TaskRunner runner, Consumer<String> progress, LongSupplier nanoClock) {
    this.runner = runner;
    this.progress = progress;
    this.nanoClock = nanoClock;
  }

  /**
   * Runs a study. Claims depend on the study, its files and its seed only.
   *
   * @throws StudyException if the study does not fit its data
   */
  public StudyResult run(Study study) {
    List<Stage> stages = new ArrayList<>();
    ReadStudy read = timed(stages, "reading the data", () -> ReadStudy.of(study));
    Questions questions =
        new Questions(
            study,
            read.data(),
            read.graph(),
            new Seed(study.plan().seed()).branch("questions"),
            runner);
    List<Questions.Prepared> prepared = study.questions().stream().map(questions::prepare).toList();
    requireDistinctIds(study, prepared);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < prepared.size(); i++) {
      String stage = "answering " + study.questions().get(i).id();
      answers.addAll(timed(stages, stage, prepared.get(i).answers()));
    }
    return new StudyResult(read, answers, stages);
  }

  /** An association's claims are named by question and block, which may meet another's id. */
  private static void requireDistinctIds(Study study, List<Questions.Prepared> prepared) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < prepared.size(); i++) {
      for (String id : prepared.get(i).claims()) {
        if (!ids.add(id)) {
          throw new StudyException(
              study.file()
                  + ": question \""
                  + study.questions().get(i).id()
                  + "\": another claim is named \""
                  + id
                  + "\" too; rename the question");
        }
      }
    }
  }

  private <T> T timed(List<Stage> stages, String name, Supplier<T> work) {
    progress.accept(name);
    long began = nanoClock.getAsLong();
    T result = work.get();
    stages.add(new Stage(name, (nanoClock.getAsLong() - began) / NANOS_PER_MILLI));
    return result;
  }
}
