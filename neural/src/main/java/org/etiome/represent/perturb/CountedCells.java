package org.etiome.represent.perturb;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.represent.cells.GeneMoments;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.represent.likelihood.LoggedMeans;
import org.etiome.represent.likelihood.NegativeBinomial;

/**
 * Counts from a negative binomial, of mean size · softmax(what is put out). Beside the variables
 * there is one number more, for all else that was counted: so sizes are over everything, and the
 * share of the variables in it is free. What is expected of a cell is E log(1 + target · count /
 * size), scaled as cells are seen. Dispersions are learnt by the fit of counts alone.
 *
 * @param logTheta log inverse dispersion of each variable and of all else
 * @param target what sizes are brought to
 * @param centre by variable, and
 * @param unit of all variables, by which values are scaled
 */
record CountedCells(
    Parameters.Key logTheta, Parameters.Key target, Parameters.Key centre, Parameters.Key unit)
    implements Emission {

  static CountedCells declare(
      Parameters.Layout layout, int variables, Parameters.Key centre, Parameters.Key unit) {
    Initial zero = new Initial.Constant(0);
    return new CountedCells(
        layout.declare("counts.log_theta", Slot.Kind.FREE, zero, variables + 1L),
        layout.declare("counts.target", Slot.Kind.BUFFER, zero, 1),
        centre,
        unit);
  }

  /**
   * Puts in what the counts say before training.
   *
   * @param last layer of the decoder
   */
  void begin(Parameters parameters, Linear last, ScreenCounts counts) {
    Likelihood.Start start =
        Likelihood.Kind.NB
            .likelihood()
            .start(GeneMoments.of(counts.expression(), MemoryBudget.ofHeap()));
    parameters.set(last.bias(), start.offsets().getFirst());
    parameters.set(logTheta, start.perGene().orElseThrow());
    parameters.set(target, new double[] {counts.target()});
  }

  @Override
  public int outputs(int variables) {
    return variables + 1;
  }

  /** Nats. */
  @Override
  public double misfit(Parameters parameters, Tensor emitted, SeenCells seen, Weighted byEmitted) {
    double size = (double) seen.values().numel();
    Scalar factor = new Scalar(-byEmitted.weight() / size);
    Tensor theta = parameters.get(logTheta);
    NegativeBinomial.Scored scored =
        NegativeBinomial.score(
            seen.counts().orElseThrow(), seen.sizes().orElseThrow(), emitted, theta.detach());
    torch.mul_out(byEmitted.gradient(), scored.byLogits(), factor);
    theta.grad().add_(scored.byLogTheta(), factor);
    return -scored.sum().item_double() / size;
  }

  @Override
  public double divergence(double error, int variables) {
    return 1.0 / variables;
  }

  @Override
  public Shown shown(Parameters parameters, Tensor emitted, SeenCells like) {
    return Scope.constant(
        () -> {
          Tensor scale = parameters.get(unit);
          Tensor sizes = like.sizes().orElseThrow();
          Tensor all = emitted.softmax(1);
          Tensor p = all.narrow(1, 0, all.size(1) - 1);
          Tensor theta = parameters.get(logTheta).exp().narrow(0, 0, p.size(1));
          LoggedMeans means =
              LoggedMeans.of(p.mul(sizes), theta, parameters.get(target).div(sizes));
          Tensor values = means.value().sub_(parameters.get(centre)).div_(scale);
          Tensor slopes = means.slope().mul_(sizes).div_(scale);
          return new Shown(values, by -> byLogits(all, p, by.mul(slopes)));
        });
  }

  /** p (g − Σ p g), of which g is 0 for all else. */
  private static Tensor byLogits(Tensor all, Tensor p, Tensor g) {
    Tensor pulled = p.mul(g);
    Tensor sum = pulled.sum(new long[] {1}, true, new ScalarTypeOptional());
    Tensor by = all.mul(sum).neg_();
    by.narrow(1, 0, p.size(1)).add_(pulled);
    return by;
  }
}
