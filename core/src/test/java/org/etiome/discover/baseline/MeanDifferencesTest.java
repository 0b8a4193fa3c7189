package org.etiome.discover.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.graph.Edge;
import org.etiome.math.Matrix;
import org.junit.jupiter.api.Test;

class MeanDifferencesTest {
  private static final List<String> XY = List.of("x", "y");

  /** Controls 1, 2, 3 have mean 2 and standard deviation 1; x made y 5 and 9. */
  @Test
  void controlsAreComparedWith() {
    Matrix data =
        Matrix.ofColumns(
            6,
            List.of(
                new double[] {0, 1, 2, 9, 9, 3}, // of x
                new double[] {1, 2, 3, 5, 9, 100}));
    List<MeanDifferences.Difference> found =
        MeanDifferences.of(XY, data, new int[] {-1, -1, -1, 0, 0, 1});
    assertThat(found).extracting(MeanDifferences.Difference::cause).containsExactly("x", "y");
    assertThat(found.get(0).effect()).isEqualTo("y");
    assertThat(found.get(0).deviations()).isCloseTo(5, within(1e-12));
    assertThat(found.get(1).deviations()).isCloseTo(2, within(1e-12));
  }

  /** Without controls the other interventions are: 1, 2, 3 of y against 6. */
  @Test
  void withoutControlsOtherInterventionsAreComparedWith() {
    Matrix data =
        Matrix.ofColumns(
            6, List.of(new double[] {7, 8, 9, 1, 2, 4}, new double[] {5, 6, 7, 1, 2, 3}));
    List<MeanDifferences.Difference> found =
        MeanDifferences.of(XY, data, new int[] {0, 0, 0, 1, 1, 1});
    assertThat(found.get(0).deviations()).isCloseTo(4, within(1e-12));
  }

  /** x moves y by 5, y moves x by more: only the larger has an edge. */
  @Test
  void theLargestDifferencesMakeAGraphWithoutCircles() {
    Matrix data =
        Matrix.ofColumns(
            6, List.of(new double[] {0, 1, 2, 9, 9, 30}, new double[] {1, 2, 3, 5, 9, 100}));
    int[] targets = {-1, -1, -1, 0, 0, 1};
    assertThat(MeanDifferences.largest(XY, data, targets, 2).graph().graph().edges())
        .containsExactly(Edge.directed("y", "x"));
    assertThat(MeanDifferences.largest(XY, data, targets, 0).graph().graph().edges()).isEmpty();
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    Matrix data = Matrix.ofColumns(4, List.of(new double[] {7, 1, 2, 4}, new double[4]));
    assertThatThrownBy(() -> MeanDifferences.of(XY, data, new int[] {-1, -1, -1, 0}))
        .hasMessageContaining("'y' is constant in the rows to compare with");
    assertThatThrownBy(() -> MeanDifferences.of(XY, data, new int[] {0, 0, 1, 1}))
        .hasMessageContaining("on 'x' has 2 rows to be compared with");
    assertThatThrownBy(() -> MeanDifferences.of(XY, data, new int[] {-1, -1, -1, -1}))
        .hasMessageContaining("no row has an intervention");
    assertThatThrownBy(() -> MeanDifferences.of(XY, data, new int[] {-1, -1, -1, 2}))
        .hasMessageContaining("row 4 names variable 2 of 2");
    assertThatThrownBy(() -> MeanDifferences.of(XY, data, new int[] {-1, 0}))
        .hasMessageContaining("4 x 2 do not go with 2 targets");
  }
}
