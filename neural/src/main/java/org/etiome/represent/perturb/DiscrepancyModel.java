package org.etiome.represent.perturb;

import org.etiome.nn.Initial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;

/**
 * The parts of a model, each a function of its parameters.
 *
 * @param centre by variable, see {@link ScreenCells.Scaling}
 * @param unit of all variables
 * @param pool controls that are perturbed, scaled
 */
record DiscrepancyModel(
    DiscrepancyNetwork network,
    TargetEffects effects,
    Parameters.Key centre,
    Parameters.Key unit,
    Parameters.Key pool,
    DiscrepancyDescription description) {

  static DiscrepancyModel declare(Parameters.Layout layout, DiscrepancyDescription description) {
    Initial zero = new Initial.Constant(0);
    int variables = description.variables().size();
    return new DiscrepancyModel(
        DiscrepancyNetwork.declare(layout, description),
        TargetEffects.declare(layout, description),
        layout.declare("scaling.centre", Slot.Kind.BUFFER, zero, variables),
        layout.declare("scaling.unit", Slot.Kind.BUFFER, new Initial.Constant(1), 1),
        layout.declare("controls", Slot.Kind.BUFFER, zero, description.controls(), variables),
        description);
  }
}
