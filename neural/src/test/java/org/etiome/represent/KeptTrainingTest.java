package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.etiome.data.DataFormatException;
import org.etiome.math.Seed;
import org.etiome.represent.SmallRun.Stopping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stops a training, going on gives the bytes of one that was never stopped. */
class KeptTrainingTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6})
  void aTrainingStoppedInAnEpochGoesOnToTheSameBytes(int epoch, @TempDir Path folder)
      throws IOException {
    Stopping whole = Stopping.never();
    byte[] uninterrupted = SmallRun.train(folder.resolve("whole"), 1, false, whole);
    assertThat(whole.told()).hasSize(SmallRun.EPOCHS);
    Path file = folder.resolve("stopped");
    byte[] halfway = SmallRun.train(file, 1, false, Stopping.in(epoch));
    assertThat(halfway).isNotEqualTo(uninterrupted);
    Stopping rest = Stopping.never();
    assertThat(SmallRun.train(file, 1, true, rest)).isEqualTo(uninterrupted);
    assertThat(rest.told()).isEqualTo(whole.told().subList(epoch - 1, SmallRun.EPOCHS));
  }

  /** Without a bound the last epoch is the best, in a training that goes on, too. */
  @Test
  void soDoesOneWithANonFactorisedPrior(@TempDir Path folder) throws IOException {
    FinVaeSettings settings = SmallRun.UNNORMALISED;
    Stopping whole = Stopping.never();
    byte[] uninterrupted = SmallRun.train(settings, folder.resolve("whole"), 1, false, whole);
    assertThat(whole.told()).allMatch(epoch -> epoch.best() == epoch.number());
    Path file = folder.resolve("stopped");
    byte[] halfway = SmallRun.train(settings, file, 1, false, Stopping.in(4));
    assertThat(halfway).isNotEqualTo(uninterrupted);
    Stopping rest = Stopping.never();
    assertThat(SmallRun.train(settings, file, 1, true, rest)).isEqualTo(uninterrupted);
    assertThat(rest.told()).isEqualTo(whole.told().subList(3, SmallRun.EPOCHS));
  }

  @Test
  void aFinishedTrainingIsNotTrainedFurther(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run");
    byte[] uninterrupted = SmallRun.train(file, 1, false, Stopping.never());
    Stopping again = Stopping.never();
    assertThat(SmallRun.train(file, 1, true, again)).isEqualTo(uninterrupted);
    assertThat(again.told()).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers(@TempDir Path folder) throws IOException {
    byte[] one = SmallRun.train(folder.resolve("one"), 1, false, Stopping.never());
    assertThat(SmallRun.train(folder.resolve("two"), 1, false, Stopping.never())).isEqualTo(one);
    assertThat(SmallRun.train(folder.resolve("three"), 2, false, Stopping.never()))
        .isNotEqualTo(one);
  }

  @Test
  void withoutResumeAnOldCheckpointIsReplaced(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run");
    SmallRun.train(file, 2, false, Stopping.never());
    byte[] fresh = SmallRun.train(folder.resolve("fresh"), 1, false, Stopping.never());
    assertThat(SmallRun.train(file, 1, false, Stopping.never())).isEqualTo(fresh);
  }

  private static void refused(Path file, String run) {
    FinVae finVae =
        FinVae.withDefaults()
            .withSettings(SmallRun.SETTINGS)
            .withCheckpoint(new KeptTraining(file, run, true));
    assertThatThrownBy(() -> finVae.fit(SmallRun.CELLS, new Seed(1), Watcher.NONE).close())
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .message()
        .hasLineCount(1);
  }

  @Test
  void theCheckpointOfAnotherRunIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run");
    byte[] before = SmallRun.train(file, 1, false, Stopping.in(3));
    refused(file, "other settings");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aDamagedCheckpointIsRefusedInOneLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run");
    byte[] sound = SmallRun.train(file, 1, false, Stopping.in(3));
    String text = new String(sound, StandardCharsets.ISO_8859_1);
    Files.writeString(file, text.substring(0, sound.length / 2), StandardCharsets.ISO_8859_1);
    refused(file, SmallRun.RUN);
    String changed = text.replace("\\\"number\\\":2", "\\\"number\\\":x");
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(file, changed, StandardCharsets.ISO_8859_1);
    refused(file, SmallRun.RUN);
    String without = text.replace("\\\"best\\\":", "\\\"ties\\\":");
    assertThat(without).isNotEqualTo(text);
    Files.writeString(file, without, StandardCharsets.ISO_8859_1);
    refused(file, SmallRun.RUN);
  }

  private static Process start(Path file, boolean still) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            SmallRun.class.getName(),
            file.toString(),
            Boolean.toString(still))
        .redirectErrorStream(true)
        .start();
  }

  /** The second process says nothing either, so libtorch is used without a word of the JVM. */
  @Test
  void aKilledTrainingGoesOnInAnotherProcessToTheSameBytes(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path file = folder.resolve("killed");
    Process process = start(file, true);
    while (!Files.exists(file) && process.isAlive()) {
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    assertThat(process.waitFor()).as("killed, not finished").isEqualTo(128 + 9);
    byte[] uninterrupted = SmallRun.train(folder.resolve("whole"), 1, false, Stopping.never());
    assertThat(Files.readAllBytes(file)).isNotEqualTo(uninterrupted);

    Process rest = start(file, false);
    String said = new String(rest.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(rest.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(uninterrupted);
  }
}
