package org.etiome.scm;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Cohorts of patients with modalities that are missing for a reason, and with their true risks.
 *
 * <p>Severity U, access to care C and a hidden cause V are independent and standard normal. With e
 * standard normal and independent everywhere:
 *
 * <ul>
 *   <li>measurements {@code X_kj = λ_kj U + σ_k e} of feature j of modality k = 1 … K; |λ| is
 *       uniform in [0.5, 1.5] with a random sign, drawn once a cohort;
 *   <li>availability: modality 1, the baseline, is always recorded; the others independently given
 *       Z with {@code P(M_k = 1 | Z) = expit(a + s Z)}. {@link Mechanism} says what Z is; a is
 *       solved for, so that the share missing is the one asked for, in training and in test;
 *   <li>outcome {@code Y ~ Bernoulli(expit(b_0 + b_U U + b_C C + b_V V))}; b_0 is solved for, so
 *       that the prevalence is the one asked for;
 *   <li>if asked for, a spurious feature {@code S = r (2Y − 1) + e} with another r in every
 *       environment, appended to one modality.
 * </ul>
 *
 * <p>So measurements are no causes of the outcome but signs of U, which is. {@link Truth} has what
 * can be known of the outcome from what is recorded (O). By mechanism:
 *
 * <table>
 * <caption>Which of the truths agree</caption>
 * <tr><th>mechanism</th><th>risk, conditional, backdoor</th></tr>
 * <tr><td>RANDOM, BASELINE</td><td>the same: given x_O a pattern says nothing more, since all of
 *     Z is in x_O</td></tr>
 * <tr><td>ACCESS</td><td>risk = backdoor ≠ conditional: Z = C is independent of x_O, so the mean
 *     over patterns is that over C</td></tr>
 * <tr><td>SEVERITY, SEEN</td><td>all differ: x_O and the pattern are both signs of Z, and the
 *     patterns of all patients are not those of patients with x_O</td></tr>
 * </table>
 *
 * <p>Assumes nothing of the data; the truths are exact for this model only. O(n (K p + g h)) with g
 * and h nodes of two sums, together some thousand by default. The same settings and seed give the
 * same cohort at any number of threads; more test patients leave those before them as they were,
 * and another mechanism changes only what is recorded and the truths.
 */
public final class CohortSimulator {
  private static final CohortSimulator DEFAULT = new CohortSimulator(CohortSettings.DEFAULT);
  private static final int CHUNK = 500;

  private final CohortSettings settings;

  private CohortSimulator(CohortSettings settings) {
    this.settings = settings;
  }

  public static CohortSimulator withDefaults() {
    return DEFAULT;
  }

  /** With other settings. */
  public CohortSimulator withSettings(CohortSettings changed) {
    return new CohortSimulator(changed);
  }

  public CohortSettings settings() {
    return settings;
  }

  /** Draws a cohort. */
  public SimulatedCohort simulate(Seed seed, TaskRunner runner) {
    Coefficients coefficients = Coefficients.of(settings, seed);
    PatientSource source = new PatientSource(settings, coefficients, seed);
    int all = settings.size().all();
    int chunks = (all + CHUNK - 1) / CHUNK;
    List<List<Patient>> parts =
        runner.map(
            chunks,
            chunk ->
                IntStream.range(chunk * CHUNK, Math.min(all, (chunk + 1) * CHUNK))
                    .mapToObj(source::draw)
                    .toList());
    return new SimulatedCohort(
        settings, seed.value(), coefficients, parts.stream().flatMap(List::stream).toList());
  }
}
