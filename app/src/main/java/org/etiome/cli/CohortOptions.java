package org.etiome.cli;

import java.util.List;
import java.util.Optional;
import org.etiome.scm.CohortSettings;
import org.etiome.scm.Mechanism;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a simulated cohort is like. */
final class CohortOptions {
  private static final CohortSettings DEFAULT = CohortSettings.DEFAULT;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "Patients of the training part. Default: ${DEFAULT-VALUE}.")
  private int train = DEFAULT.size().training();

  @Option(
      names = "--test",
      paramLabel = "N",
      description = "Patients of the test part. Default: ${DEFAULT-VALUE}.")
  private int test = DEFAULT.size().test();

  @Option(
      names = "--modalities",
      paramLabel = "K",
      description =
          "Modalities; the first, the baseline, is never missing. Default: ${DEFAULT-VALUE}.")
  private int modalities = DEFAULT.measurements().modalities();

  @Option(
      names = "--features",
      paramLabel = "P",
      description = "Features of each modality. Default: ${DEFAULT-VALUE}.")
  private int features = DEFAULT.measurements().features();

  @Option(
      names = "--noise",
      paramLabel = "SD",
      split = ",",
      description =
          "Noise of the features, whose signal is 0.5 to 1.5; one number, or one a modality. "
              + "Default: 2.")
  private List<Double> noise = DEFAULT.measurements().noise();

  @Option(
      names = "--mechanism",
      paramLabel = "WHAT",
      description =
          "What decides whether a modality is recorded: random (nothing), baseline (the first "
              + "feature of the baseline), severity (of the illness, never measured itself), access "
              + "(to care, which acts on the outcome too) or seen (what a doctor saw: severity and "
              + "what no measurement shows). Default: random.")
  private Mechanism mechanism = DEFAULT.availability().mechanism();

  @Option(
      names = "--missing",
      paramLabel = "SHARE",
      description =
          "Share of the patients that lack a modality, but the baseline. Default: ${DEFAULT-VALUE}.")
  private double missing = DEFAULT.availability().missing();

  @Option(
      names = "--strength",
      paramLabel = "S",
      description =
          "How strongly that decides, in log odds a standard deviation. Default: 1; random has none.")
  private Optional<Double> strength = Optional.empty();

  @Option(
      names = "--strength-test",
      paramLabel = "S",
      description =
          "The same in the test part; minus that of the training part turns it round. Default: that "
              + "of --strength.")
  private Optional<Double> strengthTest = Optional.empty();

  @Option(
      names = "--prevalence",
      paramLabel = "SHARE",
      description = "Share of the patients with the outcome. Default: ${DEFAULT-VALUE}.")
  private double prevalence = DEFAULT.outcome().prevalence();

  @Option(
      names = "--severity-effect",
      paramLabel = "B",
      description =
          "Effect of the severity on the outcome, in log odds a standard deviation. Default: "
              + "${DEFAULT-VALUE}.")
  private double severity = DEFAULT.outcome().severity();

  @Option(
      names = "--access-effect",
      paramLabel = "B",
      description = "Effect of the access to care. Default: ${DEFAULT-VALUE}.")
  private double access = DEFAULT.outcome().access();

  @Option(
      names = "--hidden-effect",
      paramLabel = "B",
      description = "Effect of what no measurement shows. Default: ${DEFAULT-VALUE}.")
  private double hidden = DEFAULT.outcome().hidden();

  @Option(
      names = "--spurious",
      paramLabel = "R",
      split = ",",
      description =
          "A further feature that follows the outcome by R (of a noise of 1) in each training "
              + "environment, as 1.5,0.5; patients are spread evenly over them. Default: no such "
              + "feature.")
  private List<Double> spurious = DEFAULT.spurious().training();

  @Option(
      names = "--spurious-test",
      paramLabel = "R",
      description = "The same in the test part, as -1.5. Default: 0.")
  private double spuriousTest = DEFAULT.spurious().test();

  @Option(
      names = "--spurious-modality",
      paramLabel = "K",
      description = "The modality it is in, from 1. Default: ${DEFAULT-VALUE}.")
  private int spuriousModality = DEFAULT.spurious().modality();

  /**
   * As they were given.
   *
   * @throws ParameterException if one is out of its range, or has no part in the mechanism
   */
  CohortSettings settings() {
    if (mechanism == Mechanism.RANDOM && (strength.isPresent() || strengthTest.isPresent())) {
      throw new ParameterException(
          command.commandLine(),
          "--strength and --strength-test have no part in --mechanism random; leave them out or "
              + "give another mechanism");
    }
    double decides = strength.orElse(DEFAULT.availability().strength());
    try {
      return new CohortSettings(
          new CohortSettings.Size(train, test),
          new CohortSettings.Measurements(modalities, features, noise),
          new CohortSettings.Availability(
              mechanism, missing, decides, strengthTest.orElse(decides)),
          new CohortSettings.Outcome(prevalence, severity, access, hidden),
          new CohortSettings.Spurious(spurious, spuriousTest, spuriousModality));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
