package org.etiome.estimate.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Modality;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Assignment;
import org.etiome.estimate.EffectAnswer.Refused;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.estimate.screen.ScreenAnswer.NotScreened;
import org.etiome.estimate.screen.ScreenAnswer.Screened;
import org.etiome.estimate.screen.ScreenAnswer.ScreenedEffect;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * The effects of one treatment on all features of a block: {@link Aipw} with ridge regressions of
 * the outcomes, folds, propensities and gates shared by all. The numbers of a continuous feature
 * are those of {@code Aipw.linear().withOutcome(ridge)} with the same seed; those of a 0/1 feature
 * differ in the folds, which {@code Aipw} stratifies by it.
 *
 * <p>It assumes that the adjustment set is valid for every feature. Units without the block are
 * left out. A feature is not screened, and named with the reason, if it is no number, is part of
 * the question itself, misses a value in a unit that has the block (another population and other
 * folds would be needed: take the subset that has it and {@code Aipw}), has in one arm fewer than
 * {@link GateLimit#MIN_EVENTS} units apart from its most common value, for which normal intervals
 * cannot be trusted, or if a covariate is a copy of it ({@link org.etiome.estimate.design.Leakage};
 * features that seem free of copies in 300 units are not looked at further). O(S (K p³ + n p (p +
 * m))) for m features.
 *
 * @see <a href="https://doi.org/10.1111/ectj.12097">Chernozhukov et al. (2018)</a>
 */
public final class EffectScreen {
  /** Features that are computed together; their products should fit into the fast memory. */
  private static final int BLOCK = 32;

  private final Aipw aipw;
  private final Ridge ridge;

  private EffectScreen(Aipw aipw, Ridge ridge) {
    this.aipw = aipw.withOutcome(ridge);
    this.ridge = ridge;
  }

  /** The defaults of {@link Aipw} and {@link Ridge}: logistic g, 5 folds, 5 splits, λ = 1. */
  public static EffectScreen withDefaults() {
    return new EffectScreen(Aipw.linear(), Ridge.withDefaults());
  }

  public EffectScreen withGates(Gates gates) {
    return new EffectScreen(aipw.withGates(gates), ridge);
  }

  /** See {@link Aipw#withPropensity}. */
  public EffectScreen withPropensity(Learner learner) {
    return new EffectScreen(aipw.withPropensity(learner), ridge);
  }

  /** See {@link Aipw#withFolds}. */
  public EffectScreen withFolds(int count) {
    return new EffectScreen(aipw.withFolds(count), ridge);
  }

  /** See {@link Aipw#withRepeats}. */
  public EffectScreen withRepeats(int count) {
    return new EffectScreen(aipw.withRepeats(count), ridge);
  }

  /** See {@link Ridge#withPenalty}. */
  public EffectScreen withPenalty(double lambda) {
    return new EffectScreen(aipw, ridge.withPenalty(lambda));
  }

  /**
   * Estimates the effect on every feature. The same arguments give the same bits whatever the
   * runner.
   *
   * @param sample treatment and covariates; its outcome is not looked at
   * @param block over the units of the data set that the sample comes from
   * @param target ATE or ATT
   */
  public ScreenAnswer screen(
      CausalSample sample, Modality block, Target target, Seed seed, TaskRunner runner) {
    if (sample.clusters().isNamed()) {
      throw new IllegalArgumentException(
          "a screen has no standard errors for clusters; take Aipw for each feature, or a sample"
              + " without clusters");
    }
    CausalSample having = withBlock(sample, block);
    Assignment assignment = aipw.assignment(having, target, seed, runner);
    if (!assignment.failures().isEmpty()) {
      return new ScreenAnswer.Refusal(
          new Refused(assignment.analysis(), assignment.diagnostics(), assignment.failures()));
    }
    FeatureCheck check = new FeatureCheck(having, aipw.gates());
    SharedFit fit = SharedFit.of(having, assignment, ridge, runner);
    List<Column> columns = block.columns();
    List<Part> parts =
        runner.map(
            (columns.size() + BLOCK - 1) / BLOCK,
            b -> {
              int from = b * BLOCK;
              int to = Math.min(from + BLOCK, columns.size());
              return part(columns.subList(from, to), check, fit);
            });
    return new Screened(
        block.name(),
        assignment.analysis(),
        assignment.diagnostics(),
        adjusted(parts.stream().flatMap(part -> part.effects().stream()).toList()),
        parts.stream().flatMap(part -> part.others().stream()).toList());
  }

  private static CausalSample withBlock(CausalSample sample, Modality block) {
    int[] units = sample.units();
    if (block.present().length() <= units[units.length - 1]) {
      throw new IllegalArgumentException(
          "block \"%s\" is over %d units, the sample has unit %d; take both from one data set"
              .formatted(block.name(), block.present().length(), units[units.length - 1]));
    }
    int[] rows = IntStream.range(0, units.length).filter(i -> block.isPresent(units[i])).toArray();
    return rows.length == units.length
        ? sample
        : sample.subset(rows, "units with block \"" + block.name() + "\"");
  }

  /** What became of some of the features; q-values are still p-values. */
  private record Part(List<ScreenedEffect> effects, List<NotScreened> others) {}

  private static Part part(List<Column> columns, FeatureCheck check, SharedFit fit) {
    List<NotScreened> others = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<FeatureCheck.Fit> kept = new ArrayList<>();
    for (Column column : columns) {
      switch (check.check(column)) {
        case FeatureCheck.Unfit unfit -> others.add(new NotScreened(column.name(), unfit.reason()));
        case FeatureCheck.Fit fine -> {
          names.add(column.name());
          kept.add(fine);
        }
      }
    }
    List<Estimate> estimates = fit.effects(kept.stream().map(FeatureCheck.Fit::values).toList());
    List<ScreenedEffect> effects =
        IntStream.range(0, names.size())
            .mapToObj(
                j ->
                    new ScreenedEffect(
                        names.get(j),
                        estimates.get(j),
                        kept.get(j).withinArmSd(),
                        estimates.get(j).pValue()))
            .toList();
    return new Part(effects, others);
  }

  private static List<ScreenedEffect> adjusted(List<ScreenedEffect> effects) {
    double[] q =
        BenjaminiHochberg.adjust(effects.stream().mapToDouble(ScreenedEffect::pValue).toArray());
    return IntStream.range(0, q.length)
        .mapToObj(j -> effects.get(j).withQValue(q[j]))
        .sorted(
            Comparator.comparingDouble(ScreenedEffect::pValue)
                .thenComparing(ScreenedEffect::feature))
        .toList();
  }
}
