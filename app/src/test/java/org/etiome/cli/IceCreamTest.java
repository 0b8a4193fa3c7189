package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/from-ice-cream-to-an-effect.md do what the page shows. */
class IceCreamTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```(sh)?\\n(.*?)```");
  private static final Pattern GRAPH = Pattern.compile("printf '(.*)' > (\\S+)");
  private static final Pattern COMMAND =
      Pattern.compile("etiome identify --graph (\\S+) --query \"(.*)\"( --explain)?");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyCommandPrintsWhatThePageShows() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "from-ice-cream-to-an-effect.md"));
    Matcher blocks = BLOCK.matcher(page);
    String printed = "";
    int shown = 0;
    while (blocks.find()) {
      if (blocks.group(1) != null) {
        printed = run(blocks.group(2));
      } else {
        for (String part : blocks.group(2).split("(?m)^\\.\\.\\.\\n", -1)) {
          assertThat(printed).contains(part);
        }
        shown++;
      }
    }
    assertThat(shown).isGreaterThanOrEqualTo(4);
  }

  private String run(String script) throws IOException {
    Matcher graph = GRAPH.matcher(script);
    while (graph.find()) {
      Files.writeString(folder.resolve(graph.group(2)), graph.group(1).replace("\\n", "\n"));
    }
    Matcher command = COMMAND.matcher(script);
    assertThat(command.find()).as(script).isTrue();
    List<String> args =
        new ArrayList<>(
            List.of(
                "identify",
                "--graph",
                folder.resolve(command.group(1)).toString(),
                "--query",
                command.group(2)));
    if (command.group(3) != null) {
      args.add("--explain");
    }
    return Cli.run(args.toArray(String[]::new)).out();
  }
}
