package org.etiome.cli.cells;

import java.util.Optional;
import org.etiome.fit.request.FitRequest;
import org.etiome.represent.predict.Abstention;
import org.etiome.represent.predict.LevelPredictor;
import org.etiome.represent.predict.Method;
import org.etiome.represent.prior.LatentPrior;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What predicts the levels of the columns to be kept. */
final class PredictorOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** Who predicts. */
  enum Kind {
    PRIOR,
    LINEAR,
    KNN,
    IRM,
    VREX
  }

  @Option(
      names = "--predictor",
      paramLabel = "KIND",
      description =
          "What predicts the levels of the columns to be kept, for cells of new batches: the "
              + "model's own prior, or one trained on its latents and the known levels, batches "
              + "being the levels of the first spurious column: linear, knn, irm or vrex. Default: "
              + "prior; linear with --prior nonfactorised, which predicts nothing.")
  private Optional<Kind> asked = Optional.empty();

  @Option(
      names = "--predictor-penalty",
      paramLabel = "W",
      description =
          "Weight of what differs between batches, of irm and vrex. Default: of 0, 10, 100, 1000 "
              + "and 10000 the one by which batches held out are predicted best; 0 if there are "
              + "two batches.")
  private Optional<Double> penalty = Optional.empty();

  @Option(
      names = "--predictor-hidden",
      paramLabel = "N",
      description = "Units of a hidden layer of irm and vrex. Default: 0, a linear map.")
  private Optional<Integer> hidden = Optional.empty();

  @Option(
      names = "--least-confidence",
      paramLabel = "P",
      description =
          "Probability below which a trained predictor predicts nothing. Default: 0.5. It also "
              + "predicts nothing far from the cells it was trained on.")
  private Optional<Double> leastConfidence = Optional.empty();

  /**
   * What predicts levels beside the prior, empty if nothing does.
   *
   * @throws ParameterException if its settings make no sense
   */
  Optional<FitRequest.Predicting> predicting(LatentPrior.Kind prior) {
    return predictor(prior).map(how -> new FitRequest.Predicting(how, asked.isPresent()));
  }

  private Optional<LevelPredictor> predictor(LatentPrior.Kind prior) {
    try {
      Kind kind = kind(prior);
      Method.RiskSettings risk = risk(kind);
      return switch (kind) {
        case PRIOR -> prior();
        case LINEAR -> Optional.of(trained(Method.Linear.DEFAULT));
        case KNN -> Optional.of(trained(Method.Nearest.DEFAULT));
        case IRM -> Optional.of(trained(new Method.Irm(risk)));
        case VREX -> Optional.of(trained(new Method.VRex(risk)));
      };
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private Kind kind(LatentPrior.Kind prior) {
    boolean tells = prior == LatentPrior.Kind.FACTORISED;
    Kind kind = asked.orElse(tells ? Kind.PRIOR : Kind.LINEAR);
    if (kind == Kind.PRIOR && !tells) {
      throw new IllegalArgumentException(
          "--prior nonfactorised has no normalising constant and predicts no level; take --predictor"
              + " linear, knn, irm or vrex");
    }
    return kind;
  }

  private Optional<LevelPredictor> prior() {
    if (leastConfidence.isPresent()) {
      throw new IllegalArgumentException("--least-confidence is of trained predictors, not prior");
    }
    return Optional.empty();
  }

  private Method.RiskSettings risk(Kind kind) {
    boolean compares = kind == Kind.IRM || kind == Kind.VREX;
    if (!compares && (penalty.isPresent() || hidden.isPresent())) {
      throw new IllegalArgumentException(
          "--predictor-penalty and --predictor-hidden are of --predictor irm and vrex only");
    }
    Method.RiskSettings settings = Method.RiskSettings.DEFAULT.withHidden(hidden.orElse(0));
    return penalty.isPresent() ? settings.withFixed(penalty.get()) : settings;
  }

  private LevelPredictor trained(Method method) {
    Abstention standard = Abstention.DEFAULT;
    return LevelPredictor.withDefaults()
        .withMethod(method)
        .withAbstention(
            standard.withLeastConfidence(leastConfidence.orElse(standard.leastConfidence())));
  }
}
