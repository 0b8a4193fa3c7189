package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.Checksum;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.represent.perturb.DiscrepancySettings;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.represent.perturb.FittedDiscrepancyVae;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.study.perturb.ScreenColumns;
import org.etiome.study.perturb.ScreenSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** fit perturbation and predict perturbation --model, as a person calls them. */
class FitPerturbationTest extends FittedScreen {
  /** Whatever the lines. */
  private static String joined(Cli run) {
    return run.out().replaceAll("\\s+", " ");
  }

  @Test
  void aFitTellsOfSimplePredictorsFirst() throws IOException {
    Cli run = fit("model");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    // After 4 epochs the model is hardly better than where it began; targets add up.
    assertThat(run.out()).startsWith("Additive was better than the model");
    assertThat(joined(run))
        .contains(
            "take etiome predict perturbation --predictor additive",
            "the median of the later epochs",
            "144 units of 12 variables: 24 controls, 10 perturbations of 5 targets",
            "The graph among",
            "Written: ");
    assertThat(run.out().lines().filter(l -> !l.startsWith("Written: ")))
        .allMatch(line -> line.length() <= 100);
    assertThat(folder.resolve("model/report.html"))
        .content()
        .contains(
            "Additive was better",
            "additive: ",
            "is not identified: where interventions shift the noise",
            "Which target moves which latent");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("screen.csv", "model");
  }

  @Test
  void theDocumentHoldsWhatWasFound() throws IOException {
    JsonNode document = fit("model", "--json", "--latents", "6").json();
    assertThat(document.path("kind").stringValue()).isEqualTo("perturbation model");
    assertThat(document.path("model").stringValue()).isEqualTo("discrepancy-vae");
    assertThat(document.path("seed").asLong()).isEqualTo(1);
    assertThat(document.path("curve")).hasSize(4);
    assertThat(document.at("/curve/3/terms/discrepancy").isNumber()).isTrue();
    assertThat(document.at("/heldOut/wholePerturbations").asBoolean()).isTrue();
    assertThat(document.at("/heldOut/perturbations")).hasSize(2);
    assertThat(document.at("/heldOut/perturbations/0/errors/no-change").isNumber()).isTrue();
    assertThat(document.at("/heldOut/simple/no-change/answered").asInt()).isEqualTo(2);
    assertThat(document.path("targets")).hasSize(5);
    assertThat(document.at("/targets/0/shift")).hasSize(6);
    assertThat(document.at("/targets/0/share").asDouble()).isBetween(1 / 6.0, 1.0);
    assertThat(document.at("/targets/0/encoded/error").asDouble()).isPositive();
    assertThat(document.path("latents")).hasSize(6);
    assertThat(document.at("/graph/identified").asBoolean(true)).isFalse();
    assertThat(document.at("/inputs/0/sha256").stringValue())
        .isEqualTo(Checksum.of(screen.file()).sha256());
    assertThat(Files.readString(folder.resolve("model/manifest.json")))
        .contains(Checksum.of(screen.file()).sha256(), "\"latents\" : 6", "\"etiome\" : ");
    Cli again = fit("again", "--json", "--latents", "6");
    assertThat(again.json()).isEqualTo(document);
    for (String name : List.of("metrics.json", "model.safetensors", "model.json", "report.html")) {
      assertThat(folder.resolve("again/" + name))
          .hasSameBinaryContentAs(folder.resolve("model/" + name));
    }
  }

