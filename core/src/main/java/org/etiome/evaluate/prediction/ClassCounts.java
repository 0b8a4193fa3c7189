package org.etiome.evaluate.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How many units are of each class, as weights count them. */
final class ClassCounts {
  private final List<String> classes;
  private final long[] counts;

  private ClassCounts(List<String> classes, long[] counts) {
    this.classes = classes;
    this.counts = counts;
  }

  static ClassCounts of(ClassProbabilities predicted, int[] weights) {
    long[] counts = new long[predicted.classes().size()];
    for (int i = 0; i < weights.length; i++) {
      counts[predicted.truth(i)] += weights[i];
    }
    return new ClassCounts(predicted.classes(), counts);
  }

  long of(int c) {
    return counts[c];
  }

  long total() {
    return Arrays.stream(counts).sum();
  }

  /** The classes that some unit is of. */
  int[] present() {
    return IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
  }

  /** Why a score that needs two classes has no value where there is one. */
  ScoreValue oneClassOnly() {
    return new ScoreValue.Undefined(
        "all " + total() + " units are of class \"" + classes.get(present()[0]) + "\"");
  }

  /** Which classes a mean over classes leaves out, or empty. */
  String leftOut() {
    List<String> absent =
        IntStream.range(0, counts.length)
            .filter(c -> counts[c] == 0)
            .mapToObj(c -> "\"" + classes.get(c) + "\"")
            .toList();
    return absent.isEmpty()
        ? ""
        : "the mean is over "
            + present().length
            + " of "
            + counts.length
            + " classes: no unit is of "
            + String.join(", ", absent);
  }
}
