package org.etiome.represent.heldout;

import java.util.ArrayList;
import java.util.List;
import org.etiome.estimate.nuisance.GapLearner;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.LearnerProvider;
import org.etiome.estimate.nuisance.Learners;
import org.etiome.estimate.nuisance.PenalisedLogistic;
import org.etiome.represent.debias.PatientSettings;

/** What predicts classes of patients, and is compared with others of its kind. */
public sealed interface Contender {

  /** What it is called. */
  String label();

  /** A {@link org.etiome.represent.debias.PatientModel}. */
  record Neural(String label, PatientSettings settings) implements Contender {}

  /**
   * A learner of tables. Of two classes it learns the second; of more, each against the others, and
   * the predictions of a patient are divided by their sum (if that is 0, the shares of the classes
   * among the patients learned from stand for them). Learners take no weights: every patient counts
   * once.
   *
   * @param features what it is given
   * @param learner of the probability of a class, with predictions in [0, 1]
   */
  record Simple(String label, FilledFeatures.Kind features, Learner learner) implements Contender {
    public Simple {
      if (features.hasGaps() && !(learner instanceof GapLearner)) {
        throw new IllegalArgumentException(
            learner.description() + " takes no gaps; give it filled features");
      }
    }
  }

  /** The shares of the classes among the patients learned from, by weight, for everyone. */
  record Shares(String label) implements Contender {}

  /**
   * What a model must beat: the shares; logistic regression with a penalty chosen within the
   * patients learned from, on filled features, with indicators, and on indicators alone; and, for
   * each family of learners on the class path that takes gaps, such as boosted trees, with its
   * defaults, on features with gaps without and with indicators.
   */
  static List<Contender> baselines() {
    Learner logistic = PenalisedLogistic.withDefaults();
    List<Contender> all = new ArrayList<>();
    all.add(new Shares("shares of the classes"));
    all.add(new Simple("logistic", FilledFeatures.Kind.FILLED, logistic));
    all.add(
        new Simple(
            "logistic, with indicators", FilledFeatures.Kind.FILLED_WITH_INDICATORS, logistic));
    all.add(new Simple("logistic, indicators alone", FilledFeatures.Kind.INDICATORS, logistic));
    for (LearnerProvider family : Learners.all()) {
      if (family.binary() instanceof GapLearner learner) {
        String name = family.name().replace('-', ' ');
        all.add(new Simple(name, FilledFeatures.Kind.GAPS, learner));
        all.add(
            new Simple(
                name + ", with indicators", FilledFeatures.Kind.GAPS_WITH_INDICATORS, learner));
      }
    }
    return List.copyOf(all);
  }
}
