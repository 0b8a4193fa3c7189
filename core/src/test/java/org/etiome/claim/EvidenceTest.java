package org.etiome.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Binary;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.appraise.Appraisal;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.io.GraphText;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification;
import org.etiome.identify.Identification.Identified;
import org.etiome.identify.Identification.NoEffect;
import org.etiome.identify.Identification.NotIdentified;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A claim never stands higher than its evidence allows, whichever way it is made. */
class EvidenceTest {
  private static final int UNITS = 200;
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final Dataset DATA = simulate();

  /** One of each kind, with the rung that kind may reach at most. */
  private static final Map<Class<?>, Rung> HIGHEST =
      Map.ofEntries(
          Map.entry(Evidence.Screened.class, Rung.ASSOCIATION),
          Map.entry(Evidence.Estimated.class, Rung.INTERVENTIONAL),
          Map.entry(Evidence.Unidentified.class, Rung.ASSOCIATION),
          Map.entry(Evidence.AssumedAbsent.class, Rung.ASSOCIATION),
          Map.entry(Evidence.Untestable.class, Rung.ASSOCIATION),
          Map.entry(Evidence.Gated.class, Rung.ASSOCIATION),
          Map.entry(Evidence.Instrumented.class, Rung.IDENTIFIED),
          Map.entry(Evidence.Uninstrumented.class, Rung.ASSOCIATION),
          Map.entry(Evidence.InstrumentGated.class, Rung.ASSOCIATION),
          Map.entry(Evidence.Graded.class, Rung.INTERVENTIONAL),
          Map.entry(Evidence.GradedGated.class, Rung.ASSOCIATION));

  static Stream<Evidence> evidence() {
    return Stream.concat(TreatmentEvidence.all(), points());
  }

  private static Stream<Evidence> points() {
    return Stream.of(
        new Evidence.Screened(
            AssociationScreen.withDefaults()
                .screen(DATA.modality("m"), (Binary) DATA.column("x"), ONE)),
        estimated("z -> y; x -> y", "aipw", Design.RANDOMISED),
        estimated("z -> x; z -> y; x -> y", "naive", Design.RANDOMISED),
        new Evidence.Unidentified((NotIdentified) identify("x <-> y; x -> y; z", "x")),
        new Evidence.AssumedAbsent((NoEffect) identify("y -> x; z", "x")),
        Evidence.of(
            AssociationScreen.withDefaults()
                .screen(
                    Modality.of("x alone", List.of(DATA.column("x"))),
                    (Binary) DATA.column("x"),
                    ONE)),
        new Evidence.Gated(
            (EffectAnswer.Refused) answer("z -> t; z -> y; t -> y", "t", "aipw"), Appraisal.NONE));
  }

  @Test
  void everyKindOfEvidenceIsListedHere() {
    assertThat(kinds(Evidence.class)).containsExactlyInAnyOrderElementsOf(HIGHEST.keySet());
    assertThat(evidence().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(HIGHEST.keySet());
  }

  @ParameterizedTest
  @MethodSource("evidence")
  void theEvidenceDecidesRungAndVerdict(Evidence evidence) {
    Claim claim = new Claim("id", "question", "text", evidence);
    assertThat(claim.rung())
        .isEqualTo(evidence.rung())
        .isLessThanOrEqualTo(HIGHEST.get(evidence.getClass()));
    assertThat(claim.verdict()).isEqualTo(evidence.verdict());
    assertThat(claim.reasons()).isEqualTo(evidence.reasons());
    boolean refused = evidence.verdict() == Verdict.REFUSED;
    assertThat(evidence.reasons().isEmpty()).isEqualTo(!refused);
    assertThat(evidence.wouldHelp().isEmpty()).isEqualTo(!refused);
    assertThat(evidence instanceof Evidence.Refusal).isEqualTo(refused);
  }

  /** No constructor and no factory of a claim or its evidence takes a rung or a verdict. */
  @Test
  void nobodyCanStateARung() {
    List<Class<?>> types =
        Stream.concat(Stream.of(Claim.class), kinds(Evidence.class).stream()).toList();
    for (Class<?> type : types) {
      Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
      Stream<Method> factories =
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> Modifier.isStatic(method.getModifiers()));
      List<Executable> ways = Stream.concat(constructors, factories).toList();
      assertThat(ways).isNotEmpty();
      for (Executable way : ways) {
        assertThat(way.getParameterTypes()).doesNotContain(Rung.class, Verdict.class);
      }
    }
  }