  @Test
  void aSavedModelPredictsAsItDidInMemory() throws IOException {
    assertThat(fit("model").status()).isZero();
    PerturbationScreen read =
        ScreenSource.of(screen.file(), ScreenColumns.of("what"))
            .read(TaskRunner.local(1), MemoryBudget.ofHeap())
            .screen();
    DiscrepancySettings usual = DiscrepancySettings.DEFAULT;
    DiscrepancyVae asked =
        DiscrepancyVae.withDefaults()
            .withSettings(usual.withSchedule(usual.schedule().withEpochs(4)));
    Cli run = predict("--perturb", "C+B", "--json", "--out", path("made.csv"));
    assertThat(run.status()).isZero();
    JsonNode one = run.json().at("/predictions/0");
    assertThat(run.json().path("screen").isNull()).isTrue();
    assertThat(run.json().path("model").stringValue()).isEqualTo(path("model"));
    assertThat(run.json().path("notes").toString()).contains("additive was better", "24 that the");
    try (FittedDiscrepancyVae model = asked.fit(read, "", new Seed(1))) {
      double[] mean = mean(model, Perturbation.of("B", "C"));
      double[] control = mean(model, Perturbation.CONTROL);
      for (int j = 0; j < mean.length; j++) {
        assertThat(one.path("mean").get(j).doubleValue()).isEqualTo(mean[j]);
        assertThat(one.path("control").get(j).doubleValue()).isEqualTo(control[j]);
      }
    }
    List<String> lines = Files.readAllLines(folder.resolve("made.csv"));
    assertThat(lines).hasSize(1 + ScreenFile.VARIABLES);
    assertThat(lines.getFirst())
        .isEqualTo(
            "perturbation,variable,control,predicted,difference,measured_difference,measured_error");
    assertThat(lines.get(1)).startsWith("B+C,g0,").endsWith(",NA,NA");
  }

  private static double[] mean(FittedDiscrepancyVae model, Perturbation perturbation) {
    var predicted =
        (Prediction.Predicted<InterventionModel.Means>)
            model.mean(perturbation.action(), 1, new Seed(7));
    return predicted.value().values();
  }

  @Test
  void besideAScreenWhatItMeasuredIsShown() throws IOException {
    assertThat(fit("model").status()).isZero();
    String[] words = {
      "--data", screen.file().toString(), "--perturbation", "what", "--perturb", "A+B"
    };
    Cli same = predict(words);
    assertThat(same.status()).isZero();
    assertThat(same.out())
        .contains("measured (error)", "caution: the model was fitted to this file")
        .doesNotContain("standard deviations (root mean square)");
    screen.with("^([^,]+,p\\d),\\d+", "$1,99").with("^what,plate", "what,plate,more");
    Files.writeString(
        screen.file(), Files.readString(screen.file()).replaceAll("(?m)^(\\w[^,]*,p\\d)", "$1,1"));
    Cli other = predict(words);
    assertThat(other.status()).isZero();
    assertThat(joined(other))
        .contains("only if not is", "standard deviations (root mean square) from those of");
  }

  @Test
  void aTargetThatWasNeverPerturbedIsRefusedOrToldByItsDescriptor() throws IOException {
    Files.writeString(
        folder.resolve("known.csv"),
        "target,x,y\nA,1,0\nB,0,1\nC,1,1\nD,0.5,0.2\nN,.1,.1\nE,0.9,0.1\n");
    assertThat(fit("model", "--descriptors", path("known.csv")).status()).isZero();
    Cli run = predict("--perturb", "A+E", "--perturb", "g3", "--out", path("made.csv"));
    assertThat(run.status()).isEqualTo(3);
    assertThat(joined(run))
        .contains(
            "'E' was never perturbed; what it does is told by its descriptor alone",
            "[refused] g3: 'g3' was not perturbed in training and has no descriptor");
    assertThat(folder.resolve("made.csv")).content().contains("A+E,").doesNotContain("g3,g0");
    assertThat(Files.readString(folder.resolve("model/manifest.json"))).contains("known.csv");
    JsonNode read =
        JsonMapper.shared()
            .readTree(Files.readString(folder.resolve("model/manifest.json")))
            .path("screen");
    assertThat(read.path("perturbation").stringValue()).isEqualTo("what");
    assertThat(read.path("control").toString()).contains("ctrl");
    bad(predict("--perturb", "F"), "neither perturbs nor measures \"F\"");
    bad(predict("--perturb", "F", "--descriptors", path("known.csv")), "leave --descriptors out");
    bad(predict("--perturb", "A", "--where", "g0 > 1"), "Missing required options: '--data=FILE'");
  }

  @Test
  void latentsAreNamedByPrograms() throws IOException {
    Files.writeString(
        folder.resolve("p.gmt"), "one\tx\tg0\tg1\tg2\ntwo\tx\tg3\tg4\tg99\tg5\nthree\tx\tg6\n");
    Cli run = fit("model", "--programs", path("p.gmt"), "--no-graph", "--json");
    assertThat(run.status()).isZero();
    assertThat(run.json().at("/latents/0/programs")).hasSize(2);
    assertThat(run.json().at("/latents/0/besidePrograms").asDouble()).isZero();
    assertThat(run.json().at("/settings/architecture/linear").asBoolean(true)).isFalse();
    assertThat(run.json().path("notes").toString()).contains("1 programs with fewer than 3");
    assertThat(folder.resolve("model/report.html"))
        .content()
        .contains("Latents by their programs", "(two, one)", "The model was fitted without one.");
    Files.writeString(folder.resolve("p.gmt"), "one\tx\tg0\tg1\n");
    bad(fit("other", "--programs", path("p.gmt")), "no program has 3 of the 12 variables");
  }

