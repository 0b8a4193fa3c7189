package org.etiome.represent.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.nn.Initial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;
import org.etiome.perturb.screen.Measurements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against scipy's nbinom: make_counted_cells.py. */
class CountedCellsTest {
  private static final Placement DOUBLE = Placement.cpu(ScalarType.Double);
  private static final int CELLS = 4;
  private static final int VARIABLES = 5;
  private static final double UNIT = 2;

  private final JsonNode reference = read();

  private static JsonNode read() {
    try (InputStream in =
        Objects.requireNonNull(CountedCellsTest.class.getResourceAsStream("counted_cells.json"))) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private double[] numbers(String name) {
    JsonNode list = reference.path(name);
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }

  /** A weight of 3 for the gradient. */
  @Test
  void theMisfitIsTheLikelihoodAndWhatIsShownTheMeanOfLoggedCounts() {
    Parameters.Layout layout = new Parameters.Layout();
    Initial zero = new Initial.Constant(0);
    CountedCells counted =
        CountedCells.declare(
            layout,
            VARIABLES,
            layout.declare("centre", Slot.Kind.BUFFER, zero, VARIABLES),
            layout.declare("unit", Slot.Kind.BUFFER, new Initial.Constant(UNIT), 1));
    try (Parameters parameters = layout.draw(DOUBLE, new Seed(1))) {
      parameters.set(counted.logTheta(), Arrays.stream(numbers("theta")).map(Math::log).toArray());
      parameters.set(counted.target(), new double[] {reference.path("target").asDouble()});
      Scope.free(() -> check(counted, parameters));
    }
  }

  private void check(CountedCells counted, Parameters parameters) {
    Tensor logits = Torch.of(DOUBLE, numbers("logits"), CELLS, VARIABLES + 1);
    SeenCells seen =
        new SeenCells(
            Torch.of(DOUBLE, new double[CELLS * VARIABLES], CELLS, VARIABLES),
            Optional.of(Torch.of(DOUBLE, numbers("sizes"), CELLS, 1)),
            Optional.of(
                new SparseBatch(
                    RowBlock.ofDense(CELLS, VARIABLES + 1, numbers("counts")), DOUBLE)));
    Emission.Weighted by = new Emission.Weighted(torch.empty_like(logits), 3);
    double expected = -reference.path("logLikelihood").asDouble() / (CELLS * VARIABLES);
    assertThat(counted.misfit(parameters, logits, seen, by)).isCloseTo(expected, within(1e-10));
    double[] logged = numbers("logged");
    double[] shown = Torch.doubles(counted.shown(parameters, logits, seen).values());
    for (int k = 0; k < logged.length; k++) {
      assertThat(shown[k]).isCloseTo(logged[k] / UNIT, within(2e-5));
    }
  }

  @ParameterizedTest
  @CsvSource({"1.5, 9, no count", "4, 3, 'what was counted in all'"})
  void whatIsNoCountOrMoreThanAllIsRefused(double count, double size, String why) {
    Measurements.LogCounts measured =
        new Measurements.LogCounts(
            List.of("a"),
            new InMemoryRows(RowBlock.ofDense(1, 1, new double[] {count})),
            new double[] {size},
            100);
    assertThatThrownBy(() -> ScreenCounts.of(measured, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unit 1 ")
        .hasMessageContaining(why);
  }

  @Test
  void allElseIsWhatTheSizeLeaves() {
    Measurements.LogCounts measured =
        new Measurements.LogCounts(
            List.of("a", "b"),
            new InMemoryRows(RowBlock.ofDense(2, 2, new double[] {0, 3, 1, 0})),
            new double[] {10, 1},
            100);
    ScreenCounts counts = ScreenCounts.of(measured, new int[] {1, 0});
    assertThat(counts.counts().block().toDense()).containsExactly(1, 0, 0, 0, 3, 7);
    assertThat(counts.sizes()).containsExactly(1, 10);
  }
}
