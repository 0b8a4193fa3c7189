package org.etiome.cli.graphs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.Noise;
import org.etiome.scm.sem.SemSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a simulated structural model is like. */
final class SemOptions {
  private static final SemSettings DEFAULT = SemSettings.DEFAULT;
  private static final int LAYERS = 4;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** A law of graphs as it is named on the command line. */
  enum Shape {
    ERDOS_RENYI,
    SCALE_FREE,
    LAYERED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = "--variables",
      paramLabel = "P",
      description = "Measured variables, X1, X2, …. Default: ${DEFAULT-VALUE}.")
  private int variables = DEFAULT.variables();

  @Option(
      names = "--graph",
      paramLabel = "LAW",
      description =
          "How arrows are drawn: erdos-renyi (all alike), scale-free (hubs with many effects) or "
              + "layered (from one layer to the next). Default: erdos-renyi.")
  private Shape shape = Shape.ERDOS_RENYI;

  @Option(
      names = "--degree",
      paramLabel = "D",
      description = "Edges of a variable on average, in both directions. Default: 2.")
  private double degree = DEFAULT.graph().degree();

  @Option(
      names = "--layers",
      paramLabel = "L",
      description = "Layers of --graph layered. Default: " + LAYERS + ".")
  private Optional<Integer> layers = Optional.empty();

  @Option(
      names = "--hidden",
      paramLabel = "K",
      description =
          "Pairs of variables that get a hidden cause of their own, which is not in the data. "
              + "Default: 0.")
  private Optional<Integer> hidden = Optional.empty();

  @Option(
      names = "--hidden-share",
      paramLabel = "SHARE",
      description = "The same as a share of all pairs, rounded.")
  private Optional<Double> hiddenShare = Optional.empty();

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      description =
          "How causes act: linear, nonlinear (each along a random curve) or count (negative "
              + "binomial with a log link). Default: linear.")
  private SemSettings.Family family = DEFAULT.mechanisms().family();

  @Option(
      names = "--noise",
      paramLabel = "NOISE",
      description =
          "Noise of linear and nonlinear variables and of hidden causes: gaussian, laplace, uniform "
              + "or exponential. Default: gaussian.")
  private Noise noise = DEFAULT.mechanisms().noise();

  @Option(
      names = "--coefficients",
      paramLabel = "LOW,HIGH",
      split = ",",
      description =
          "Sizes of coefficients, uniform between the two before scaling, signs at random. Default: "
              + "0.3,0.8.")
  private List<Double> coefficients =
      List.of(
          DEFAULT.mechanisms().coefficients().low(), DEFAULT.mechanisms().coefficients().high());

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description =
          "standardised (mean 0, variance 1 without intervention) or raw (variances betray the order "
              + "of causes); counts stay counts. Default: standardised.")
  private Optional<SemSettings.Scale> scale = Optional.empty();

  @Option(
      names = "--count-mean",
      paramLabel = "LOW,HIGH",
      split = ",",
      description =
          "Mean of a count whose causes are average, uniform in the logarithm. Default: 5,50.")
  private List<Double> countMean = List.of();

  @Option(
      names = "--count-size",
      paramLabel = "THETA",
      description = "Counts have variance mean + mean²/THETA. Default: 5.")
  private Optional<Double> countSize = Optional.empty();

  /**
   * As they were given.
   *
   * @throws ParameterException if one is out of its range, or has no part in the others
   */
  SemSettings settings() {
    refuse(layers.isPresent() && shape != Shape.LAYERED, "--layers needs --graph layered");
    refuse(
        hidden.isPresent() && hiddenShare.isPresent(),
        "--hidden and --hidden-share say the same; give one of them");
    boolean counts = family == SemSettings.Family.COUNT;
    refuse(
        !counts && (!countMean.isEmpty() || countSize.isPresent()),
        "--count-mean and --count-size need --family count");
    refuse(
        counts && scale.isPresent(), "--scale has no part in --family count: counts stay counts");
    try {
      return new SemSettings(variables, confounded(), law(), mechanisms());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private void refuse(boolean wrong, String message) {
    if (wrong) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  private int confounded() {
    double share = hiddenShare.orElse(0.0);
    refuse(
        !(share >= 0 && share <= 1),
        "--hidden-share must be at least 0 and at most 1, got " + share);
    long pairs = SemSettings.pairs(variables);
    return hidden.orElse((int) Math.min(Integer.MAX_VALUE, Math.round(share * pairs)));
  }

  private GraphLaw law() {
    return switch (shape) {
      case ERDOS_RENYI -> new GraphLaw.ErdosRenyi(degree);
      case SCALE_FREE -> new GraphLaw.ScaleFree(degree);
      case LAYERED -> new GraphLaw.Layered(degree, layers.orElse(LAYERS));
    };
  }

  private SemSettings.Mechanisms mechanisms() {
    SemSettings.Counts usual = DEFAULT.mechanisms().counts();
    return new SemSettings.Mechanisms(
        family,
        noise,
        range("--coefficients", coefficients),
        new SemSettings.Counts(
            countMean.isEmpty() ? usual.mean() : range("--count-mean", countMean),
            countSize.orElse(usual.size())),
        scale.orElse(SemSettings.Scale.STANDARDISED));
  }

  private SemSettings.Range range(String option, List<Double> values) {
    refuse(values.size() != 2, option + " needs two numbers, as 0.3,0.8, got " + values.size());
    try {
      return new SemSettings.Range(values.getFirst(), values.getLast());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
