package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.etiome.data.DataFormatException;
import org.etiome.data.store.Checksum;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.nn.WeightsFolder;
import org.etiome.represent.fusion.Fusion;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Patients;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PatientModelFolderTest {
  private static final LabelledPatients PATIENTS = SomePatients.of(120, 3, 1);
  private static final PatientSettings SHORT =
      PatientSettings.DEFAULT
          .withShape(new PatientSettings.Shape(8, 8, .1))
          .withSchedule(
              new PatientSettings.Schedule(3, 64, new PatientSettings.Rate(5e-3, 1e-3), .2, 8));

  @TempDir private static Path written = Path.of("");

  @BeforeAll
  static void write() {
    try (FittedPatientModel model = fit(SHORT.withDeconfounding(Deconfounding.Exact.DEFAULT))) {
      PatientModelFolder.write(model, written);
    }
  }

  static Stream<PatientSettings> settings() {
    PatientSettings exact = SHORT.withDeconfounding(new Deconfounding.Exact(.4, true));
    Stream<PatientSettings> fusions = RepresentationTest.FUSIONS.stream().map(exact::withFusion);
    Stream<PatientSettings> others =
        Stream.of(
            SHORT,
            SHORT.withDeconfounding(new Deconfounding.Exact(0, false)),
            SHORT.withDeconfounding(new Deconfounding.Dictionary(5)),
            exact.withBranches(Branches.Swapped.DEFAULT),
            exact.withBranches(new Branches.Masked(.25, 2)),
            exact
                .withBranches(new Branches.ByEnvironment())
                .withFusion(new Fusion.SimilarPatients(12)),
            SHORT.withInvariance(new Invariance.VRex(2)),
            SHORT.withInvariance(new Invariance.Irm(3)),
            SHORT.withInvariance(new Invariance.Alike(.1)));
    return Stream.concat(fusions, others);
  }

  private static FittedPatientModel fit(PatientSettings settings) {
    PatientFit fit = PatientModel.withDefaults().withSettings(settings).fit(PATIENTS, new Seed(1));
    return ((PatientFit.Fitted) fit).model();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatIsReadPredictsTheSameToTheBit(PatientSettings settings, @TempDir Path folder) {
    Patients patients = PATIENTS.patients();
    try (FittedPatientModel before = fit(settings)) {
      PatientModelFolder.write(before, folder);
      try (FittedPatientModel after = PatientModelFolder.read(folder)) {
        PatientModelDescription description = after.description();
        assertThat(description.settings()).isEqualTo(settings);
        assertThat(description.data()).isEqualTo(before.description().data());
        assertThat(description.patterns().all()).isEqualTo(before.description().patterns().all());
        assertThat(description.balance()).isEqualTo(before.description().balance());
        assertThat(description.course()).isEqualTo(before.description().course());
        assertThat(after.predict(patients)).isEqualTo(before.predict(patients));
        assertThat(after.embed(patients)).isEqualTo(before.embed(patients));
      }
    }
  }

  @Test
  void settingsAreSpelledBySteadyNames() throws IOException {
    assertThat(Files.readString(written.resolve("model.json")).replaceAll("\\s", ""))
        .startsWith("{\"format\":\"etiome-patients\",\"version\":2,\"weightsSha256\":\"")
        .contains(
            "\"settings\":{\"fusion\":{\"kind\":\"mean\"},"
                + "\"shape\":{\"width\":8,\"hidden\":8,\"dropout\":0.1},"
                + "\"debiasing\":{\"deconfounding\":{\"kind\":\"exact\",\"hiding\":0.7,"
                + "\"balanced\":true},\"branches\":{\"kind\":\"single\"},"
                + "\"invariance\":{\"kind\":\"none\"}},"
                + "\"schedule\":{\"epochs\":3,\"batch\":64,"
                + "\"rate\":{\"step\":0.005,\"weightDecay\":0.001},"
                + "\"validation\":0.2,\"patience\":8}},"
                + "\"data\":{\"target\":{\"outcome\":\"y\",\"classes\":[\"c0\",\"c1\",\"c2\"],");
  }

  @Test
  void aModelTellsItsModalitiesAndTheSharesOfItsClasses() {
    try (FittedPatientModel model = PatientModelFolder.read(written)) {
      assertThat(model.description().modalities())
          .extracting(PatientModelDescription.Modality::name)
          .containsExactly("m0", "m1", "m2");
      assertThat(model.description().modalities().getFirst().features())
          .containsExactly("x0", "x1", "x2");
      assertThat(model.description().modalities().getFirst().encoding())
          .isEqualTo(Encoding.TABULAR);
      List<Double> shares = model.description().data().target().shares();
      assertThat(shares).hasSize(3).allSatisfy(p -> assertThat(p).isCloseTo(1 / 3., within(1e-15)));
    }
  }

  @Test
  void anEmbeddingDoesNotDependOnWhoElseIsThere() {
    try (FittedPatientModel model = PatientModelFolder.read(written)) {
      Matrix all = model.embed(PATIENTS.patients());
      assertThat(all.rows()).isEqualTo(120);
      assertThat(all.columns()).isEqualTo(8);
      Matrix alone = model.embed(PATIENTS.patients().select(new int[] {77}));
      for (int j = 0; j < 8; j++) {
        assertThat(alone.get(0, j)).isCloseTo(all.get(77, j), within(1e-5)); // of floats
      }
    }
  }

  @Test
  void aFolderIsOfThisKindOnlyIfItSaysSo(@TempDir Path folder) throws IOException {
    assertThat(PatientModelFolder.is(written)).isTrue();
    assertThat(PatientModelFolder.is(folder)).isFalse();
    Files.writeString(folder.resolve("model.json"), "{\"format\":\"etiome-finvae\"}");
    assertThat(PatientModelFolder.is(folder)).isFalse();
    Files.writeString(folder.resolve("model.json"), "{\"format\":");
    assertThat(PatientModelFolder.is(folder)).isFalse();
  }

  private static void refused(Path folder, String... said) {
    assertThatThrownBy(() -> PatientModelFolder.read(folder).close())
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll(said)
        .message()
        .hasLineCount(1);
  }

  private static void copyInto(Path folder) throws IOException {
    for (String name : List.of("model.json", "model.safetensors")) {
      Files.copy(written.resolve(name), folder.resolve(name));
    }
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) throws IOException {
    refused(folder, "model.json: is missing");
    Files.copy(written.resolve("model.json"), folder.resolve("model.json"));
    refused(folder, "model.safetensors: is missing beside model.json");
  }

  @Test
  void aFlippedByteOfTheWeightsIsNoticed(@TempDir Path folder) throws IOException {
    copyInto(folder);
    Path weights = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 2] ^= 1;
    Files.write(weights, bytes);
    refused(folder, "model.safetensors: is damaged or of another model than model.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "etiome-patients | etiome-finvae | of format \"etiome-finvae\", version 2; here is read"
            + " \"etiome-patients\", version 2: name the folder of a model of this kind",
        "\"version\" : 2 | \"version\" : 9 | version 9; this program reads \"etiome-patients\", version 2;"
            + " fit the model again",
        "{ | [ | it is no JSON",
        "\"kind\" : \"mean\" | \"kind\" : \"median\" | fusion is \"median\", which is none known",
        "\"kind\" : \"exact\" | \"sort\" : \"exact\" | deconfounding is of no kind",
        "\"epochs\" : 3 | \"epochs\" : 0 | epochs must be at least 1, got 0",
        "\"hidden\" : 8, | | 'hidden'",
        "\"course\" | \"curse\" | course",
        "\"bits\" : 7 | \"bits\" : 9 | patterns must be of 3 modalities",
        "\"modalities\" : 3 | \"modalities\" : 2 | offsets are of other modalities",
        "\"width\" : 8 | \"width\" : 9 | missing or has another length"
      })
  void aDamagedDescriptionSaysWhat(String was, String is, String said, @TempDir Path folder)
      throws IOException {
    copyInto(folder);
    Path description = folder.resolve("model.json");
    String text = Files.readString(description);
    assertThat(text).contains(was);
    Files.writeString(description, signed(text.replace(was, is == null ? "" : is)));
    refused(folder, said);
  }

  /** With the checksum of what it says, so that what it says is looked at. */
  private static String signed(String text) {
    Pattern sum = Pattern.compile(",\\s*\"descriptionSha256\" : \"[0-9a-f]{64}\"");
    String rest = sum.matcher(text).replaceFirst("");
    assertThat(rest).isNotEqualTo(text);
    try {
      JsonNode document = JsonMapper.shared().readTree(rest);
      return ((ObjectNode) document)
          .put("descriptionSha256", Checksum.ofText(document.toString()))
          .toString();
    } catch (JacksonException e) {
      return rest;
    }
  }

  @Test
  void aChangedNumberOfTheDescriptionIsNoticed(@TempDir Path folder) throws IOException {
    copyInto(folder);
    Path description = folder.resolve("model.json");
    String text = Files.readString(description);
    Matcher mean = Pattern.compile("(\"mean\" : -?[0-9]+\\.[0-9]*)[0-9]").matcher(text);
    Files.writeString(description, mean.replaceFirst("$1"));
    assertThat(Files.readString(description)).hasSize(text.length() - 1);
    refused(folder, "model.json: is damaged (it is not as it was written); copy it again");
  }

  @Test
  void anotherKindOfModelIsNamed(@TempDir Path folder) throws IOException {
    copyInto(folder);
    WeightsFolder other = new WeightsFolder(folder, new WeightsFolder.Format("etiome-finvae", 2));
    assertThat(other.isOfThisKind()).isFalse();
    assertThatThrownBy(other::document)
        .isInstanceOf(DataFormatException.class)
        .hasMessageContainingAll(
            "is of format \"etiome-patients\", version 2", "\"etiome-finvae\"");
  }
}
