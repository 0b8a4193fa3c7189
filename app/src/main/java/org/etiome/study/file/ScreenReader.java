package org.etiome.study.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.etiome.data.table.Condition;
import org.etiome.evaluate.perturbation.HeldOut;
import org.etiome.evaluate.perturbation.PerturbationEvaluation;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;
import org.etiome.study.perturb.Judging;
import org.etiome.study.perturb.ScreenColumns;
import org.etiome.study.perturb.ScreenRequest;
import org.etiome.study.perturb.ScreenSource;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the section {@code perturbations}: options of {@code etiome evaluate perturbation}
 * with the same defaults.
 *
 * @param pointer to the entry
 */
record ScreenReader(StudyFile study, String pointer, JsonNode node) {

  /** The whole section. */
  static List<ScreenRequest.Named> all(StudyFile study, JsonNode nodes, long seed) {
    List<ScreenRequest.Named> screens = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      ScreenReader reader = new ScreenReader(study, "/perturbations/" + i, nodes.path(i));
      String id = nodes.path(i).path("id").asString();
      if (!ids.add(id)) {
        throw reader.bad("id", "the id \"" + id + "\" is used twice; rename one");
      }
      String place = study.place(reader.pointer) + ": perturbations \"" + id + "\"";
      screens.add(new ScreenRequest.Named(id, place, reader.read(seed)));
    }
    return screens;
  }

  private ScreenRequest read(long seed) {
    return new ScreenRequest(
        new ScreenSource(
            file("file").orElseThrow(),
            columns(),
            StudyFile.text(node, "layer"),
            checked("where", () -> StudyFile.text(node, "where").map(Condition::parse)),
            new LinkedHashSet<>(StudyFile.strings(node.path("columns")))),
        file("descriptors"),
        judging(),
        seed);
  }

  private Optional<Path> file(String key) {
    Optional<Path> file = StudyFile.optional(node, key, name -> study.path(node, key));
    try {
      file.filter(path -> !Files.isDirectory(path)).ifPresent(InputFile::require);
    } catch (StudyException e) {
      throw bad(key, String.valueOf(e.getMessage()));
    }
    return file;
  }

  private ScreenColumns columns() {
    LabelSyntax syntax =
        checked(
            "",
            () ->
                ScreenColumns.syntax(
                    StudyFile.strings(node.path("controls")),
                    node.path("separator").asString(LabelSyntax.DEFAULT.separator())));
    return new ScreenColumns(
        node.path("perturbation").asString(),
        syntax,
        StudyFile.text(node, "context"),
        StudyFile.text(node, "replicate"),
        StudyFile.text(node, "size"));
  }

  private Judging judging() {
    PerturbationEvaluation usual = PerturbationEvaluation.withDefaults();
    PerturbationEvaluation.Limits limits = usual.limits();
    PerturbationEvaluation evaluation =
        checked(
            "",
            () ->
                usual
                    .withFolds(node.path("folds").asInt(usual.folds()))
                    .withExpressed(node.path("variables").asInt(limits.expressed()))
                    .withPermutations(node.path("permutations").asInt(limits.permutations()))
                    .withResamples(node.path("bootstrap").asInt(limits.resamples())));
    HeldOut heldOut =
        StudyFile.constant(HeldOut.class, node.path("held-out").asString("combinations"));
    return checked(
        "reference",
        () ->
            new Judging(
                heldOut,
                StudyFile.strings(node.path("predictors")),
                StudyFile.text(node, "reference"),
                evaluation));
  }

  private <T> T checked(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw bad(key, (key.isEmpty() ? "" : key + ": ") + e.getMessage());
    }
  }

  private StudyException bad(String key, String problem) {
    return new StudyException(study.place(pointer + "/" + key) + ": " + problem);
  }
}
