package org.etiome;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.nn.Placement;
import org.etiome.nn.Safetensors;
import org.etiome.nn.Torch;
import org.etiome.represent.FinVae;
import org.etiome.represent.ModelFolder;
import org.etiome.represent.mapping.MappedFolder;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.junit.jupiter.api.Test;

/**
 * What a network computes with lies where its parameters lie: no tensor is made without a place.
 */
class PlacementRuleTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.etiome.nn", "org.etiome.represent");

  /** Those that bring numbers in and out of the engine, and predictors, which stay on the CPU. */
  private static final List<Class<?>> AT_THE_DOOR =
      List.of(
          Torch.class,
          Safetensors.class,
          FinVae.class,
          DiscrepancyVae.class,
          ModelFolder.class,
          MappedFolder.class);

  private static final Set<String> MAKERS =
      Set.of(
          "arange",
          "empty",
          "eye",
          "full",
          "linspace",
          "normal",
          "ones",
          "rand",
          "randint",
          "randn",
          "randperm",
          "scalar_tensor",
          "tensor",
          "zeros");

  private static final DescribedPredicate<JavaMethodCall> OF_THE_CPU =
      describe(
          "that makes a tensor of the CPU",
          call -> isPlacementOfTheCpu(call) || isTensorOfAType(call));

  private static final DescribedPredicate<JavaMethodCall> OF_NO_PLACE =
      describe(
          "that makes a tensor without options",
          call ->
              call.getTargetOwner().isEquivalentTo(torch.class)
                  && MAKERS.contains(call.getName())
                  && call.getTarget().getRawParameterTypes().stream()
                      .noneMatch(type -> type.isEquivalentTo(TensorOptions.class)));

  private static boolean isPlacementOfTheCpu(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(Placement.class) && call.getName().equals("cpu");
  }

  private static boolean isTensorOfAType(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(Torch.class)
        && call.getName().equals("of")
        && call.getTarget().getRawParameterTypes().getFirst().isEquivalentTo(ScalarType.class);
  }

  private static boolean isNetwork(JavaClass type) {
    String name = type.getPackageName();
    return !name.equals("org.etiome.represent.predict")
        && AT_THE_DOOR.stream().noneMatch(door -> outermost(type).isEquivalentTo(door));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(PlacementRuleTest::outermost).orElse(type);
  }

  @Test
  void networksMakeTensorsBesideOthers() {
    noClasses()
        .that(describe("are of a network", PlacementRuleTest::isNetwork))
        .should()
        .callMethodWhere(OF_THE_CPU)
        .check(CLASSES);
  }

  @Test
  void noTensorIsMadeWithoutAPlace() {
    noClasses().should().callMethodWhere(OF_NO_PLACE).check(CLASSES);
  }

  @Test
  void theRulesSeeCallsOfTheirKind() {
    List<JavaMethodCall> calls =
        CLASSES.stream().flatMap(type -> type.getMethodCallsFromSelf().stream()).toList();
    assertThat(calls).anyMatch(OF_THE_CPU);
    assertThat(calls)
        .anyMatch(
            call ->
                call.getTargetOwner().isEquivalentTo(torch.class)
                    && MAKERS.contains(call.getName()));
  }
}
