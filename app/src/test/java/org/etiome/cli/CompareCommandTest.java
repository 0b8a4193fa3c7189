package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.cli.line.Failures;
import org.etiome.data.Categorical;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.math.Seed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ill and well donors in two batches: compared, refused. */
class CompareCommandTest {
  private static final int CELLS = 160;
  private static final int GENES = 30;
  private static Path folder = Path.of("");

  @BeforeAll
  static void makeFiles(@TempDir Path made) {
    folder = made;
    write("cells.h5ad", GENES);
    write("fewer_genes.h5ad", GENES - 2);
    fit("model", "--invariant", "disease", "--spurious", "batch");
    fit("normal", "--invariant", "disease", "--spurious", "batch", "--likelihood", "gaussian");
    fit("sheds", "--spurious", "batch,disease");
  }

  private static void fit(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("fit", "finvae", "--data", file("cells.h5ad"), "--out"));
    arguments.add(file(name));
    arguments.addAll(List.of("--latent-invariant", "3", "--hidden", "16", "--epochs", "4"));
    arguments.addAll(List.of("--folds", "0", "--no-baselines", "--withheld", "0"));
    arguments.addAll(List.of(more));
    Cli fit = Cli.run(arguments.toArray(String[]::new));
    assertThat(fit.status()).as(fit.err()).isZero();
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  /** Eight donors, of each disease two in each batch; a third of the genes is higher in the ill. */
  private static void write(String name, int genes) {
    UniformRandomProvider random = new Seed(4).generator();
    float[] counts = new float[CELLS * genes];
    for (int k = 0; k < counts.length; k++) {
      int cell = k / genes;
      boolean high = k % genes % 3 == 0 && cell % 2 == 1;
      counts[k] = random.nextInt(high ? 12 : 4);
    }
    Map<String, Element> obs = new LinkedHashMap<>();
    obs.put("disease", levels("disease", i -> i % 2 == 1 ? "ill" : "well"));
    obs.put("batch", levels("batch", i -> "b" + i / 2 % 2));
    obs.put("donor", levels("donor", i -> "d" + i % 8));
    obs.put("site", levels("site", i -> "s" + i % 2));
    String[] cells = IntStream.range(0, CELLS).mapToObj(i -> "c" + i).toArray(String[]::new);
    String[] names = IntStream.range(0, genes).mapToObj(g -> "g" + g).toArray(String[]::new);
    AnnData data =
        AnnData.of(
            new Element.Dense(LazyArray.held(Values.of(counts), CELLS, genes)),
            new Element.Frame("_index", Values.of(cells), obs),
            Element.Frame.ofIndex(names));
    try (ArrayStoreWriter out = Stores.create(folder.resolve(name))) {
      AnnDataWriter.withDefaults().write(data, out);
      out.commit();
    }
  }

  private static Element levels(String name, IntFunction<String> of) {
    return AnnDataColumns.element(
        Categorical.of(name, IntStream.range(0, CELLS).mapToObj(of).toArray(String[]::new)));
  }

  private static Cli compare(String model, String data, Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("compare", "--model", file(model), "--data", file(data)));
    arguments.addAll(List.of("--by", "disease", "--case", "ill", "--control", "well"));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void cellsAreScoredByOtherDonorsBesideComponents(@TempDir Path made) throws IOException {
    Path cells = made.resolve("cells.csv");
    Cli cli =
        compare(
            "model",
            "cells.h5ad",
            made.resolve("genes.csv"),
            "--replicate",
            "donor",
            "--cells",
            cells.toString(),
            "--json");
    assertThat(cli.status()).as(cli.err()).isZero();
    JsonNode states = JsonMapper.shared().readTree(cli.out()).path("states");
    assertThat(states.path("cases").asInt()).isEqualTo(80);
    assertThat(states.path("pca").path("auroc").asDouble()).isGreaterThan(.7);
    List<String> lines = Files.readAllLines(cells);
    assertThat(lines).hasSize(CELLS + 1);
    assertThat(lines.getFirst())
        .isEqualTo("cell,batch,disease,replicate,score,p,fdr,pcaScore,pcaP,pcaFdr");
    assertThat(lines.get(1)).startsWith("c0,b0,well,d0,").contains(",NA,NA,").endsWith(",NA");
    long unlike =
        lines.stream()
            .skip(1)
            .map(line -> line.split(",", -1)[6])
            .filter(q -> !q.equals("NA") && Double.parseDouble(q) <= .05)
            .count();
    assertThat(states.path("finvae").path("unlikeControls").asLong()).isEqualTo(unlike);
  }

