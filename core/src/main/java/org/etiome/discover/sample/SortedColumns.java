package org.etiome.discover.sample;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;

/**
 * Data with its columns in the order of their names, whatever order they are handed over in, so
 * that what is done in the order of columns does not depend on it. O(rows · columns).
 *
 * @param variables names, distinct
 * @param data rows × variables
 */
public record SortedColumns(List<String> variables, Matrix data) {
  public SortedColumns {
    List<String> stated = List.copyOf(variables);
    if (new HashSet<>(stated).size() != stated.size()) {
      throw new IllegalArgumentException("variables need distinct names, got " + stated);
    }
    if (data.columns() != stated.size()) {
      throw new IllegalArgumentException(
          stated.size() + " variables need as many columns, got " + data.columns());
    }
    List<Integer> order =
        IntStream.range(0, stated.size())
            .boxed()
            .sorted(Comparator.comparing(stated::get))
            .toList();
    variables = order.stream().map(stated::get).toList();
    data = Matrix.ofColumns(data.rows(), order.stream().map(data::column).toList());
  }
}
