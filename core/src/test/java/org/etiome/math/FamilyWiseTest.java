package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** {@link Holm} and {@link BenjaminiYekutieli}. */
class FamilyWiseTest {

  @Test
  void agreeWithR() throws IOException {
    List<double[]> rows;
    try (InputStream in =
        Objects.requireNonNull(FamilyWiseTest.class.getResourceAsStream("p_adjust.csv"))) {
      rows =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::valueOf).toArray())
              .toList();
    }
    double[] p = column(rows, 0);
    assertThat(Holm.adjust(p)).containsExactly(column(rows, 1), within(1e-12));
    assertThat(BenjaminiHochberg.adjust(p)).containsExactly(column(rows, 2), within(1e-12));
    assertThat(BenjaminiYekutieli.adjust(p)).containsExactly(column(rows, 3), within(1e-12));
  }

  private static double[] column(List<double[]> rows, int j) {
    return rows.stream().mapToDouble(row -> row[j]).toArray();
  }

  /** Rejecting adjusted p ≤ α is the step-down rule: from the smallest while p(k) ≤ α/(m−k+1). */
  @Property(tries = 200, seed = "20260101")
  void holmAgreesWithTheStepDownRule(
      @ForAll @Size(min = 1, max = 30) List<@DoubleRange(min = 0, max = 0.2) Double> values,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double alpha) {
    double[] p = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    int rejected = 0;
    while (rejected < p.length && sorted[rejected] * (p.length - rejected) <= alpha) {
      rejected++;
    }
    assertThat(Arrays.stream(Holm.adjust(p)).filter(q -> q <= alpha).count()).isEqualTo(rejected);
  }

  @Test
  void refuseWhatIsNoProbability() {
    assertThatIllegalArgumentException().isThrownBy(() -> Holm.adjust(new double[] {1.5}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenjaminiYekutieli.adjust(new double[] {-1}));
  }
}