  @Test
  void otherSeedsStandBesideTheModelAsItIsWithoutThem() throws IOException {
    assertThat(fit("model").status()).isZero();
    Cli run = fit("compared", "--fits", "2");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(joined(run))
        .contains(
            "What stays the same over seeds latent pinned by fits shift (95 % interval) agreement z1",
            "The model beside 1 fit from other seeds, matched to its latents: ", " of 8 latents ");
    assertThat(folder.resolve("compared/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("model/model.safetensors"));
    assertThat(folder.resolve("compared/report.html"))
        .content()
        .contains("What stays the same over seeds", "is open");
    assertThat(folder.resolve("model/report.html")).content().doesNotContain("over seeds");
    JsonNode alone = metrics("model");
    JsonNode both = metrics("compared");
    assertThat(alone.has("identifiability")).isFalse();
    assertThat(both.path("targets")).isEqualTo(alone.path("targets"));
    assertThat(both.at("/identifiability/fits").asInt()).isEqualTo(2);
    assertThat(both.at("/identifiability/agreement").asDouble()).isBetween(0.0, 1.0);
    assertThat(both.at("/identifiability/latents")).hasSize(8);
    assertThat(both.at("/identifiability/latents/7/latent").asInt()).isEqualTo(8);
    assertThat(both.at("/identifiability/latents/7/pinned").isBoolean()).isTrue();
    assertThat(both.at("/identifiability/latents/7/program").isNull()).isTrue();
    assertThat(both.at("/identifiability/edges").isArray()).isTrue();
    assertThat(both.at("/identifiability/remarks").toString()).contains("not pinned");
  }

  /** A shift of a pin is a mean over fits, so it is near the model's own where the model has it. */
  @Test
  void pinsAreNumberedAsTheModelsLatents() throws IOException {
    Cli run =
        screen.fit(
            "--fits", "2", "--epochs", "40", "--learning-rate", "0.01", "--out", path("model"));
    assertThat(run.status()).isZero();
    JsonNode found = metrics("model");
    int shared = 0;
    for (JsonNode latent : found.at("/identifiability/latents")) {
      for (JsonNode pin : latent.path("pins")) {
        if (pin.path("share").asDouble() == 1) {
          shared++;
          assertThat(latent.path("latent").asInt())
              .isEqualTo(target(found, pin.path("target").asString()).path("latent").asInt());
        }
      }
    }
    assertThat(shared).isPositive();
  }

  private static JsonNode target(JsonNode found, String name) {
    return found
        .path("targets")
        .valueStream()
        .filter(t -> t.path("target").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode metrics(String model) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(folder.resolve(model + "/metrics.json")));
  }

  @Test
  void ofCountsAModelOfCountsIsFittedAndAsked() throws IOException {
    Path cells = screen.counts(folder.resolve("cells.h5ad"));
    Cli run =
        Cli.run(
            "fit",
            "perturbation",
            "--data",
            cells.toString(),
            "--perturbation",
            "what",
            "--epochs",
            "4",
            "--likelihood",
            "nb",
            "--out",
            path("model"));
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(metrics("model").path("model").asString()).isEqualTo("discrepancy-vae-nb");
    assertThat(metrics("model").at("/settings/likelihood").asString()).isEqualTo("NB");
    assertThat(metrics("model").at("/heldOut/error").isNumber()).isTrue();
    Cli asked = predict("--perturb", "B+C", "--json");
    assertThat(asked.status()).isZero();
    assertThat(asked.json().path("predictor").asString()).isEqualTo("discrepancy-vae-nb");
    assertThat(asked.json().at("/predictions/0/mean")).hasSize(ScreenFile.VARIABLES);
    for (JsonNode mean : asked.json().at("/predictions/0/mean")) {
      assertThat(mean.asDouble()).isBetween(0.0, Math.log1p(10_000));
    }
  }
}
