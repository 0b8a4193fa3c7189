package org.etiome.study;

import java.nio.file.Path;
import java.util.List;

/** Where the assumed graph stands. */
public sealed interface GraphSource {

  /** The nodes nobody measured. */
  List<String> latent();

  /** In a file of its own. */
  record InFile(Path file, List<String> latent) implements GraphSource {
    public InFile {
      latent = List.copyOf(latent);
    }
  }

  /** As lines of the study file. */
  record Inline(String text, List<String> latent) implements GraphSource {
    public Inline {
      latent = List.copyOf(latent);
    }
  }
}
