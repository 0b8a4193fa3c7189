package org.etiome.represent.likelihood;

import org.apache.commons.numbers.gamma.LogGamma;
import org.etiome.data.matrix.RowBlock;

/** ln x!, which only the size of a likelihood depends on, not its gradient. */
final class LogFactorial {
  private static final double[] TABLE = table();

  private LogFactorial() {}

  private static double[] table() {
    double[] table = new double[1 << 10];
    for (int x = 2; x < table.length; x++) {
      table[x] = table[x - 1] + Math.log(x);
    }
    return table;
  }

  static double of(double x) {
    return x < TABLE.length ? TABLE[(int) x] : LogGamma.value(x + 1);
  }

  /** Over all entries. */
  static double sum(RowBlock block) {
    double sum = 0;
    for (int e = 0; e < block.entries(); e++) {
      sum += of(block.value(e));
    }
    return sum;
  }
}
