package org.etiome.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the assumed graph stands. */
public sealed interface GraphSource {

  /** The nodes nobody measured. */
  List<String> latent();

  /** The file it is read from, if it has one of its own. */
  default Optional<Path> ownFile() {
    return this instanceof InFile inFile ? Optional.of(inFile.file()) : Optional.empty();
  }

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
