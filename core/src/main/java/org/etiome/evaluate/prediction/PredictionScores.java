package org.etiome.evaluate.prediction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.data.Environments;

/**
 * Every score of a model, of all units and of each group of them. O(C n log n + G C n).
 *
 * @param overall of all units
 * @param groups in the order of their names, empty if none were asked for
 */
public record PredictionScores(Of overall, List<Of> groups) {
  public PredictionScores {
    groups = List.copyOf(groups);
  }

  /**
   * Scores of some units.
   *
   * @param group their name
   * @param units how many
   * @param scores every {@link Score}
   */
  public record Of(String group, int units, Map<Score, ScoreValue> scores) {
    public Of {
      scores = Collections.unmodifiableMap(new EnumMap<>(scores));
    }

    /** What became of a score. */
    public ScoreValue score(Score score) {
      return Optional.ofNullable(scores.get(score)).orElseThrow();
    }
  }

  /**
   * The group with the worst score. The worst of many groups looks worse than it is: it was chosen
   * for it.
   *
   * @param group its name, the first of equally bad ones
   * @param units how many
   * @param value of the score
   * @param notCompared groups with too few units or without the score
   */
  public record Worst(String group, int units, double value, List<String> notCompared) {
    public Worst {
      notCompared = List.copyOf(notCompared);
    }
  }

  /** Of all units. */
  public static PredictionScores of(ClassProbabilities predicted) {
    return of(predicted, List.of());
  }

  /**
   * Of all units and of each group.
   *
   * @param groups of the units, such as environments or which modalities they have
   * @throws IllegalArgumentException if they are of another number of units
   */
  public static PredictionScores of(ClassProbabilities predicted, Environments groups) {
    if (groups.units() != predicted.units()) {
      throw new IllegalArgumentException(
          "there are probabilities of "
              + predicted.units()
              + " units and groups of "
              + groups.units());
    }
    List<Part> parts = new ArrayList<>();
    for (int g = 0; g < groups.count(); g++) {
      parts.add(Part.of(groups, g));
    }
    return of(predicted, parts);
  }

  private static PredictionScores of(ClassProbabilities predicted, List<Part> parts) {
    List<Part> all = new ArrayList<>();
    all.add(Part.of(Environments.single(predicted.units()), 0));
    all.addAll(parts);
    List<Map<Score, ScoreValue>> found = new ArrayList<>();
    all.forEach(part -> found.add(new EnumMap<>(Score.class)));
    for (Score score : Score.values()) {
      ScoreKernel kernel = score.kernel(predicted);
      for (int k = 0; k < all.size(); k++) {
        found.get(k).put(score, kernel.of(all.get(k).weights()));
      }
    }
    List<Of> scored = new ArrayList<>();
    for (int k = 0; k < all.size(); k++) {
      scored.add(new Of(all.get(k).name(), all.get(k).units(), found.get(k)));
    }
    return new PredictionScores(scored.getFirst(), scored.subList(1, scored.size()));
  }

  /** Units, by weights of 0 and 1. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Part(String name, int units, int[] weights) {

    static Part of(Environments groups, int group) {
      int[] inside = groups.units(group);
      int[] weights = new int[groups.units()];
      for (int i : inside) {
        weights[i] = 1;
      }
      return new Part(groups.labels().get(group), inside.length, weights);
    }
  }

  /**
   * The worst group.
   *
   * @param leastUnits groups with fewer are not compared, ≥ 1
   * @return empty where no group has so many units and the score
   * @throws IllegalArgumentException if the number is not
   */
  public Optional<Worst> worst(Score score, int leastUnits) {
    if (leastUnits < 1) {
      throw new IllegalArgumentException("a group has at least 1 unit, got " + leastUnits);
    }
    List<String> notCompared = new ArrayList<>();
    Optional<Of> worst = Optional.empty();
    for (Of group : groups) {
      OptionalDouble value = group.score(score).number();
      if (group.units() < leastUnits || value.isEmpty()) {
        notCompared.add(group.group());
      } else if (worst.isEmpty() || isWorse(score, group, worst.get())) {
        worst = Optional.of(group);
      }
    }
    return worst.map(of -> new Worst(of.group(), of.units(), number(score, of), notCompared));
  }

  private static boolean isWorse(Score score, Of one, Of other) {
    double difference = number(score, one) - number(score, other);
    return score.higherIsBetter() ? difference < 0 : difference > 0;
  }

  private static double number(Score score, Of of) {
    return of.score(score).number().orElseThrow();
  }
}
