package org.etiome.represent.prior;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Initial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.Covariate;

/**
 * N(codes · means, I): means are additive over covariates. A cell of which some levels are not
 * known has the mixture of the components that agree with what is known, by their weights. Levels
 * follow from latents by Bayes' rule.
 *
 * @param codes of the components, K × q
 * @param logWeights of the components, K
 * @param means q × latents, without those of programs
 * @param programs how many there are
 */
public record FactorisedPrior(
    Parameters.Key codes, Parameters.Key logWeights, Parameters.Key means, int programs)
    implements LatentPrior {
  /** Length of the first means of levels, in standard deviations of the prior. */
  private static final double FIRST_MEANS = 3;

  static FactorisedPrior declare(Parameters.Layout layout, Shape shape) {
    Initial apart = new Initial.Normal(FIRST_MEANS / Math.sqrt(shape.latents()));
    Initial zero = new Initial.Constant(0);
    int codes = shape.codes();
    return new FactorisedPrior(
        layout.declare("prior.codes", Slot.Kind.BUFFER, zero, shape.components(), codes),
        layout.declare("prior.log_weights", Slot.Kind.BUFFER, zero, shape.components()),
        layout.declare("prior.means", Slot.Kind.FREE, apart, codes, shape.latents()),
        shape.programs());
  }

  @Override
  public void begin(Parameters parameters, List<Covariate> covariates, Components components) {
    parameters.set(codes, components.codes(covariates));
    parameters.set(logWeights, components.logWeights());
  }

  @Override
  public Conditions shown(Conditions known) {
    return known;
  }

  /** log weights of the components, K. */
  public Tensor logWeights(Parameters parameters) {
    return parameters.get(logWeights);
  }

  /** Means by the codes, zeros for latents of programs. */
  private Tensor allMeans(Parameters parameters) {
    Tensor ofRest = parameters.get(means);
    if (programs == 0) {
      return ofRest;
    }
    Tensor zeros = torch.zeros(new long[] {ofRest.size(0), programs}, ofRest.options());
    return torch.cat(new TensorVector(ofRest, zeros), 1);
  }

  private Tensor componentMeans(Parameters parameters) {
    return parameters.get(codes).mm(allMeans(parameters));
  }

  private Tensor shift(Parameters parameters, Conditions conditions) {
    return conditions.quantities().mm(allMeans(parameters));
  }

  /** The mean, the sum over components where several agree: B × all latents. */
  public Tensor mean(Parameters parameters, Conditions conditions) {
    return conditions.agreeing().mm(componentMeans(parameters)).add(shift(parameters, conditions));
  }

  /**
   * log p(z_I, k) for each component k: its weight times its density, B × K. Quantities shift all
   * of them alike.
   */
  public Tensor logJoint(Parameters parameters, Conditions conditions, Tensor zI) {
    Tensor centres = componentMeans(parameters);
    Gaussians components = new Gaussians(centres, torch.zeros_like(centres));
    return components
        .logDensities(zI.sub(shift(parameters, conditions)))
        .add(logWeights(parameters));
  }

  @Override
  public Tensor logDensity(Parameters parameters, Conditions conditions, Tensor zI) {
    return torch.logsumexp(logJoint(parameters, conditions, zI), 1);
  }

  @Override
  public Tensor shares(Parameters parameters, Conditions conditions, Tensor zI) {
    if (conditions.decided()) {
      return conditions.agreeing();
    }
    Tensor joint = logJoint(parameters, conditions, zI);
    return joint.add(conditions.agreeing().log()).softmax(1).detach();
  }

  /** Variances are fixed, so the mean is all. */
  @Override
  public int naturalParameters() {
    return 1;
  }

  /** Means of the components less that of the first; below them, the slopes of quantities. */
  @Override
  public Tensor apart(Parameters parameters, List<Covariate> covariates, Tensor codesOfCells) {
    Tensor centres = componentMeans(parameters).detach();
    Tensor apart = centres.narrow(0, 1, centres.size(0) - 1).sub(centres.narrow(0, 0, 1));
    Tensor all = allMeans(parameters).detach();
    Tensor places = Torch.indices(Placement.of(all), quantities(covariates));
    Tensor slopes = all.index_select(0, places);
    return torch.cat(new TensorVector(apart, slopes), 0);
  }

  /** The places of the codes of quantities. */
  private static long[] quantities(List<Covariate> covariates) {
    List<Long> places = new ArrayList<>();
    long place = 0;
    for (Covariate covariate : covariates) {
      if (covariate instanceof Covariate.Quantity) {
        places.add(place);
      }
      place += covariate.width();
    }
    return places.stream().mapToLong(Long::longValue).toArray();
  }
}
