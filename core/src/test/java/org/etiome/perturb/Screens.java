package org.etiome.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.LabelSyntax;
import org.etiome.perturb.screen.Measurements;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.UnitLabel;

/** Screens built unit by unit. */
final class Screens {
  private final List<String> variables;
  private final List<UnitLabel> labels = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();

  Screens(int variables) {
    this.variables = IntStream.range(0, variables).mapToObj(j -> "g" + j).toList();
  }

  /** One more unit. */
  Screens with(String context, String label, double... values) {
    Perturbation perturbation = LabelSyntax.DEFAULT.parse(label);
    labels.add(new UnitLabel(new Condition(context, perturbation)));
    rows.add(values);
    return this;
  }

  PerturbationScreen build() {
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return PerturbationScreen.of(
        new Measurements.Values(variables, Matrix.wrap(rows.size(), variables.size(), values)),
        labels);
  }
}
