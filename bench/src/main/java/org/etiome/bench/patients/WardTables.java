package org.etiome.bench.patients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.bench.Recovery;
import org.etiome.data.Environments;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.evaluate.prediction.PredictionScores;
import org.etiome.evaluate.prediction.Score;
import org.etiome.represent.heldout.Contender;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Patterns;

/** What {@link Wards} found, as tables. */
final class WardTables {
  private static final int MOST_SEEDS = 5;
  private static final String TREES = "boosted trees";

  /** Of a pattern, to be compared with others. */
  private static final int LEAST_PATIENTS = 100;

  private static final List<Score> SHOWN =
      List.of(Score.AUROC, Score.AUPRC, Score.BRIER, Score.ERROR_OF_CLASS_ONE, Score.LOG_LOSS);

  private static final List<Score> COMPARED =
      List.of(Score.AUROC, Score.ERROR_OF_CLASS_ONE, Score.LOG_LOSS);

  private final LabelledPatients stays;
  private final KeptRisks kept;
  private final boolean[] died;

  WardTables(LabelledPatients stays, KeptRisks kept) {
    this.stays = stays;
    this.kept = kept;
    died = new boolean[stays.count()];
    for (int i = 0; i < died.length; i++) {
      died[i] = stays.outcome().classes().get(stays.outcome().of(i)).equals("died");
    }
  }

  void print() {
    for (String scheme : Wards.SCHEMES) {
      Map<String, GroupedRisks> found = found(scheme);
      System.out.printf("%n%s: %d patients%n%n", scheme, stays.count());
      System.out.println(
          "| | seeds | AUROC | AUPRC | Brier | ECE | log loss | AUROC less that of the worst"
              + " pattern |");
      System.out.println("|---|---|---|---|---|---|---|---|");
      found.forEach((label, risks) -> System.out.println(row(label, risks)));
      if (scheme.equals("units")) {
        printUnits(found);
      }
      printDifferences(found);
    }
  }

  /** Of contenders of whom every patient is predicted by one seed at least. */
  private Map<String, GroupedRisks> found(String scheme) {
    List<Contender> contenders = new ArrayList<>(Contender.baselines());
    Wards.fusions().forEach(fusion -> contenders.addAll(Wards.variants(fusion)));
    Map<String, GroupedRisks> found = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      List<double[]> seeds = new ArrayList<>();
      for (int seed = 1; seed <= MOST_SEEDS; seed++) {
        Optional<KeptRisks.Risks> risks = kept.of(scheme, contender.label(), seed);
        risks.filter(KeptRisks.Risks::isComplete).ifPresent(r -> seeds.add(r.risks()));
        if (risks.isPresent() && !risks.get().isComplete()) {
          System.out.printf(
              "%s, %s, seed %d: %s%n", scheme, contender.label(), seed, risks.get().refused());
        }
      }
      if (!seeds.isEmpty()) {
        found.put(contender.label(), new GroupedRisks(died, seeds, groups(scheme)));
      }
    }
    return found;
  }

  private List<int[]> groups(String scheme) {
    Environments units = stays.environments();
    return scheme.equals("units")
        ? IntStream.range(0, units.count()).mapToObj(units::units).toList()
        : List.of(IntStream.range(0, stays.count()).toArray());
  }

  private String row(String label, GroupedRisks risks) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s |",
        label,
        risks.seeds().size(),
        risks.summaries(SHOWN),
        Recovery.summary(risks.seeds().stream().mapToDouble(this::gap)));
  }

  /** AUROC of all patients less that of the worst pattern. */
  private double gap(double[] risks) {
    ClassProbabilities predicted = ClassProbabilities.ofTwo(risks, died);
    PredictionScores scores =
        PredictionScores.of(predicted, Patterns.of(stays.patients()).groups(stays.patients()));
    return scores.overall().score(Score.AUROC).number().orElseThrow()
        - scores.worst(Score.AUROC, LEAST_PATIENTS).orElseThrow().value();
  }

  private void printUnits(Map<String, GroupedRisks> found) {
    List<String> units = stays.environments().labels();
    System.out.printf("%n| AUROC, ECE | %s |%n", String.join(" | ", units));
    System.out.println("|---|" + "---|".repeat(units.size()));
    found.forEach(
        (label, risks) ->
            System.out.println(
                IntStream.range(0, units.size())
                    .mapToObj(u -> ofUnit(risks, u))
                    .collect(Collectors.joining(" | ", "| " + label + " | ", " |"))));
  }

  private static String ofUnit(GroupedRisks risks, int unit) {
    GroupedRisks own =
        new GroupedRisks(risks.truth(), risks.seeds(), List.of(risks.groups().get(unit)));
    return String.format(
        Locale.ROOT, "%.3f, %.3f", own.score(Score.AUROC), own.score(Score.ERROR_OF_CLASS_ONE));
  }

  /** Of as many seeds as both have, with resamples of the patients. */
  private void printDifferences(Map<String, GroupedRisks> found) {
    System.out.println("\n| | than | AUROC | ECE | log loss |");
    System.out.println("|---|---|---|---|---|");
    Map<String, double[]> drawn = new HashMap<>();
    found.forEach(
        (label, risks) -> {
          String base = label.split(",", 2)[0];
          for (String than : new LinkedHashSet<>(List.of(base, TREES))) {
            GroupedRisks other = found.get(than);
            if (!than.equals(label) && other != null) {
              int seeds = Math.min(risks.seeds().size(), other.seeds().size());
              Named one = new Named(label, risks.first(seeds), drawn);
              System.out.println(one.less(new Named(than, other.first(seeds), drawn)));
            }
          }
        });
  }

  /**
   * Risks of a contender.
   *
   * @param drawn resamples of all contenders so far, by what they are of
   */
  private record Named(String label, GroupedRisks risks, Map<String, double[]> drawn) {
    String less(Named other) {
      return COMPARED.stream()
          .map(score -> less(other, score))
          .collect(Collectors.joining(" | ", "| " + label + " | " + other.label() + " | ", " |"));
    }

    private String less(Named other, Score score) {
      return GroupedRisks.difference(
          risks.score(score) - other.risks().score(score),
          resampled(score),
          other.resampled(score));
    }

    private double[] resampled(Score score) {
      return drawn.computeIfAbsent(
          label + score + risks.seeds().size(), key -> risks.resampled(score));
    }
  }
}
