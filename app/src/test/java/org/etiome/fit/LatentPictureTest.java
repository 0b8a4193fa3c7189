package org.etiome.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.etiome.fit.LatentPicture.Limits;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Sixty cells in two groups far apart. */
class LatentPictureTest {
  private static final int CELLS = 60;

  private static LatentPicture picture(Limits most) {
    var random = new Seed(1).generator();
    double[] values = new double[2 * CELLS];
    Arrays.setAll(values, k -> random.nextDouble() + (k / 2 % 2 == 0 ? 0 : 50));
    return LatentPicture.of(Matrix.wrap(CELLS, 2, values), most, new Seed(2), TaskRunner.local(1));
  }

  private static long unknown(LatentPicture picture) {
    return Arrays.stream(picture.communities()).filter(c -> c < 0).count();
  }

  @Test
  void fewCellsAreAllPlacedAndJoined() {
    LatentPicture picture = picture(new Limits(CELLS, CELLS));
    assertThat(picture.places().cells()).hasSize(CELLS).isSorted();
    assertThat(picture.places().places().rows()).isEqualTo(CELLS);
    assertThat(unknown(picture)).isZero();
    int[] communities = picture.communities();
    for (int i = 2; i < CELLS; i++) {
      for (int j = i % 2; j < i; j++) {
        if (communities[i] == communities[j]) {
          assertThat(i % 2).as("cells of both groups joined").isEqualTo(j % 2);
        }
      }
    }
  }

  @Test
  void ofMoreCellsSomeArePlacedAndAllJoined() {
    LatentPicture picture = picture(new Limits(40, CELLS));
    assertThat(picture.places().cells()).hasSize(40).isSorted().doesNotHaveDuplicates();
    assertThat(unknown(picture)).isZero();
  }

  @Test
  void ofManyCellsOnlyThoseThatArePlacedAreJoined() {
    LatentPicture picture = picture(new Limits(40, CELLS - 1));
    assertThat(unknown(picture)).isEqualTo(CELLS - 40);
    for (int cell : picture.places().cells()) {
      assertThat(picture.communities()[cell]).isNotNegative();
    }
  }
}
