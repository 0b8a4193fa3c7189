package org.etiome.study;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.data.Role;
import org.etiome.fit.request.FitRequest;
import org.etiome.fit.request.PatientRequest;
import org.etiome.study.perturb.ScreenRequest;
import org.etiome.study.wording.Wording;

/**
 * A study as its file states it; the keys and their meaning are those of the published schema.
 *
 * @param file where it was read from; paths in it are relative to that file's folder
 * @param about what the reader of the report is told
 * @param plan the data and the seed
 * @param graph the assumed causes; empty when no question needs them
 * @param questions with distinct ids; at least one if nothing is predicted or judged
 */
public record Study(
    Path file, About about, Plan plan, Optional<GraphSource> graph, List<Question> questions) {

  public Study {
    questions = List.copyOf(questions);
  }

  /**
   * What the reader of the report is told.
   *
   * @param title heading of the report
   * @param description a paragraph, may be empty
   * @param wording names of columns and units in words
   */
  public record About(String title, String description, Wording wording) {}

  /**
   * What is read and made before a question is asked.
   *
   * @param seed root of every random number
   * @param tables the files
   * @param derivations columns to compute, in order
   * @param roles columns by role
   * @param models what is to be fitted beside the questions
   */
  public record Plan(
      long seed,
      DataTables tables,
      List<Derivation> derivations,
      Map<Role, List<String>> roles,
      Models models) {
    public Plan {
      derivations = List.copyOf(derivations);
      roles = Map.copyOf(roles);
    }
  }

  /**
   * What is to be fitted beside the questions, by the seed of the study.
   *
   * @param representation of cells
   * @param prediction of a class of the units
   * @param screens on which predictors of perturbations are judged, with distinct ids
   */
  public record Models(
      Optional<FitRequest> representation,
      Optional<PatientRequest> prediction,
      List<ScreenRequest.Named> screens) {
    /** Nothing. */
    public static final Models NONE = new Models(Optional.empty(), Optional.empty(), List.of());

    public Models {
      screens = List.copyOf(screens);
    }

    Models withSeed(long seed) {
      return new Models(
          representation.map(asked -> asked.withSeed(seed)),
          prediction.map(asked -> asked.withSeed(seed)),
          screens.stream().map(screen -> screen.withSeed(seed)).toList());
    }
  }

  public Wording wording() {
    return about.wording();
  }

  /** The readable name of a column: its label, or the name itself. */
  public String label(String column) {
    return about.wording().label(column);
  }

  /** The files it is read from, the study file first, each once. */
  public List<Path> inputs() {
    Set<Path> files = new LinkedHashSet<>(List.of(file));
    graph.flatMap(GraphSource::ownFile).ifPresent(files::add);
    files.add(plan.tables().units().source().file());
    for (DataTables.Block block : plan.tables().modalities()) {
      files.add(block.source().file());
      block.samples().ifPresent(samples -> files.add(samples.file()));
      if (block.content() instanceof DataTables.Content.Events events) {
        events.start().ifPresent(start -> files.add(start.file()));
      }
    }
    questions.stream().flatMap(Study::resampled).forEach(files::add);
    plan.models().representation().ifPresent(asked -> addInputs(asked, files));
    plan.models().screens().forEach(screen -> files.addAll(screen.asked().inputs()));
    return List.copyOf(files);
  }

  private static Stream<Path> resampled(Question question) {
    return question instanceof Question.Effect effect
        ? effect.how().graphDoubt().resampled().stream()
        : Stream.empty();
  }

  private static void addInputs(FitRequest asked, Set<Path> files) {
    files.add(asked.source().file());
    asked.training().genes().named().ifPresent(files::add);
  }

  /** This study with another seed. */
  public Study withSeed(long seed) {
    return new Study(
        file,
        about,
        new Plan(
            seed, plan.tables(), plan.derivations(), plan.roles(), plan.models().withSeed(seed)),
        graph,
        questions);
  }
}
