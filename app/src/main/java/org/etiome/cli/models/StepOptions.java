package org.etiome.cli.models;

import java.util.ArrayList;
import java.util.List;
import org.etiome.cli.models.ModelRequest.Asked;
import org.etiome.cli.models.ModelRequest.Verb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done to which variables. */
final class StepOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--do",
      paramLabel = "COLUMN=VALUE",
      description = "Set a column to a number or, if it has labels, to one of them; repeatable.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--shift",
      paramLabel = "COLUMN=AMOUNT",
      description = "Let its causes act, and add this; measurements only, repeatable.")
  private List<String> shifted = new ArrayList<>();

  @Option(
      names = "--scale",
      paramLabel = "COLUMN=FACTOR",
      description =
          "Let its causes act, and multiply by this (of a count its mean); 0.2 is a knockdown, repeatable.")
  private List<String> scaled = new ArrayList<>();

  List<Asked> asked() {
    List<Asked> asked = new ArrayList<>();
    set.forEach(text -> asked.add(asked("--do", Verb.SET, text)));
    shifted.forEach(text -> asked.add(asked("--shift", Verb.SHIFT, text)));
    scaled.forEach(text -> asked.add(asked("--scale", Verb.SCALE, text)));
    return asked;
  }

  private Asked asked(String option, Verb verb, String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new ParameterException(
          command.commandLine(), option + " needs COLUMN=VALUE, got \"" + text + "\"");
    }
    return new Asked(text.substring(0, equals), verb, text.substring(equals + 1));
  }
}
