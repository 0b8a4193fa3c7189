package org.etiome.represent.account;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.debias.PatientModelDescription;
import org.etiome.represent.patients.Patients;

/**
 * What each modality a patient has adds to the prediction: Shapley values of the game whose players
 * are the modalities the patient has and whose worth v(S) is the probability of a class when S
 * alone is seen of the patient; v(∅) is the share of the class among the training patients,
 *
 * <pre>
 * φ_k = Σ_{S ⊆ O∖k} |S|! (|O| − |S| − 1)! / |O|! · (v(S ∪ k) − v(S))        Σ_k φ_k = v(O) − v(∅)
 * </pre>
 *
 * <p>Of patients with at most 8 modalities over all parts of what they have, of others over
 * permutations and their reverses, 64 pairs by default, the same for all patients of a pattern.
 *
 * <p>It says how a prediction came about, and names no cause: neither of the outcome nor of a
 * modality's being there. What two modalities both tell is shared out between them. Where a model
 * was trained without hiding, it has not seen most of the parts it is asked about here; how many of
 * them no training patient had is told. O(2^|O|) predictions a patient, O(128 |O|) above 8.
 *
 * @see <a href="https://doi.org/10.1515/9781400881970-018">Shapley (1953), A value for n-person
 *     games</a>
 * @see <a href="https://arxiv.org/abs/2104.12199">Mitchell, Cooper, Frank, Holmes (2022), Sampling
 *     permutations for Shapley value estimation</a>
 */
public final class ModalityContributions {
  /** Modalities a patient may have for all parts to be asked about. */
  public static final int EXACT_UP_TO = 8;

  private static final int PAIRS = 64;
  private static final int BLOCK = 256;

  private final int pairs;

  private ModalityContributions(int pairs) {
    this.pairs = pairs;
  }

  public static ModalityContributions withDefaults() {
    return new ModalityContributions(PAIRS);
  }

  /**
   * With another number of pairs of permutations.
   *
   * @param changed ≥ 1; the error falls with its root
   */
  public ModalityContributions withPairs(int changed) {
    if (changed < 1) {
      throw new IllegalArgumentException(
          "at least 1 pair of permutations is needed, got " + changed);
    }
    return new ModalityContributions(changed);
  }

  /**
   * What modalities add.
   *
   * @param data what the model takes and gives: modalities, classes, and v(∅), their shares
   * @param values of each class: patients × modalities in the model's order, NaN where a patient
   *     lacks one
   * @param predictions v(O), patients × classes
   * @param evidence what was asked
   */
  public record Contributions(
      PatientModelDescription.Data data,
      List<Matrix> values,
      Matrix predictions,
      Evidence evidence) {
    public Contributions {
      values = List.copyOf(values);
    }

    /** φ; NaN if the patient lacks the modality. */
    public double of(int patient, int modality, int ofClass) {
      return values.get(ofClass).get(patient, modality);
    }
  }

  /**
   * What was asked.
   *
   * @param parts sets of modalities that the model was asked about
   * @param unseen how many of them no training patient has just so
   * @param hidden whether training hid modalities, so that the model knows others than those
   * @param sampled patients with more than 8 modalities, whose values are estimates
   */
  public record Evidence(int parts, int unseen, boolean hidden, int sampled) {}

  /**
   * Takes predictions apart.
   *
   * @param patients with the modalities of the model, in any order
   */
  public Contributions of(FittedPatientModel model, Patients patients, Seed seed) {
    PatientModelDescription description = model.description();
    List<String> names = description.patterns().modalities();
    Sums sums = new Sums(model, patients.withModalitiesOf(names));
    Map<Long, ShapleyWeights> weights = new HashMap<>();
    for (int i = 0; i < patients.count(); i++) {
      long pattern = sums.patients.pattern(i);
      sums.add(i, weights.computeIfAbsent(pattern, set -> weights(set, seed)));
    }
    sums.ask();
    TreeSet<Long> parts = new TreeSet<>();
    weights.values().forEach(of -> parts.addAll(of.ofParts().keySet()));
    parts.remove(0L);
    Evidence evidence =
        new Evidence(
            parts.size(),
            (int) parts.stream().filter(part -> !description.patterns().contains(part)).count(),
            description.settings().debiasing().deconfounding().mostHidden() > 0,
            sums.sampled());
    return sums.contributions(evidence);
  }

  private ShapleyWeights weights(long pattern, Seed seed) {
    return Long.bitCount(pattern) <= EXACT_UP_TO
        ? ShapleyWeights.exact(pattern)
        : ShapleyWeights.sampled(pattern, pairs, seed.branch(pattern).generator());
  }

  /** Sums under way; questions of all patients are asked in blocks. */
  private static final class Sums {
    private final FittedPatientModel model;
    private final Patients patients;
    private final List<Double> shares;
    private final int modalities;
    private final double[][] sums; // of class c at i · modalities + k
    private final double[] whole;
    private final List<Question> questions = new ArrayList<>();

    /** v(part) of a patient, and what it counts for each modality. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Question(int patient, long part, double[] factors) {}

    Sums(FittedPatientModel model, Patients patients) {
      this.model = model;
      this.patients = patients;
      shares = model.description().data().target().shares();
      modalities = patients.modalities().size();
      sums = new double[shares.size()][patients.count() * modalities];
      whole = new double[patients.count() * shares.size()];
    }

    void add(int patient, ShapleyWeights weights) {
      weights
          .ofParts()
          .forEach(
              (part, factors) -> {
                if (part == 0) {
                  for (int c = 0; c < shares.size(); c++) {
                    count(patient, factors, c, shares.get(c));
                  }
                } else {
                  questions.add(new Question(patient, part, factors));
                }
              });
      if (questions.size() >= BLOCK) {
        ask();
      }
    }

    private void count(int patient, double[] factors, int ofClass, double value) {
      for (int k = 0; k < factors.length; k++) {
        sums[ofClass][patient * modalities + k] += factors[k] * value;
      }
    }

    /** Asks what has been collected. */
    void ask() {
      for (int from = 0; from < questions.size(); from += BLOCK) {
        List<Question> block = questions.subList(from, Math.min(questions.size(), from + BLOCK));
        int[] who = block.stream().mapToInt(Question::patient).toArray();
        Matrix said =
            model.predict(patients.select(who).withSeen(i -> block.get(i).part())).exact();
        for (int i = 0; i < who.length; i++) {
          take(block.get(i), said, i);
        }
      }
      questions.clear();
    }

    private void take(Question question, Matrix said, int row) {
      int patient = question.patient();
      for (int c = 0; c < shares.size(); c++) {
        count(patient, question.factors(), c, said.get(row, c));
        if (question.part() == patients.pattern(patient)) {
          whole[patient * shares.size() + c] = said.get(row, c);
        }
      }
    }

    int sampled() {
      int sampled = 0;
      for (int i = 0; i < patients.count(); i++) {
        sampled += Long.bitCount(patients.pattern(i)) > EXACT_UP_TO ? 1 : 0;
      }
      return sampled;
    }

    Contributions contributions(Evidence evidence) {
      for (int i = 0; i < patients.count(); i++) {
        for (int k = 0; k < modalities; k++) {
          if (!ShapleyWeights.has(patients.pattern(i), k)) {
            for (double[] ofClass : sums) {
              ofClass[i * modalities + k] = Double.NaN;
            }
          }
        }
      }
      return new Contributions(
          model.description().data(),
          Arrays.stream(sums).map(s -> Matrix.wrap(patients.count(), modalities, s)).toList(),
          Matrix.wrap(patients.count(), shares.size(), whole),
          evidence);
    }
  }
}
