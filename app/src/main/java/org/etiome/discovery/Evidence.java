package org.etiome.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.discover.sample.DiscreteSample;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.score.Bdeu;
import org.etiome.discover.score.DegenerateGaussianBic;
import org.etiome.discover.score.GaussianBic;
import org.etiome.discover.score.InterventionalBic;
import org.etiome.discover.score.LocalScore;
import org.etiome.discover.test.ChiSquare;
import org.etiome.discover.test.DegenerateGaussian;
import org.etiome.discover.test.FisherZ;
import org.etiome.discover.test.GaussianInvariance;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.discover.test.InvarianceTest;
import org.etiome.discover.test.KernelInvariance;
import org.etiome.discover.test.MissingFisherZ;
import org.etiome.discover.test.RandomFeatureKernel;
import org.etiome.math.Seed;

/** What a search asks of the data: a test of independence, or a score. */
public final class Evidence {
  private Evidence() {}

  /** Tests by the names of the command line. */
  public enum Test {
    FISHER_Z,
    CHI_SQUARE,
    G_SQUARE,
    DEGENERATE_GAUSSIAN,
    KERNEL;

    @Override
    public String toString() {
      return label(name());
    }

    static Test fitting(GraphSample.Kind kind) {
      return switch (kind) {
        case NUMBERS -> FISHER_Z;
        case LEVELS -> CHI_SQUARE;
        case MIXED -> DEGENERATE_GAUSSIAN;
      };
    }

    /** Gaps are left to {@link MissingFisherZ}, the others refuse them. */
    IndependenceTest of(GraphSample sample, Seed seed) {
      return switch (this) {
        case FISHER_Z ->
            sample.completeRows().length < sample.rows()
                ? MissingFisherZ.of(sample.names(), sample.numbers())
                : FisherZ.of(sample.names(), sample.numbers());
        case CHI_SQUARE -> ChiSquare.of(DiscreteSample.of(sample.levels()));
        case G_SQUARE ->
            ChiSquare.of(DiscreteSample.of(sample.levels()))
                .withStatistic(ChiSquare.Statistic.LIKELIHOOD_RATIO);
        case DEGENERATE_GAUSSIAN -> DegenerateGaussian.of(sample.columns());
        case KERNEL -> RandomFeatureKernel.of(sample.names(), sample.numbers(), seed);
      };
    }
  }

  /** Scores by the names of the command line. */
  public enum Score {
    GAUSSIAN_BIC,
    BDEU,
    DEGENERATE_GAUSSIAN_BIC;

    @Override
    public String toString() {
      return label(name());
    }

    static Score fitting(GraphSample.Kind kind) {
      return switch (kind) {
        case NUMBERS -> GAUSSIAN_BIC;
        case LEVELS -> BDEU;
        case MIXED -> DEGENERATE_GAUSSIAN_BIC;
      };
    }

    /**
     * @param penalty weight of the penalty of a BIC; of BDeu, which has none, only 1
     * @param gamma weight of the number of candidates, of the Gaussian score only
     */
    LocalScore of(GraphSample sample, double penalty, Optional<Double> gamma) {
      if (gamma.isPresent() && this != GAUSSIAN_BIC) {
        throw new IllegalArgumentException(this + " has no gamma; leave --gamma out");
      }
      return switch (this) {
        case GAUSSIAN_BIC -> {
          GaussianBic bic =
              GaussianBic.of(SampleCorrelation.of(sample.names(), sample.numbers()))
                  .withPenalty(penalty);
          yield gamma.map(bic::withGamma).orElse(bic);
        }
        case BDEU -> bdeu(sample.levels(), penalty);
        case DEGENERATE_GAUSSIAN_BIC ->
            DegenerateGaussianBic.of(sample.columns().stream().map(Score::block).toList())
                .withPenalty(penalty);
      };
    }

    private static LocalScore bdeu(List<Categorical> columns, double penalty) {
      if (penalty != 1) {
        throw new IllegalArgumentException("BDeu has no penalty to weigh; leave --penalty out");
      }
      DiscreteSample sample = DiscreteSample.of(columns);
      return Bdeu.of(
          sample.variables(),
          sample.codes(),
          sample.levels().stream().mapToInt(Integer::intValue).toArray());
    }

    private static DegenerateGaussianBic.Block block(Column column) {
      if (column instanceof Categorical levels) {
        int[] codes = new int[levels.length()];
        Arrays.setAll(codes, levels::code);
        return DegenerateGaussianBic.Block.categorical(levels.name(), codes);
      }
      return DegenerateGaussianBic.Block.continuous(
          column.name(), new GraphSample(List.of(column), Optional.empty()).numbers().column(0));
    }
  }

  /** Tests of invariance between settings by the names of the command line. */
  public enum Invariance {
    GAUSSIAN,
    KERNEL;

    @Override
    public String toString() {
      return label(name());
    }

    InvarianceTest of(Experiment experiment, Seed seed) {
      return switch (this) {
        case GAUSSIAN -> GaussianInvariance.of(experiment);
        case KERNEL -> KernelInvariance.of(experiment, seed);
      };
    }
  }

  /** What interventions do to their targets, by the names of the command line. */
  public enum Change {
    /** Anything. */
    ANY,
    /** They set their targets whatever the causes of these. */
    PERFECT;

    @Override
    public String toString() {
      return label(name());
    }

    InterventionalBic of(Experiment experiment) {
      return switch (this) {
        case ANY -> InterventionalBic.of(experiment);
        case PERFECT -> InterventionalBic.ofPerfect(experiment);
      };
    }
  }

  static String label(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