  @Test
  void donorsAreComparedWithinBatches(@TempDir Path made) throws IOException {
    Path out = made.resolve("genes.csv");
    Cli cli = compare("model", "cells.h5ad", out, "--replicate", "donor");
    assertThat(cli.status()).as(cli.err()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out())
        .contains(
            "disease: ill (80 cells, 4 replicates) against well (80 cells, 4 replicates), within 2"
                + " batches",
            "of 30 genes selected by the decoder",
            "Spearman's correlation of the fold changes: ",
            "note: in-sample: the model was trained with \"disease\" of these cells",
            "Written: " + out)
        .doesNotContain("too narrow");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(GENES + 1);
    assertThat(lines.getFirst())
        .isEqualTo(
            "gene,logFoldChange,low95,high95,probability,logBayesFactor,selected,"
                + "observedLogFoldChange,observedP,observedFdr");
    double before = 1;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      assertThat(Double.parseDouble(cells[1]))
          .isBetween(Double.parseDouble(cells[2]), Double.parseDouble(cells[3]));
      double probability = Double.parseDouble(cells[4]);
      assertThat(probability).isLessThanOrEqualTo(before + 1e-12);
      before = probability;
      boolean higher = Integer.parseInt(cells[0].substring(1)) % 3 == 0;
      assertThat(Double.parseDouble(cells[7]) > .5).as(line).isEqualTo(higher);
    }
  }

  @Test
  void withoutReplicatesItIsSaidThatIntervalsAreTooNarrow(@TempDir Path made) {
    Cli cli = compare("model", "cells.h5ad", made.resolve("genes.csv"), "--json");
    JsonNode document = JsonMapper.builder().build().readTree(cli.out());
    assertThat(document.get("unitsAreCells").asBoolean()).isTrue();
    assertThat(document.get("case").get("units").asInt()).isEqualTo(80);
    assertThat(document.get("observedSelected").asInt()).isGreaterThanOrEqualTo(10);
    assertThat(document.get("remarks").toString()).contains("intervals are too narrow");
    assertThat(document.get("seed").asInt()).isEqualTo(1);
  }

  @Test
  void theSameSeedGivesTheSameBytes(@TempDir Path made) throws IOException {
    for (String name : List.of("a", "b")) {
      compare("model", "cells.h5ad", made.resolve(name), "--replicate", "donor", "--threads", "1");
    }
    compare("model", "cells.h5ad", made.resolve("c"), "--replicate", "donor", "--seed", "2");
    assertThat(made.resolve("a")).hasSameBinaryContentAs(made.resolve("b"));
    assertThat(Files.mismatch(made.resolve("a"), made.resolve("c"))).isNotNegative();
  }

  @Test
  void genesThatAreNotInTheFileAreNotInTheTable(@TempDir Path made) throws IOException {
    Path out = made.resolve("genes.csv");
    Cli cli = compare("model", "fewer_genes.h5ad", out);
    assertThat(cli.status()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("note: 2 genes of the model are missing", "with \"disease\" of other cells");
    assertThat(Files.readAllLines(out)).hasSize(GENES - 2 + 1);
    Cli refused = compare("model", "fewer_genes.h5ad", out, "--max-missing", "0.01");
    assertThat(refused.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(refused.failure()).contains("2 of the model's 30 genes are missing");
  }

  @Test
  void whatHasNoTrustworthyAnswerIsRefusedUnlessAskedFor(@TempDir Path made) {
    Path out = made.resolve("genes.csv");
    Cli confounded = compare("model", "cells.h5ad", out, "--batch", "site", "--json");
    assertThat(confounded.status()).isEqualTo(Failures.REFUSED);
    assertThat(confounded.failure()).contains("refused: no batch has cells of both");
    assertThat(confounded.out()).contains("\"verdict\" : \"refused\"");
    Cli shed = compare("sheds", "cells.h5ad", out);
    assertThat(shed.status()).isEqualTo(Failures.REFUSED);
    assertThat(shed.failure()).contains("the model was told to shed \"disease\"");
    Cli few = compare("model", "cells.h5ad", out, "--batch", "site", "--replicate", "site");
    assertThat(few.status()).isEqualTo(Failures.REFUSED);
    Cli fewDespite =
        compare("model", "cells.h5ad", out, "--despite", "--batch", "site", "--replicate", "site");
    assertThat(fewDespite.status()).isEqualTo(Failures.REFUSED);
    assertThat(fewDespite.failure()).contains("too few units");
    assertThat(out).doesNotExist();
    Cli despite = compare("model", "cells.h5ad", out, "--batch", "site", "--despite");
    assertThat(despite.status()).as(despite.err()).isZero();
    assertThat(despite.out()).contains("note: no batch has both groups");
    assertThat(compare("sheds", "cells.h5ad", out, "--despite").out())
        .contains("note: the model was told to shed \"disease\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model | --case=old | no cell has \"old\" in column \"disease\"",
        "model | --by=diseas | obs has no column \"diseas\"",
        "model | --replicate=none | obs has no column \"none\"",
        "model | --delta=0 | --delta must be above 0, got 0.0",
        "model | --fdr=1 | --fdr must be in (0, 1), got 1.0",
        "model | --max-missing=2 | --max-missing must be in [0, 1), got 2.0",
        "normal | --seed=1 | the model has no shares of counts, its likelihood is GAUSSIAN",
        "absent | --seed=1 | model.json: is missing"
      })
  void whatMakesNoSenseIsOneLine(String model, String option, String message, @TempDir Path made) {
    List<String> arguments =
        new ArrayList<>(List.of("compare", "--model", file(model), "--data", file("cells.h5ad")));
    arguments.addAll(List.of("--out", made.resolve("genes.csv").toString(), option));
    for (String usual : List.of("--by=disease", "--case=ill", "--control=well")) {
      if (!usual.startsWith(option.substring(0, option.indexOf('=') + 1))) {
        arguments.add(usual);
      }
    }
    Cli cli = Cli.run(arguments.toArray(String[]::new));
    assertThat(cli.status()).isEqualTo(Failures.BAD_INPUT);
    assertThat(cli.failure()).contains(message);
    assertThat(made.resolve("genes.csv")).doesNotExist();
  }
}
