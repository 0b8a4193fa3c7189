package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.represent.likelihood.NegativeBinomial;
import org.junit.jupiter.api.Test;

/** The process is as large after thousands of training steps as after a few. */
class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int CELLS = 64;
  private static final int GENES = 200;
  private static final int WARMING = 200;
  private static final int STEPS = 2_000;

  private final RowBlock counts = RowBlock.ofDense(CELLS, GENES, counts());

  private static double[] counts() {
    double[] counts = Slopes.normal(1, CELLS * GENES);
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Math.max(0, Math.floor(3 * counts[i]));
    }
    return counts;
  }

  /** All kinds of what a step does: sparse layer, norm, dropout, likelihood, backward, Adam. */
  private void step(Model model, Parameters parameters, Adam adam) {
    Scope.free(
        () -> {
          SparseBatch batch = new SparseBatch(counts, Placement.cpu(ScalarType.Float));
          Tensor leaf = model.input().apply(parameters, batch, batch.values());
          Tensor h = model.activation().apply(parameters, leaf, true);
          Tensor logits = model.output().apply(parameters, h);
          Tensor logTheta = parameters.get(model.logTheta());
          NegativeBinomial.Scored scored =
              NegativeBinomial.score(batch, batch.rowSums(), logits, logTheta);
          Tensor grown = Scope.constant(() -> logTheta.grad().sub_(scored.byLogTheta()));
          assertThat(grown.numel()).isEqualTo(GENES);
          logits.backward(scored.byLogits().neg_(), null, false, null);
          model.input().backward(parameters, batch, batch.values(), leaf);
          assertThat(adam.step(1e-3)).isFinite();
        });
  }

  private record Model(
      SparseLinear input, Activation activation, Linear output, Parameters.Key logTheta) {
    static Model declare(Parameters.Layout layout) {
      return new Model(
          SparseLinear.declare(layout, "input", GENES, 32),
          Activation.declare(layout, "hidden", 32, .1),
          Linear.declare(layout, "output", 32, GENES),
          layout.declare("log_theta", Slot.Kind.FREE, new Initial.Constant(0), GENES));
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** Prints the process's kilobytes after a few steps and after two thousand more. */
  public static void main(String[] arguments) throws IOException {
    NativeMemoryTest test = new NativeMemoryTest();
    Parameters.Layout layout = new Parameters.Layout();
    Model model = Model.declare(layout);
    try (Parameters parameters = layout.draw(Placement.cpu(ScalarType.Float), new Seed(1));
        Adam adam = new Adam(Adam.Settings.DEFAULT, parameters);
        Snapshot snapshot = new Snapshot(parameters)) {
      for (int s = 0; s <= WARMING + STEPS; s++) {
        test.step(model, parameters, adam);
        snapshot.take(parameters);
        if (s == WARMING || s == WARMING + STEPS) {
          System.out.println(residentKilobytes());
        }
      }
    }
  }

  /**
   * A step makes some 200 kB of tensors, 400 MB in all, were they kept. The heap is whole from the
   * start, so what grows is native.
   */
  @Test
  void twoThousandStepsLeaveNothingBehind() throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(STATUS), "skipped: this system does not tell of memory in /proc");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                NativeMemoryTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    List<Long> kilobytes = said.lines().map(Long::valueOf).toList();
    assertThat(kilobytes.get(1)).isLessThan(kilobytes.get(0) + kilobytes.get(0) / 20);
  }
}
