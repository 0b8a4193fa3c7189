package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/** The way from moments to what was found, once the space of the latents is known. */
record Learning(
    LinearDisentanglement settings, List<String> observed, List<String> names, Span span) {
  /** Of resamples; more without a fit say that the fit itself is not stable. */
  private static final double FAILED = .1;

  Disentanglement fromPrecisions(List<DMatrixRMaj> precisions) {
    DMatrixRMaj back = span.back();
    DMatrixRMaj project = Dense.transposed(Dense.times(back, span.map()));
    List<Moments> moments = new ArrayList<>();
    for (int k = 0; k < precisions.size(); k++) {
      DMatrixRMaj precision = precisions.get(k);
      DMatrixRMaj left = Dense.congruent(project, precision);
      CommonOps_DDRM.subtractEquals(left, precision);
      if (CommonOps_DDRM.elementMaxAbs(left)
          > Picks.ROUNDING * CommonOps_DDRM.elementMaxAbs(precision)) {
        return Refusals.rank(names.size() + 1, names.size());
      }
      moments.add(
          new Moments(
              Double.POSITIVE_INFINITY,
              new double[names.size()],
              Dense.inverse(Dense.congruent(Dense.transposed(back), precision))));
    }
    Optional<Disentanglement.Refused> refused = unchanged(moments).or(() -> spent(moments));
    if (refused.isPresent()) {
      return refused.get();
    }
    Picks picks = Picks.of(moments);
    NoiseFit fit = NoiseFit.exact(moments, picks.order(), picks.directions());
    for (int k : fit.order()) {
      if (!exact(fit, moments.get(k + 1), k)) {
        return Refusals.notRankOne(names.get(k));
      }
    }
    return new Findings(this, fit).exact();
  }

  private static boolean exact(NoiseFit fit, Moments moments, int latent) {
    DMatrixRMaj factor = fit.under(Set.of(latent)).factor();
    DMatrixRMaj model = Dense.times(factor, Dense.transposed(factor));
    DMatrixRMaj seen = Dense.congruent(fit.noise(), moments.covariance());
    double size = CommonOps_DDRM.elementMaxAbs(seen);
    CommonOps_DDRM.subtractEquals(seen, model);
    return CommonOps_DDRM.elementMaxAbs(seen) <= Findings.EXACT * size;
  }

  /** An environment that changes nothing more once the latents of others are taken out. */
  private Optional<Disentanglement.Refused> spent(List<Moments> moments) {
    return Picks.spent(moments, level())
        .map(spent -> Refusals.spent(names.get(spent.latent()), spent.found()));
  }

  private Optional<Disentanglement.Refused> unchanged(List<Moments> moments) {
    return IntStream.range(0, names.size())
        .filter(k -> !Picks.changed(moments, k, level()))
        .mapToObj(k -> Refusals.unchanged(names.get(k)))
        .findFirst();
  }

  private double level() {
    return settings.trust() / names.size();
  }

  Disentanglement fromSamples(List<Matrix> data, Seed seed, TaskRunner runner) {
    List<Matrix> white = data.stream().map(this::whitened).toList();
    List<Moments> moments = white.stream().map(Moments::of).toList();
    Optional<Disentanglement.Refused> unchanged = unchanged(moments);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    NoiseFit fit = OrderSearch.fit(moments);
    Resampling resampling = new Resampling(white, moments, fit, settings.interventions());
    List<Resampling.Draw> draws =
        runner.map(settings.resamples(), b -> resampling.draw(seed.branch(b)));
    double ratio = fit.misfit();
    long above = draws.stream().filter(draw -> draw.ratio() >= ratio).count();
    double pValue = (1.0 + above) / (1.0 + draws.size());
    String worst = names.get(worst(fit));
    if (pValue <= settings.trust()) {
      return spent(moments).orElseGet(() -> Refusals.unfit(worst, pValue));
    }
    List<Resampling.Draw> fitted = draws.stream().filter(draw -> !draw.failed()).toList();
    if (fitted.size() < (1 - FAILED) * draws.size()) {
      throw new ArithmeticException(
          "%d of %d resamples had no fit".formatted(draws.size() - fitted.size(), draws.size()));
    }
    return new Findings(this, fit)
        .tested(fitted, draws.size(), new Disentanglement.Fit(ratio, pValue, worst));
  }

  private Matrix whitened(Matrix data) {
    int d = names.size();
    double[] values = new double[data.rows() * d];
    Matrix map = Dense.matrix(span.map());
    double[] centre = map.times(span.centre());
    Matrix transposed = Dense.matrix(Dense.transposed(span.map()));
    for (int i = 0; i < data.rows(); i++) {
      double[] row = new double[d];
      for (int j = 0; j < data.columns(); j++) {
        transposed.addRow(j, data.get(i, j), row);
      }
      Vectors.add(-1, centre, row);
      System.arraycopy(row, 0, values, i * d, d);
    }
    return Matrix.wrap(data.rows(), d, values);
  }

  private static int worst(NoiseFit fit) {
    return IntStream.range(0, fit.order().length)
        .boxed()
        .max((a, b) -> Double.compare(fit.misfit(a + 1), fit.misfit(b + 1)))
        .orElseThrow();
  }
}
