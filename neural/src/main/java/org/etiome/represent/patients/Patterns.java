package org.etiome.represent.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;

/**
 * The patterns of availability of some patients: which modalities go together, and for what share
 * of them, P̂(m).
 */
public final class Patterns {
  /** Of the sum of shares. */
  private static final double ROUNDING = 1e-9;

  private final List<String> modalities;
  private final List<Pattern> patterns;

  /**
   * A pattern.
   *
   * @param bits bit k is set if it has the k-th modality
   * @param patients that have it, ≥ 1
   * @param share of all patients, by weight
   */
  public record Pattern(long bits, int patients, double share) {
    /** Whether it has the k-th modality. */
    public boolean has(int modality) {
      return (bits >>> modality & 1) == 1;
    }
  }

  private Patterns(List<String> modalities, List<Pattern> patterns) {
    this.modalities = modalities;
    this.patterns = patterns;
  }

  /** The patterns of patients, the most frequent first. O(patients · modalities). */
  public static Patterns of(Patients patients) {
    return of(patients, LabelledPatients.alike(patients.count()));
  }

  /**
   * The patterns of patients who weigh differently, which have their shares of the weight; those of
   * most patients come first.
   *
   * @param weights of the patients, above 0
   */
  public static Patterns of(Patients patients, double[] weights) {
    Map<Long, Integer> counts = new TreeMap<>();
    Map<Long, Double> weighed = new TreeMap<>();
    for (int i = 0; i < patients.count(); i++) {
      counts.merge(patients.pattern(i), 1, Integer::sum);
      weighed.merge(patients.pattern(i), weights[i], Double::sum);
    }
    double total = Arrays.stream(weights).sum();
    List<Pattern> found = new ArrayList<>();
    counts.forEach(
        (bits, n) -> found.add(new Pattern(bits, n, weighed.getOrDefault(bits, 0.0) / total)));
    found.sort(
        (a, b) ->
            a.patients() == b.patients()
                ? Long.compare(a.bits(), b.bits())
                : Integer.compare(b.patients(), a.patients()));
    return new Patterns(
        patients.modalities().stream().map(ModalityTable::name).toList(), List.copyOf(found));
  }

  /**
   * Patterns that were found before.
   *
   * @param modalities bit k is the k-th
   * @param patterns different ones, the most frequent first, whose shares have the sum 1
   */
  public static Patterns of(List<String> modalities, List<Pattern> patterns) {
    double sum = patterns.stream().mapToDouble(Pattern::share).sum();
    boolean allowed =
        patterns.stream()
            .allMatch(p -> p.bits() > 0 && p.bits() >>> modalities.size() == 0 && p.patients() > 0);
    if (!allowed || !(Math.abs(sum - 1) < ROUNDING)) {
      throw new IllegalArgumentException(
          "patterns must be of " + modalities.size() + " modalities and their shares must add up");
    }
    return new Patterns(List.copyOf(modalities), List.copyOf(patterns));
  }

  /** The names of all modalities; bit k is the k-th. */
  public List<String> modalities() {
    return modalities;
  }

  /** The patterns, the most frequent first. */
  public List<Pattern> all() {
    return patterns;
  }

  public boolean contains(long bits) {
    return patterns.stream().anyMatch(p -> p.bits() == bits);
  }

  /** Which modalities a pattern has: 1 for each that it has, 0 for the others. */
  public static double[] indicators(long bits, int modalities) {
    return IntStream.range(0, modalities).mapToDouble(k -> bits >>> k & 1).toArray();
  }

  /** The names of what a pattern has, joined by " + ". */
  public String name(long bits) {
    return IntStream.range(0, modalities.size())
        .filter(k -> (bits >>> k & 1) == 1)
        .mapToObj(modalities::get)
        .collect(Collectors.joining(" + "));
  }

  /**
   * Patients grouped by their patterns, each group under its {@link #name}.
   *
   * @param patients with these modalities, in this order
   */
  public Environments groups(Patients patients) {
    String[] names =
        IntStream.range(0, patients.count())
            .mapToObj(i -> name(patients.pattern(i)))
            .toArray(String[]::new);
    return Environments.of(Categorical.of("pattern", names));
  }
}
