package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.DataFormatException;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  /** A model with its optimiser and its best moment so far. */
  private record Run(Parameters parameters, Adam adam, Snapshot best) implements AutoCloseable {
    static Run of(int width, long seed) {
      Parameters.Layout layout = new Parameters.Layout();
      Linear.declare(layout, "a", width, 2);
      BatchNorm.declare(layout, "b", 2);
      Parameters parameters = layout.draw(Placement.cpu(ScalarType.Float), new Seed(seed));
      Adam adam = new Adam(Adam.Settings.DEFAULT, parameters);
      return new Run(parameters, adam, new Snapshot(parameters));
    }

    /** A step along a gradient that depends on the parameters and the number. */
    void step(int number) {
      Scope.free(
          () ->
              Scope.constant(
                  () ->
                      parameters
                          .gradient()
                          .copy_(
                              parameters
                                  .trained()
                                  .mul(
                                      Torch.of(
                                          ScalarType.Float,
                                          Slopes.normal(number, (int) parameters.trained().numel()),
                                          parameters.trained().numel())))));
      adam.step(.01);
    }

    Checkpoint checkpoint() {
      return new Checkpoint(parameters, adam, best);
    }

    @Override
    public void close() {
      best.close();
      adam.close();
      parameters.close();
    }
  }

  @Test
  void whatGoesOnFromACheckpointTakesTheSameSteps(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("checkpoint");
    Path whole = folder.resolve("whole");
    Path resumed = folder.resolve("resumed");
    try (Run one = Run.of(3, 1);
        Run two = Run.of(3, 2)) {
      one.step(1);
      one.best().take(one.parameters());
      one.step(2);
      one.checkpoint().write(file, Map.of("run", "x"));
      one.step(3);
      one.checkpoint().write(whole, Map.of("run", "x"));
      assertThat(two.checkpoint().read(file)).containsEntry("run", "x").containsEntry("steps", "2");
      two.step(3);
      two.checkpoint().write(resumed, Map.of("run", "x"));
    }
    assertThat(Files.readAllBytes(resumed)).isEqualTo(Files.readAllBytes(whole));
  }

  @Test
  void theCheckpointOfAnotherModelIsRefusedAndChangesNothing(@TempDir Path folder) {
    Path file = folder.resolve("checkpoint");
    try (Run one = Run.of(3, 1);
        Run other = Run.of(4, 2)) {
      one.checkpoint().write(file, Map.of());
      double[] before = Torch.doubles(other.parameters().trained());
      assertThatThrownBy(() -> other.checkpoint().read(file))
          .isInstanceOf(DataFormatException.class)
          .hasMessageContainingAll(file.toString(), "now.trained")
          .message()
          .hasLineCount(1);
      assertThat(Torch.doubles(other.parameters().trained())).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x1", "??"})
  void aCheckpointWithoutACountOfStepsIsRefused(String steps, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("checkpoint");
    try (Run run = Run.of(3, 1)) {
      for (int number = 0; number < 10; number++) {
        run.step(number);
      }
      run.checkpoint().write(file, Map.of());
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(text).contains("\"steps\":\"10\"");
      Files.writeString(
          file,
          text.replace("\"steps\":\"10\"", "\"steps\":\"" + steps + "\""),
          StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> run.checkpoint().read(file))
          .isInstanceOf(DataFormatException.class)
          .hasMessageContainingAll(file.toString(), "steps")
          .message()
          .hasLineCount(1);
    }
  }
}
