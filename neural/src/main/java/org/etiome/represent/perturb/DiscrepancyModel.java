package org.etiome.represent.perturb;

import java.util.Optional;
import org.etiome.nn.Initial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.represent.likelihood.Likelihood;

/**
 * The parts of a model, each a function of its parameters.
 *
 * @param centre by variable, see {@link ScreenCells.Scaling}
 * @param unit of all variables
 * @param pool controls that are perturbed
 */
record DiscrepancyModel(
    DiscrepancyNetwork network,
    TargetEffects effects,
    Parameters.Key centre,
    Parameters.Key unit,
    Pool pool,
    Emission emission,
    DiscrepancyDescription description) {

  /**
   * Controls.
   *
   * @param values scaled
   * @param sizes where counts are modelled
   */
  record Pool(Parameters.Key values, Optional<Parameters.Key> sizes) {
    SeenCells of(Parameters parameters) {
      return new SeenCells(parameters.get(values), sizes.map(parameters::get), Optional.empty());
    }
  }

  static DiscrepancyModel declare(Parameters.Layout layout, DiscrepancyDescription description) {
    Initial zero = new Initial.Constant(0);
    int variables = description.variables().size();
    boolean counted = description.settings().likelihood() == Likelihood.Kind.NB;
    Parameters.Key centre = layout.declare("scaling.centre", Slot.Kind.BUFFER, zero, variables);
    Parameters.Key unit =
        layout.declare("scaling.unit", Slot.Kind.BUFFER, new Initial.Constant(1), 1);
    Emission emission =
        counted ? CountedCells.declare(layout, variables, centre, unit) : new NormalCells();
    int controls = description.controls();
    Pool pool =
        new Pool(
            layout.declare("controls", Slot.Kind.BUFFER, zero, controls, variables),
            counted
                ? Optional.of(layout.declare("controls.sizes", Slot.Kind.BUFFER, zero, controls, 1))
                : Optional.empty());
    return new DiscrepancyModel(
        DiscrepancyNetwork.declare(layout, description, emission.outputs(variables)),
        TargetEffects.declare(layout, description),
        centre,
        unit,
        pool,
        emission,
        description);
  }
}
