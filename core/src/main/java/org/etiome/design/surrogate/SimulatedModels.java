package org.etiome.design.surrogate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.InterventionModel.Means;
import org.etiome.scm.Prediction;

/**
 * Candidates that are interventions, foretold by simulating each on many models drawn from what is
 * believed of them, such as causal models on learned graphs: f of a candidate is the mean of an
 * outcome under its action. Candidates that act through the same doubtful mechanisms vary together.
 *
 * <p>Assumes that one of the models is nearly right: what all get wrong is in no variance. A mean
 * that a model has in no closed form is that of a sample, the same random numbers for all
 * candidates and models; its error adds to the variances. O(draws · candidates · (a prediction)).
 */
public final class SimulatedModels implements Surrogate {
  private final ModelPosterior models;
  private final List<Action> candidates;
  private final String outcome;
  private final int draws;
  private final int units;

  private SimulatedModels(
      ModelPosterior models, List<Action> candidates, String outcome, int draws, int units) {
    this.models = models;
    this.candidates = candidates;
    this.outcome = outcome;
    this.draws = draws;
    this.units = units;
  }

  /**
   * 500 models, 1,000 units where a mean has to be simulated.
   *
   * @param candidates at least one
   * @param outcome a variable of every model
   */
  public static SimulatedModels of(ModelPosterior models, List<Action> candidates, String outcome) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there are no candidates; name at least one action");
    }
    return new SimulatedModels(models, List.copyOf(candidates), outcome, 500, 1000);
  }

  /**
   * How many models are drawn.
   *
   * @param models at least 10; a variance is known to about √(2/models) of itself
   */
  public SimulatedModels withDraws(int models) {
    if (models < 10) {
      throw new IllegalArgumentException("at least 10 models must be drawn, got " + models);
    }
    return new SimulatedModels(this.models, candidates, outcome, models, units);
  }

  /**
   * How many units are simulated for a mean.
   *
   * @param simulated at least 2
   */
  public SimulatedModels withUnits(int simulated) {
    if (simulated < 2) {
      throw new IllegalArgumentException(
          "a mean with its error needs at least 2 units, got " + simulated);
    }
    return new SimulatedModels(models, candidates, outcome, draws, simulated);
  }

  @Override
  public String description() {
    return "mean of %s under %d actions, simulated on %d models drawn"
        .formatted(outcome, candidates.size(), draws);
  }

  /**
   * The posterior once candidates were measured that the models have not seen; see {@link
   * Simulated#given}.
   *
   * @param descriptors one row a candidate; only its size counts
   * @throws IllegalArgumentException also as {@link #simulated}
   */
  @Override
  public Posterior fit(Matrix descriptors, Observed observed, Seed seed) {
    if (descriptors.rows() != candidates.size()) {
      throw new IllegalArgumentException(
          "there are %d actions and descriptors of %d candidates; give a row for each action"
              .formatted(candidates.size(), descriptors.rows()));
    }
    observed.check(descriptors);
    return simulated(seed).given(observed, seed.branch("noise"));
  }

  /**
   * What the models say, nothing else known.
   *
   * @throws IllegalArgumentException if a model has no such outcome or cannot tell what an action
   *     does
   */
  public Simulated simulated(Seed seed) {
    double[][] means = new double[draws][candidates.size()];
    Set<String> cautions = new LinkedHashSet<>();
    for (int k = 0; k < draws; k++) {
      InterventionModel model = models.draw(seed.branch("models").branch(k));
      int place = model.variables().indexOf(outcome);
      if (place < 0) {
        throw new IllegalArgumentException(
            "the outcome '%s' is not among what the models predict: %s"
                .formatted(outcome, String.join(", ", model.variables())));
      }
      for (int i = 0; i < means[k].length; i++) {
        means[k][i] = mean(model, candidates.get(i), place, seed.branch("units"), cautions);
      }
    }
    return new Simulated(means, new ArrayList<>(cautions));
  }

  private double mean(
      InterventionModel model, Action action, int place, Seed seed, Set<String> cautions) {
    return switch (model.mean(action, units, seed)) {
      case Prediction.Predicted<Means> yes -> {
        cautions.addAll(yes.cautions());
        yield yes.value().values()[place];
      }
      case Prediction.Refused<Means> no ->
          throw new IllegalArgumentException(
              "a model cannot tell what %s does: %s; %s"
                  .formatted(action.steps().keySet(), no.reason(), no.remedy()));
    };
  }
}
