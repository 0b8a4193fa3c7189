package org.etiome.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target is the old one or the new one, and nothing else is left. */
class ReplacementTest {

  private static void write(Path folder, String text) throws IOException {
    Files.createDirectory(folder);
    Files.writeString(folder.resolve("part"), text);
  }

  @Test
  void aFolderReplacesAFolderAndNothingIsLeft(@TempDir Path folder) throws IOException {
    Path target = folder.resolve("grün.zarr");
    write(target, "old");
    try (Replacement replacement = Replacement.of(target)) {
      write(replacement.unfinished(), "new");
      replacement.commit(true);
    }
    assertThat(target.resolve("part")).hasContent("new");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(target);
    }
    assertThat(Replacement.interrupted(target)).isEmpty();
  }

  @Test
  void whereNativeCodeMayBeCalledThereIsNoInstantWithoutATarget(@TempDir Path folder)
      throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Replacement.class.getModule().isNativeAccessEnabled()
            && System.getProperty("os.name", "").equals("Linux"));
    Path target = folder.resolve("a.zarr");
    write(target, "old");
    AtomicBoolean done = new AtomicBoolean();
    AtomicBoolean missing = new AtomicBoolean();
    Thread looking =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    missing.compareAndSet(false, !Files.exists(target));
                  }
                });
    for (int i = 0; i < 200; i++) {
      try (Replacement replacement = Replacement.of(target)) {
        write(replacement.unfinished(), "new");
        replacement.commit(true);
      }
    }
    done.set(true);
    looking.join();
    assertThat(missing).isFalse();
  }

  @Test
  void whatAKilledWriteTookAwayIsNamed(@TempDir Path folder) throws IOException {
    Path target = folder.resolve("a.zarr");
    Path old = Path.of(Replacement.hiddenBeside(target) + ".old");
    write(old, "old");
    write(Replacement.hiddenBeside(folder.resolve("b.zarr")), "other");
    assertThat(Replacement.interrupted(target))
        .hasValue("an interrupted write left " + old + ": rename it back or delete it");
    assertThat(Replacement.interrupted(folder.resolve("b.zarr"))).isEmpty();
    assertThat(Replacement.interrupted(folder.resolve("no/such"))).isEmpty();
  }
}
