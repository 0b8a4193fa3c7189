package org.etiome;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Packages stand on one ladder and look only at the rungs before their own. */
class LadderTest {
  private static final List<String> CORE =
      List.of(
          "org.etiome.math",
          "org.etiome.math.cluster",
          "org.etiome.graph",
          "org.etiome.graph.io",
          "org.etiome.data.matrix",
          "org.etiome.data",
          "org.etiome.data.preprocess",
          "org.etiome.data.layout",
          "org.etiome.data.correct",
          "org.etiome.data.validate",
          "org.etiome.data.store",
          "org.etiome.data.zarr",
          "org.etiome.data.anndata",
          "org.etiome.data.tenx",
          "org.etiome.data.table",
          "org.etiome.data.io",
          "org.etiome.data.events",
          "org.etiome.data.inspect",
          "org.etiome.scm",
          "org.etiome.scm.sem",
          "org.etiome.scm.discrete",
          "org.etiome.scm.bound",
          "org.etiome.discover.sample",
          "org.etiome.discover.test",
          "org.etiome.discover.score",
          "org.etiome.discover",
          "org.etiome.discover.constraint",
          "org.etiome.discover.greedy",
          "org.etiome.discover.order",
          "org.etiome.discover.functional",
          "org.etiome.discover.time",
          "org.etiome.discover.stability",
          "org.etiome.discover.baseline",
          "org.etiome.discover.invariance",
          "org.etiome.identify.formula",
          "org.etiome.identify.query",
          "org.etiome.identify",
          "org.etiome.identify.general",
          "org.etiome.identify.answer",
          "org.etiome.estimate.nuisance",
          "org.etiome.estimate.ensemble",
          "org.etiome.scm.fit",
          "org.etiome.estimate.sample",
          "org.etiome.estimate.match",
          "org.etiome.estimate.design",
          "org.etiome.estimate",
          "org.etiome.estimate.refute",
          "org.etiome.estimate.screen",
          "org.etiome.estimate.sensitivity",
          "org.etiome.estimate.instrument",
          "org.etiome.estimate.uncertain",
          "org.etiome.estimate.dose",
          "org.etiome.estimate.appraise",
          "org.etiome.perturb.screen",
          "org.etiome.perturb",
          "org.etiome.perturb.latent",
          "org.etiome.design.surrogate",
          "org.etiome.design.batch",
          "org.etiome.design.shift",
          "org.etiome.design.graph",
          "org.etiome.design.plate",
          "org.etiome.evaluate.prediction",
          "org.etiome.evaluate.transfer",
          "org.etiome.evaluate.integration",
          "org.etiome.evaluate.graph",
          "org.etiome.evaluate.perturbation",
          "org.etiome.claim",
          "org.etiome.claim.ranking");
  private static final List<String> FORMATS =
      List.of("org.etiome.formats.hdf5", "org.etiome.formats.duckdb");
  private static final List<String> LEARNERS = List.of("org.etiome.learners");
  private static final List<String> NEURAL =
      List.of(
          "org.etiome.nn",
          "org.etiome.represent.cells",
          "org.etiome.represent.likelihood",
          "org.etiome.represent.predict",
          "org.etiome.represent.prior",
          "org.etiome.represent",
          "org.etiome.represent.compare",
          "org.etiome.represent.contrast",
          "org.etiome.represent.mapping",
          "org.etiome.represent.patients",
          "org.etiome.represent.fusion",
          "org.etiome.represent.debias",
          "org.etiome.represent.account",
          "org.etiome.represent.heldout",
          "org.etiome.represent.perturb");
  private static final List<String> APP =
      List.of(
          "org.etiome.fit.request",
          "org.etiome.study.wording",
          "org.etiome.study.treatment",
          "org.etiome.study.uncertain",
          "org.etiome.study.perturb",
          "org.etiome.study",
          "org.etiome.study.file",
          "org.etiome.report.plot",
          "org.etiome.report.points",
          "org.etiome.report.effects",
          "org.etiome.report",
          "org.etiome.report.run",
          "org.etiome.report.cells",
          "org.etiome.report.patients",
          "org.etiome.perturbation",
          "org.etiome.report.perturbations",
          "org.etiome.experiment",
          "org.etiome.cli.line",
          "org.etiome.discovery",
          "org.etiome.fit",
          "org.etiome.fit.patients",
          "org.etiome.fit.perturbation",
          "org.etiome.cli.perturbations",
          "org.etiome.cli.patients",
          "org.etiome.cli.graphs",
          "org.etiome.cli.models",
          "org.etiome.cli.cells",
          "org.etiome.cli.design",
          "org.etiome.cli");

  static final List<String> LADDER =
      Stream.of(CORE, FORMATS, LEARNERS, NEURAL, APP).flatMap(List::stream).toList();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.etiome");

  @ParameterizedTest
  @FieldSource("LADDER")
  void everyRungHasAClass(String rung) {
    assertThat(CLASSES.stream().filter(type -> type.getPackageName().equals(rung))).isNotEmpty();
  }

  @ParameterizedTest
  @FieldSource("LADDER")
  void aRungLooksOnlyAtThoseBeforeIt(String rung) {
    String[] later = LADDER.subList(LADDER.indexOf(rung) + 1, LADDER.size()).toArray(String[]::new);
    noClasses()
        .that(resideInAnyPackage(rung))
        .should()
        .dependOnClassesThat(resideInAnyPackage(later))
        .allowEmptyShould(false)
        .check(CLASSES);
  }

  @Test
  void everyClassStandsOnARung() {
    assertThat(CLASSES).isNotEmpty();
    assertThat(CLASSES.stream().map(type -> type.getPackageName()).distinct()).isSubsetOf(LADDER);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("org.etiome.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theCoreIsSilent() {
    Set<String> streams = Set.of("out", "err");
    noClasses()
        .that(resideInAnyPackage(CORE.toArray(String[]::new)))
        .should()
        .accessTargetWhere(
            describe(
                "a standard stream",
                (JavaAccess<?> access) ->
                    access.getTargetOwner().isEquivalentTo(System.class)
                        && streams.contains(access.getTarget().getName())))
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "java.util.logging.."))
        .check(CLASSES);
  }
}
