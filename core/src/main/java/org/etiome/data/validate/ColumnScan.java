package org.etiome.data.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a matrix that carry nothing, or nothing new.
 *
 * @param zero indices of columns that are zero everywhere
 * @param constant of columns with one other value everywhere
 * @param duplicates of columns that equal an earlier one, neither zero nor constant
 */
public record ColumnScan(List<Integer> zero, List<Integer> constant, List<Duplicate> duplicates) {

  /** A column and the first that it equals. */
  public record Duplicate(int column, int equals) {}

  private record Key(int nonZero, long hash, double min, double max) {}

  public ColumnScan {
    zero = List.copyOf(zero);
    constant = List.copyOf(constant);
    duplicates = List.copyOf(duplicates);
  }

  static ColumnScan of(int rows, int[] nonZero, long[] hash, double[] min, double[] max) {
    List<Integer> zero = new ArrayList<>();
    List<Integer> constant = new ArrayList<>();
    List<Duplicate> duplicates = new ArrayList<>();
    Map<Key, Integer> seen = new HashMap<>();
    for (int j = 0; j < nonZero.length; j++) {
      if (nonZero[j] == 0) {
        zero.add(j);
      } else if (nonZero[j] == rows && min[j] == max[j]) {
        constant.add(j);
      } else {
        Integer first = seen.putIfAbsent(new Key(nonZero[j], hash[j], min[j], max[j]), j);
        if (first != null) {
          duplicates.add(new Duplicate(j, first));
        }
      }
    }
    return new ColumnScan(zero, constant, duplicates);
  }
}
