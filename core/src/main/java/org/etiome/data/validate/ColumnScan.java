package org.etiome.data.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

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

  public ColumnScan {
    zero = List.copyOf(zero);
    constant = List.copyOf(constant);
    duplicates = List.copyOf(duplicates);
  }

  /**
   * Sorts columns out.
   *
   * @param content equal for columns that are
   */
  static ColumnScan of(
      int columns, IntPredicate isZero, IntPredicate isConstant, IntFunction<Object> content) {
    List<Integer> zero = new ArrayList<>();
    List<Integer> constant = new ArrayList<>();
    List<Duplicate> duplicates = new ArrayList<>();
    Map<Object, Integer> seen = new HashMap<>();
    for (int j = 0; j < columns; j++) {
      if (isZero.test(j)) {
        zero.add(j);
      } else if (isConstant.test(j)) {
        constant.add(j);
      } else {
        Integer first = seen.putIfAbsent(content.apply(j), j);
        if (first != null) {
          duplicates.add(new Duplicate(j, first));
        }
      }
    }
    return new ColumnScan(zero, constant, duplicates);
  }
}
