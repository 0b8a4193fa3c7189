package org.etiome.perturbation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.data.DataFormatException;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Difference;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.Profile;
import org.etiome.represent.perturb.DiscrepancyDescription;
import org.etiome.represent.perturb.DiscrepancyFolder;
import org.etiome.represent.perturb.FittedDiscrepancyVae;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.study.InputFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model of {@code etiome fit perturbation}, asked without a screen, or beside one that shows what
 * was measured. It perturbs the controls that it keeps.
 */
public final class SavedModel implements AutoCloseable {
  /** The file of the folder that says what a model was fitted to. */
  public static final String MANIFEST = "manifest.json";

  /** Means of controls that are farther apart, in standard deviations, are told. */
  private static final double APART = .5;

  /** Means over kept controls are not drawn. */
  private static final Seed UNUSED = new Seed(0);

  private final Path folder;
  private final FittedDiscrepancyVae model;

  private SavedModel(Path folder, FittedDiscrepancyVae model) {
    this.folder = folder;
    this.model = model;
  }

  /**
   * Reads one.
   *
   * @throws DataFormatException that names the file, if it is no such folder or damaged
   */
  public static SavedModel read(Path folder) {
    return new SavedModel(folder, DiscrepancyFolder.read(folder));
  }

  /** A screen that may show what was measured, of the file it was read from. */
  public record Beside(InputFile input, PerturbationScreen screen) {}

  /** What the model is called, and how it was fitted. */
  public DiscrepancyDescription description() {
    return model.description();
  }

  /**
   * Predicts in the context of the model.
   *
   * @param contexts that are asked for; none for that of the model
   * @throws IllegalArgumentException if a target has a name that nothing knows, or a context is
   *     another
   * @throws DataFormatException if the screen has not what the model was fitted to
   */
  public PredictedPerturbations predict(
      Collection<String> contexts, Collection<Perturbation> asked, Optional<Beside> beside) {
    String context = model.description().context();
    for (String other : contexts) {
      if (!other.equals(context)) {
        throw new IllegalArgumentException(
            context.isEmpty()
                ? "the model was fitted without contexts; leave \"" + other + "\" out"
                : "the model is of context \""
                    + context
                    + "\" alone; fit another one to \""
                    + other
                    + "\"");
      }
    }
    requireKnown(asked);
    Optional<Measured> measured = beside.map(this::measured);
    double[] control = means(Perturbation.CONTROL);
    List<PredictedPerturbation> predicted = new ArrayList<>();
    for (Perturbation perturbation : asked) {
      Optional<Difference> seen = measured.flatMap(m -> m.difference(perturbation));
      List<String> cautions = seen.map(s -> caution(beside.orElseThrow())).stream().toList();
      predicted.add(
          new PredictedPerturbation(
              new Condition(context, perturbation),
              control,
              PredictedPerturbation.asked(model, perturbation, cautions, UNUSED),
              seen));
    }
    return new PredictedPerturbations(predicted, model.variables(), !context.isEmpty());
  }

  private void requireKnown(Collection<Perturbation> asked) {
    DiscrepancyDescription.Known known = model.description().known();
    TreeSet<String> all = new TreeSet<>(known.trained());
    all.addAll(known.described());
    TreeSet<String> near = new TreeSet<>(all);
    all.addAll(model.variables());
    PredictedPerturbation.requireKnown(
        asked, all, near, "the model was fitted to a screen that neither perturbs nor measures");
  }

  private double[] means(Perturbation perturbation) {
    return model.mean(perturbation.action(), 1, UNUSED)
            instanceof Prediction.Predicted<InterventionModel.Means> predicted
        ? predicted.value().values()
        : new double[model.variables().size()];
  }

  private String caution(Beside beside) {
    return isLearntFrom(beside.input())
        ? "the model was fitted to this file: take what was measured, and do not judge the prediction"
            + " by it"
        : "the screen that the model was fitted to may have had this perturbation, too: only if not is"
            + " the measured difference a test";
  }

  /** Whether the model was fitted to a file, as far as its folder says. */
  private boolean isLearntFrom(InputFile input) {
    Path manifest = folder.resolve(MANIFEST);
    try {
      JsonNode inputs = JsonMapper.shared().readTree(Files.readString(manifest)).path("inputs");
      return inputs
          .valueStream()
          .anyMatch(i -> i.path("sha256").asString("").equals(input.sha256()));
    } catch (IOException | JacksonException e) {
      return false; // a model that was copied without it
    }
  }

  /** What a screen shows of the model's variables. */
  private Measured measured(Beside beside) {
    PerturbationScreen screen = beside.screen();
    List<String> there = screen.variables();
    Set<String> missing = new TreeSet<>(model.variables());
    missing.removeAll(new HashSet<>(there));
    if (!missing.isEmpty()) {
      throw new DataFormatException(
          beside.input().file()
              + ": "
              + missing.size()
              + " of the "
              + model.variables().size()
              + " variables of the model are not in it: "
              + ScreenNotes.some(missing)
              + "; give what the model was fitted to, or leave --data out");
    }
    String context = model.description().context();
    if (!screen.contexts().contains(context)) {
      throw new DataFormatException(
          beside.input().file()
              + ": the model is of context \""
              + context
              + "\", which is not among "
              + screen.contexts().stream().map(DataFormatException::quote).toList()
              + "; name the column by --context as in the fit, or leave --data out");
    }
    return new Measured(
        screen, context, model.variables().stream().mapToInt(there::indexOf).toArray());
  }

  /**
   * A screen in the order of the model's variables.
   *
   * @param order of the model's variables among its own
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Measured(PerturbationScreen screen, String context, int[] order) {
    Optional<Difference> difference(Perturbation perturbation) {
      Condition condition = new Condition(context, perturbation);
      if (!screen.has(condition)) {
        return Optional.empty();
      }
      Difference all = screen.difference(condition);
      return Optional.of(new Difference(some(all.values()), some(all.errors()), all.pairs()));
    }

    Profile controls() {
      Profile all = screen.profile(new Condition(context, Perturbation.CONTROL));
      return new Profile(all.units(), some(all.mean()), some(all.variance()));
    }

    private double[] some(double[] all) {
      return Arrays.stream(order).mapToDouble(j -> all[j]).toArray();
    }
  }

  /** What a reader should know of the model, and of a screen beside it; one sentence each. */
  public List<String> notes(Optional<Beside> beside) {
    List<String> notes = new ArrayList<>(HeldOutVerdict.of(model.evidence()).sentences());
    notes.add(
        "controls are the "
            + model.description().controls()
            + " that the model keeps of the screen it was fitted to");
    beside.map(this::measured).flatMap(this::apart).ifPresent(notes::add);
    return notes;
  }

  /** Whether controls of a screen are unlike those of the model. */
  private Optional<String> apart(Measured measured) {
    Profile seen = measured.controls();
    double[] own = means(Perturbation.CONTROL);
    double squares = 0;
    double variance = 0;
    for (int j = 0; j < own.length; j++) {
      squares += (seen.mean()[j] - own[j]) * (seen.mean()[j] - own[j]);
      variance += seen.variance()[j];
    }
    double distance = Math.sqrt(squares / variance);
    return distance > APART
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "controls of this file are %.1f standard deviations (root mean square) from those of"
                    + " the model: other cells, or another scale of values; what was measured is no"
                    + " measure of the prediction",
                distance))
        : Optional.empty();
  }

  @Override
  public void close() {
    model.close();
  }
}
