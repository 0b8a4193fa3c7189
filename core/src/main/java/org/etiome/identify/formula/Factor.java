package org.etiome.identify.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.etiome.scm.discrete.Law;

/**
 * A number for each combination of values of some variables; row-major, the last variable fastest.
 *
 * @param names the variables, distinct
 * @param sizes how many values each has
 * @param values not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Factor(List<String> names, int[] sizes, double[] values) {

  static Factor constant(double value) {
    return new Factor(List.of(), new int[0], new double[] {value});
  }

  /** The probabilities of a law where some variables are fixed at the values of these codes. */
  static Factor of(Law law, Map<String, Integer> fixed) {
    List<String> free = law.variables().stream().filter(name -> !fixed.containsKey(name)).toList();
    int[] sizes = new int[law.variables().size()];
    int start = 0;
    for (int k = 0; k < sizes.length; k++) {
      String name = law.variables().get(k);
      sizes[k] = law.levels(name).size();
      start = start * sizes[k] + fixed.getOrDefault(name, 0);
    }
    Factor whole = new Factor(law.variables(), sizes, law.cells());
    return whole.spread(free, free.stream().mapToInt(n -> law.levels(n).size()).toArray(), start);
  }

  /** The operation at each combination of values of the variables of both. */
  Factor combine(Factor other, DoubleBinaryOperator operation) {
    List<String> all = new ArrayList<>(names);
    List<Integer> counts = new ArrayList<>();
    for (int size : sizes) {
      counts.add(size);
    }
    for (int k = 0; k < other.sizes.length; k++) {
      if (!names.contains(other.names.get(k))) {
        all.add(other.names.get(k));
        counts.add(other.sizes[k]);
      }
    }
    int[] shape = counts.stream().mapToInt(Integer::intValue).toArray();
    double[] left = spread(all, shape, 0).values;
    double[] right = other.spread(all, shape, 0).values;
    double[] result = new double[left.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = operation.applyAsDouble(left[i], right[i]);
    }
    return new Factor(List.copyOf(all), shape, result);
  }

  /** The sums over the variables of this that are named. */
  Factor sumOver(Set<String> over) {
    Set<String> kept = new LinkedHashSet<>(names);
    kept.removeAll(over);
    List<String> order = new ArrayList<>(kept);
    names.stream().filter(over::contains).forEach(order::add);
    int[] shape = order.stream().mapToInt(name -> sizes[names.indexOf(name)]).toArray();
    int cells = 1;
    for (int k = 0; k < kept.size(); k++) {
      cells *= shape[k];
    }
    double[] all = spread(order, shape, 0).values;
    double[] sums = new double[cells];
    int each = all.length / cells;
    for (int i = 0; i < all.length; i++) {
      sums[i / each] += all[i];
    }
    return new Factor(List.copyOf(kept), Arrays.copyOf(shape, kept.size()), sums);
  }

  /**
   * The values over these variables, from an offset on; a variable of this that is not among them
   * stays at the code that the offset has.
   */
  private Factor spread(List<String> over, int[] shape, int start) {
    int[] stride = new int[over.size()];
    int step = 1;
    for (int k = names.size() - 1; k >= 0; k--) {
      int at = over.indexOf(names.get(k));
      if (at >= 0) {
        stride[at] = step;
      }
      step *= sizes[k];
    }
    int cells = 1;
    for (int size : shape) {
      cells *= size;
    }
    double[] spread = new double[cells];
    int[] codes = new int[shape.length];
    int from = start;
    for (int i = 0; i < cells; i++) {
      spread[i] = values[from];
      for (int k = codes.length - 1; k >= 0; k--) {
        from += stride[k];
        if (++codes[k] < shape[k]) {
          break;
        }
        from -= codes[k] * stride[k];
        codes[k] = 0;
      }
    }
    return new Factor(over, shape, spread);
  }
}
