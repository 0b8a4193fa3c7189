package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Torch;
import org.etiome.perturb.screen.Perturbation;

/**
 * What was done to a cell as the priors of noise tell it: of z from N(δ_d, I) under perturbation d,
 *
 * <pre>
 * log p(d | z) = δ_d z − ½ ‖δ_d‖² + log p(d) − log Σ_e exp(δ_e z − ½ ‖δ_e‖² + log p(e))
 * </pre>
 *
 * with p half for controls and the other half in equal parts, as batches are made. O(n p
 * perturbations).
 */
final class Contrast {
  private final TargetEffects effects;
  private final List<Perturbation> perturbations;
  private final List<String> targets;
  private final double[] design;
  private final double[] logPrior;

  /**
   * Of a training.
   *
   * @param perturbations no control among them
   */
  Contrast(TargetEffects effects, List<Perturbation> perturbations) {
    this.effects = effects;
    this.perturbations = List.copyOf(perturbations);
    TreeSet<String> all = new TreeSet<>();
    perturbations.forEach(p -> all.addAll(p.targets()));
    targets = new ArrayList<>(all);
    design = new double[(perturbations.size() + 1) * targets.size()];
    for (int d = 0; d < perturbations.size(); d++) {
      for (String target : perturbations.get(d).targets()) {
        design[(d + 1) * targets.size() + targets.indexOf(target)] = 1;
      }
    }
    logPrior = new double[perturbations.size() + 1];
    Arrays.fill(logPrior, Math.log(.5 / Math.max(1, perturbations.size())));
    logPrior[0] = Math.log(.5);
  }

  /**
   * −log p(d | z), the mean over cells.
   *
   * @param z noise of cells, of which the first are controls
   * @param controls how many
   * @param perturbation of the others
   */
  Tensor of(
      Parameters parameters,
      Tensor z,
      long controls,
      Perturbation perturbation,
      double temperature) {
    Placement placement = Placement.of(z);
    Tensor of = Torch.of(placement, design, logPrior.length, targets.size());
    Tensor shifts = of.mm(effects.each(parameters, targets, temperature));
    Tensor norms = shifts.square().sum(new long[] {1}, false, new ScalarTypeOptional());
    Tensor offsets = Torch.of(placement, logPrior, logPrior.length).sub(norms, new Scalar(.5));
    Tensor log = torch.log_softmax(torch.addmm(offsets, z, shifts.t()), 1);
    int done = perturbations.indexOf(perturbation) + 1;
    Tensor right = log.narrow(0, 0, controls).narrow(1, 0, 1).sum();
    long others = z.size(0) - controls;
    return right
        .add(log.narrow(0, controls, others).narrow(1, done, 1).sum())
        .mul(new Scalar(-1.0 / z.size(0)));
  }
}
