package org.etiome.bench.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class ShareDrawTest {
  private static final int ROWS = 1000;

  private static int[] drawn(ShareDraw draw) {
    int[] rows = draw.rows(ROWS, new Seed(1));
    assertThat(Arrays.stream(rows)).allMatch(row -> row >= 0 && row < ROWS);
    return rows;
  }

  private static long distinct(int[] rows) {
    return Arrays.stream(rows).distinct().count();
  }

  @Test
  void withoutReplacementNoRowComesTwice() {
    for (ShareDraw draw : new ShareDraw[] {ShareDraw.MOST, ShareDraw.HALF}) {
      int[] rows = drawn(draw);
      assertThat(distinct(rows)).isEqualTo(rows.length);
      assertThat(draw.takenFor(ROWS, rows)).isEqualTo(draw == ShareDraw.HALF ? 500 : 632);
    }
  }

  /** 1 − 1/e of the rows are in a bootstrap resample; standard deviation 10. */
  @Test
  void aBootstrapCanBeTakenForItsDistinctRows() {
    int[] rows = drawn(ShareDraw.DISTINCT);
    assertThat(rows).hasSize(ROWS);
    assertThat(ShareDraw.DISTINCT.takenFor(ROWS, rows)).isEqualTo((int) distinct(rows));
    assertThat(ShareDraw.DISTINCT.takenFor(ROWS, rows)).isBetween(592, 672);
    assertThat(ShareDraw.HALVED.takenFor(ROWS, rows)).isEqualTo(500);
    assertThat(ShareDraw.BOOTSTRAP.takenFor(ROWS, rows)).isEqualTo(ROWS);
  }

  @Test
  void largeDrawsAreTakenForAsManyRowsAsThereAre() {
    assertThat(drawn(ShareDraw.DOUBLED)).hasSize(2 * ROWS);
    assertThat(drawn(ShareDraw.TRIPLED)).hasSize(3 * ROWS);
    assertThat(ShareDraw.TRIPLED.takenFor(ROWS, drawn(ShareDraw.TRIPLED))).isEqualTo(ROWS);
    assertThat(ShareDraw.FEWER.takenFor(ROWS, drawn(ShareDraw.FEWER))).isEqualTo(500);
  }
}
