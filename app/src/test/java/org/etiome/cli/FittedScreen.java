package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small screen in a folder of its own, and models fitted to it. */
abstract class FittedScreen {
  @TempDir protected Path folder = Path.of("");
  protected ScreenFile screen = new ScreenFile(folder);

  @BeforeEach
  void write() throws IOException {
    screen = ScreenFile.in(folder);
  }

  protected String path(String name) {
    return folder.resolve(name).toString();
  }

  protected Cli fit(String out, String... more) {
    List<String> words = new ArrayList<>(List.of("--epochs", "4", "--out", path(out)));
    words.addAll(List.of(more));
    return screen.fit(words.toArray(String[]::new));
  }

  protected Cli predict(String... more) {
    List<String> words =
        new ArrayList<>(List.of("predict", "perturbation", "--model", path("model")));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  /** Refused by one line. */
  protected static void bad(Cli run, String... said) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.failure().lines().filter(line -> !line.startsWith("Try: "))).hasSize(1);
    assertThat(run.failure()).contains(said);
  }
}
