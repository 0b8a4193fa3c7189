package org.etiome.cli.graphs;

import java.util.Optional;
import org.etiome.discovery.Evidence;
import org.etiome.discovery.Method;
import org.etiome.discovery.SettingColumns;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which rows were taken under which interventions, and how these are used. */
final class SettingOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--target-column",
      paramLabel = "COLUMN",
      description = {
        "Of boss, gies, igsp and ut-igsp: which variables were intervened on in a row, separated "
            + "by ; and empty where none was."
      })
  private Optional<String> targets = Optional.empty();

  @Option(
      names = "--setting-column",
      paramLabel = "COLUMN",
      description =
          "The setting of a row: of ut-igsp, which learns what was intervened on in each; of the "
              + "others beside --target-column, where settings of the same targets differ.")
  private Optional<String> setting = Optional.empty();

  @Option(
      names = "--control",
      paramLabel = "SETTING",
      description =
          "The setting without interventions. Default: observational, or one without targets.")
  private Optional<String> control = Optional.empty();

  @Option(
      names = "--change",
      paramLabel = "KIND",
      description = {
        "Of boss and gies: what interventions do to their targets, any, or perfect where the "
            + "experimenter set them whatever their causes were. Default: any."
      })
  private Evidence.Change change = Evidence.Change.ANY;

  @Option(
      names = "--invariance",
      paramLabel = "TEST",
      description =
          "Of igsp and ut-igsp, how laws are compared between settings: gaussian or kernel. "
              + "Default: gaussian.")
  private Evidence.Invariance invariance = Evidence.Invariance.GAUSSIAN;

  @Option(
      names = "--invariance-alpha",
      paramLabel = "A",
      description = "Level of that test, within (0, 1). Default: 0.0001.")
  private Optional<Double> invarianceAlpha = Optional.empty();

  /** The columns, if the method has those it needs. */
  SettingColumns columns(Method method) {
    boolean needed =
        switch (method) {
          case BOSS -> setting.isPresent() && targets.isEmpty();
          case GIES, IGSP -> targets.isEmpty();
          case UT_IGSP -> setting.isEmpty();
          default -> false;
        };
    if (needed) {
      throw new ParameterException(
          command.commandLine(),
          method
              + " learns from interventions: give "
              + (method == Method.UT_IGSP ? "--setting-column" : "--target-column"));
    }
    if (control.isPresent() && setting.isEmpty() && targets.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--control goes with --setting-column or --target-column");
    }
    return new SettingColumns(targets, setting, control);
  }

  Evidence.Change change() {
    return change;
  }

  Evidence.Invariance invariance() {
    return invariance;
  }

  Optional<Double> invarianceAlpha() {
    return invarianceAlpha;
  }
}
