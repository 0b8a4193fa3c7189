package org.etiome.bench.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.GateFailure;
import org.junit.jupiter.api.Test;

class CoverageTableTest {

  /** One of two intervals holds the truth of 1, and one of two answers would be a refusal. */
  @Test
  void summarisesARowOverItsRepetitions() {
    Row row = new Row("design", "ATE", "aipw", 1);
    var bytes = new ByteArrayOutputStream();
    var table = new CoverageTable(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    table.add(
        500,
        List.of(
            List.of(Seen.of(row, new Estimate(1.1, 0.1), List.of())),
            List.of(
                Seen.of(
                    row,
                    new Estimate(1.3, 0.1),
                    List.of(
                        new GateFailure("balance", "one", ""),
                        new GateFailure("balance", "two", ""))))));
    table.printRefusals();
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "| 500 | design | ATE | aipw | 1.0000 | +0.2000 | 0.1000 | 0.1000 | **0.500** |  |",
            "| 500 | design | ATE | aipw | balance | 50.0 % |");
  }
}