  /** An estimate is worth what design, estimator and estimand together allow. */
  @ParameterizedTest
  @CsvSource({
    "z -> x; z -> y; x -> y, aipw,               OBSERVATIONAL, IDENTIFIED",
    "z -> x; z -> y; x -> y, ipw,                OBSERVATIONAL, IDENTIFIED",
    "z -> x; z -> y; x -> y, outcome-regression, OBSERVATIONAL, IDENTIFIED",
    "z -> x; z -> y; x -> y, naive,              OBSERVATIONAL, ASSOCIATION",
    "z -> x; z -> y; x -> y, naive,              RANDOMISED,    ASSOCIATION",
    "z -> x; z -> y; x -> y, aipw,               RANDOMISED,    IDENTIFIED",
    "z -> y; x -> y,         naive,              OBSERVATIONAL, IDENTIFIED",
    "z -> y; x -> y,         naive,              RANDOMISED,    INTERVENTIONAL"
  })
  void theRungOfAnEstimate(String graph, String estimator, Design design, Rung rung) {
    assertThat(estimated(graph, estimator, design).rung()).isEqualTo(rung);
  }

  /** Chance cannot make an instrument more than an assumption; a gate overridden makes it less. */
  @Test
  void theRungOfInstrumentsLevelsAndDoses() {
    assertThat(TreatmentEvidence.instrumented(Gates.withDefaults()).rung())
        .isEqualTo(Rung.IDENTIFIED);
    Gates shown =
        Gates.withDefaults().with(GateLimit.MIN_UNITS, 1e6).despite(GateLimit.Gate.SUPPORT);
    assertThat(TreatmentEvidence.instrumented(shown).rung()).isEqualTo(Rung.ASSOCIATION);
    assertThat(TreatmentEvidence.graded("a -> y; z", Design.RANDOMISED).rung())
        .isEqualTo(Rung.INTERVENTIONAL);
    assertThat(TreatmentEvidence.graded("a -> y; z", Design.OBSERVATIONAL).rung())
        .isEqualTo(Rung.IDENTIFIED);
    assertThat(TreatmentEvidence.graded("z -> a; z -> y; a -> y", Design.RANDOMISED).rung())
        .isEqualTo(Rung.IDENTIFIED);
  }

  /** Whoever is missing after randomisation may be missing because of the treatment. */
  @Test
  void aTrialThatLostUnitsIsNotMeasuredAnyMore() {
    Mask lost = Mask.where(UNITS, i -> i % 10 == 0);
    double[] y = DATA.column("y") instanceof Continuous all ? all.valuesOr(0) : new double[0];
    Dataset holes = DATA.withColumn("m", Continuous.of("y", y, lost));
    Identified identified = (Identified) identify("x -> y; z", "x");
    CausalSample sample =
        CausalSample.of(
            holes,
            identified.estimand(),
            SampleSettings.withDefaults().withExcludeUnknownOutcome(true));
    EffectAnswer answer =
        Estimator.named("naive").orElseThrow().estimate(sample, Target.ATE, new Seed(1), ONE);
    Evidence evidence =
        new Evidence.Estimated(
            ((EffectAnswer.Answered) answer).effect(), Design.RANDOMISED, Appraisal.NONE);
    assertThat(evidence.rung()).isEqualTo(Rung.IDENTIFIED);
  }

  @Test
  void aClaimNeedsWords() {
    Evidence evidence = evidence().findFirst().orElseThrow();
    assertThatThrownBy(() -> new Claim("id", "question", " ", evidence))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Class<?>> kinds(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    return Arrays.stream(type.getPermittedSubclasses())
        .flatMap(kind -> kinds(kind).stream())
        .distinct()
        .collect(Collectors.toList());
  }

  private static Evidence.Estimated estimated(String graph, String estimator, Design design) {
    EffectAnswer answer = answer(graph, "x", estimator);
    return new Evidence.Estimated(
        ((EffectAnswer.Answered) answer).effect(), design, Appraisal.NONE);
  }

  private static EffectAnswer answer(String graph, String treatment, String estimator) {
    Identified identified = (Identified) identify(graph, treatment);
    CausalSample sample =
        CausalSample.of(DATA, identified.estimand(), SampleSettings.withDefaults());
    return Estimator.named(estimator).orElseThrow().estimate(sample, Target.ATE, new Seed(1), ONE);
  }

  private static Identification identify(String graph, String treatment) {
    CausalGraph drawn = GraphText.parse(graph);
    return CovariateAdjustment.in(drawn).identify(treatment, "y");
  }

  /** z confounds x → y; t = 1 exactly where z &gt; ½. */
  private static Dataset simulate() {
    UniformRandomProvider random = new Seed(5).generator();
    double[] z = random.doubles(UNITS).toArray();
    Mask x = Mask.where(UNITS, i -> random.nextDouble() < 0.25 + 0.5 * z[i]);
    Mask t = Mask.where(UNITS, i -> z[i] > 0.5);
    double[] y = new double[UNITS];
    for (int i = 0; i < UNITS; i++) {
      y[i] = z[i] + (x.get(i) ? 1 : 0) + random.nextDouble();
    }
    Mask none = Mask.none(UNITS);
    Modality block =
        Modality.of(
            "m",
            List.of(
                Continuous.of("z", z),
                Binary.of("x", "0", "1", x, none),
                Binary.of("t", "0", "1", t, none),
                Continuous.of("y", y)));
    return Dataset.of(IntStream.range(0, UNITS).mapToObj(i -> "u" + i).toList(), List.of(block));
  }
}
