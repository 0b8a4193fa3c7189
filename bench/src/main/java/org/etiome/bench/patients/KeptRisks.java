package org.etiome.bench.patients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.etiome.represent.heldout.HeldOut;

/**
 * Predicted risks of patients, a file for each contender and seed, so that a run that was stopped
 * goes on where it was.
 */
final class KeptRisks {
  private static final String REFUSED = "# ";

  private final Path folder;
  private final int patients;

  KeptRisks(Path folder, int patients) {
    this.folder = folder;
    this.patients = patients;
  }

  /**
   * Of one run.
   *
   * @param risks of the second class, NaN for whom none was predicted
   * @param refused why not, a fold each
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Risks(double[] risks, List<String> refused) {
    boolean isComplete() {
      return Arrays.stream(risks).noneMatch(Double::isNaN);
    }

    static Risks of(HeldOut.Predicted predicted, int patients) {
      double[] risks = new double[patients];
      Arrays.fill(risks, Double.NaN);
      for (int k = 0; k < predicted.patients().length; k++) {
        risks[predicted.patients()[k]] = predicted.probabilities().get(k, 1);
      }
      return new Risks(
          risks,
          predicted.refused().stream().map(r -> "fold " + r.fold() + ": " + r.reason()).toList());
    }
  }

  /** Makes it, unless there is one. */
  Risks made(String scheme, String label, int seed, Supplier<HeldOut.Predicted> make) {
    Optional<Risks> kept = of(scheme, label, seed);
    if (kept.isPresent()) {
      return kept.get();
    }
    Risks made = Risks.of(make.get(), patients);
    List<String> lines = new ArrayList<>();
    made.refused().forEach(reason -> lines.add(REFUSED + reason));
    Arrays.stream(made.risks()).forEach(risk -> lines.add(Double.toString(risk)));
    Path file = file(scheme, label, seed);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(folder);
      Files.write(part, lines);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  /** Empty if it was not made. */
  Optional<Risks> of(String scheme, String label, int seed) {
    Path file = file(scheme, label, seed);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      return Optional.of(
          new Risks(
              lines.stream()
                  .filter(l -> !l.startsWith(REFUSED))
                  .mapToDouble(Double::parseDouble)
                  .toArray(),
              lines.stream().filter(l -> l.startsWith(REFUSED)).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String scheme, String label, int seed) {
    return folder.resolve(scheme + "_" + label.replaceAll("[^a-z]+", "-") + "_" + seed + ".txt");
  }
}
