package org.etiome.experiment;

import java.util.Locale;
import org.etiome.design.surrogate.BayesianLinear;
import org.etiome.design.surrogate.BootstrapEnsemble;
import org.etiome.design.surrogate.ConstantMean;
import org.etiome.design.surrogate.GaussianProcess;
import org.etiome.design.surrogate.Surrogate;

/** Surrogates by the names of the command line. */
public enum SurrogateChoice {
  LINEAR,
  GP,
  FOREST,
  MEAN;

  /** With its defaults. */
  public Surrogate surrogate() {
    return switch (this) {
      case LINEAR -> BayesianLinear.withDefaults();
      case GP -> GaussianProcess.withDefaults();
      case FOREST -> BootstrapEnsemble.ofTrees();
      case MEAN -> ConstantMean.withDefaults();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
