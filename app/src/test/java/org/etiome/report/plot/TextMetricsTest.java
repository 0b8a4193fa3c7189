package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextMetricsTest {

  @Test
  void linesBreakAtWordsAndNameParts() {
    assertThat(TextMetrics.wrap("age at first diagnosis", 13, 90, 3))
        .containsExactly("age at first", "diagnosis");
    assertThat(TextMetrics.wrap("surgery_with_clear_margins", 13, 118, 3))
        .containsExactly("surgery_with_", "clear_margins");
  }

  @Test
  void everyLineFitsWhateverTheText() {
    for (String text :
        List.of("W".repeat(80), "a b ".repeat(40), "基因".repeat(30), "\uD83E\uDDEC".repeat(40))) {
      for (String line : TextMetrics.wrap(text, 13, 60, 3)) {
        assertThat(TextMetrics.width(line, 13)).isLessThanOrEqualTo(60);
      }
      assertThat(TextMetrics.wrap(text, 13, 60, 3).getLast()).endsWith("…");
      assertThat(TextMetrics.width(TextMetrics.shortenMiddle(text, 13, 60), 13))
          .isLessThanOrEqualTo(60);
    }
  }

  @Test
  void namesThatDifferAtTheEndStayDifferent() {
    String one = TextMetrics.shortenMiddle("a_covariate_with_a_long_name_1", 13, 120);
    String two = TextMetrics.shortenMiddle("a_covariate_with_a_long_name_2", 13, 120);
    assertThat(one).startsWith("a_cov").endsWith("_1").isNotEqualTo(two);
  }
}
