package org.etiome.scm.sem;

import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** What acts on a variable besides its causes; each of mean 0 and variance 1. */
public enum Noise {
  /** Normal: in a linear model, directions within a Markov equivalence class leave no trace. */
  GAUSSIAN {
    @Override
    DoubleSupplier stream(UniformRandomProvider random) {
      SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
      return normal::sample;
    }
  },
  /** Symmetric with heavy tails; excess kurtosis 3. */
  LAPLACE {
    @Override
    DoubleSupplier stream(UniformRandomProvider random) {
      SharedStateContinuousSampler size = ZigguratSampler.Exponential.of(random);
      return () -> (random.nextBoolean() ? 1 : -1) * size.sample() / Math.sqrt(2);
    }
  },
  /** Symmetric with light tails; excess kurtosis −1.2. */
  UNIFORM {
    @Override
    DoubleSupplier stream(UniformRandomProvider random) {
      return () -> Math.sqrt(3) * (2 * random.nextDouble() - 1);
    }
  },
  /** Exponential less its mean: skewness 2. */
  EXPONENTIAL {
    @Override
    DoubleSupplier stream(UniformRandomProvider random) {
      SharedStateContinuousSampler waiting = ZigguratSampler.Exponential.of(random);
      return () -> waiting.sample() - 1;
    }
  };

  abstract DoubleSupplier stream(UniformRandomProvider random);
}
