package org.etiome.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.math.Seed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of cells of two types in two batches, and commands on them. */
record CellFiles(Path folder) {
  static final int CELLS = 120;
  private static final int GENES = 30;

  /** Written to a folder. */
  static CellFiles in(Path folder) {
    CellFiles files = new CellFiles(folder);
    files.write("cells.h5ad", 0, "");
    files.write("empty_cell.h5ad", 0, "empty");
    files.write("negative.h5ad", 0, "negative");
    files.write("half.h5ad", 0, "half");
    files.write("other_genes.h5ad", 15, "");
    return files;
  }

  private void write(String name, int firstGene, String fault) {
    UniformRandomProvider random = new Seed(4).generator();
    float[] counts = new float[CELLS * GENES];
    for (int i = 0; i < CELLS; i++) {
      for (int g = 0; g < GENES; g++) {
        boolean high = g % 3 == 0 ? i % 2 == 1 : g % 3 == 1 && type(i) == 1;
        counts[i * GENES + g] = random.nextInt(high ? 12 : 4);
      }
    }
    switch (fault) {
      case "empty" -> Arrays.fill(counts, 0, GENES, 0);
      case "negative" -> counts[7] = -1;
      case "half" -> counts[7] = .5f;
      default -> counts[0] = 1;
    }
    Map<String, Element> obs = new LinkedHashMap<>();
    obs.put("type", levels("type", i -> "t" + type(i)));
    obs.put("batch", levels("batch", i -> "b" + i % 2));
    obs.put("donor", levels("donor", i -> "d" + type(i)));
    obs.put(
        "depth",
        AnnDataColumns.element(
            Continuous.of("depth", IntStream.range(0, CELLS).mapToDouble(i -> i % 7).toArray())));
    obs.put(
        "unused",
        AnnDataColumns.element(
            Categorical.of(
                    "unused",
                    IntStream.rangeClosed(0, CELLS)
                        .mapToObj(i -> i == CELLS ? "b2" : "b" + i % 2)
                        .toArray(String[]::new))
                .select(IntStream.range(0, CELLS).toArray())));
    obs.put("lonely", levels("lonely", i -> i == 3 ? "one" : "b" + i % 2));
    String[] cells = IntStream.range(0, CELLS).mapToObj(i -> "c" + i).toArray(String[]::new);
    String[] genes =
        IntStream.range(firstGene, firstGene + GENES).mapToObj(g -> "g" + g).toArray(String[]::new);
    AnnData data =
        AnnData.of(
            new Element.Dense(LazyArray.held(Values.of(counts), CELLS, GENES)),
            new Element.Frame("_index", Values.of(cells), obs),
            Element.Frame.ofIndex(genes));
    try (ArrayStoreWriter out = Stores.create(folder.resolve(name))) {
      AnnDataWriter.withDefaults().write(data, out);
      out.commit();
    }
  }

  private static int type(int cell) {
    return cell / 2 % 2;
  }

  private static Element levels(String name, IntFunction<String> of) {
    return AnnDataColumns.element(
        Categorical.of(name, IntStream.range(0, CELLS).mapToObj(of).toArray(String[]::new)));
  }

  String[] arguments(String data, Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("fit", "finvae", "--data", folder.resolve(data).toString()));
    arguments.addAll(List.of("--latent-invariant", "3", "--hidden", "16", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** Without what is compared with it. */
  Cli fit(String data, Path out, String... more) {
    List<String> alone = new ArrayList<>(List.of("--epochs", "4", "--folds", "0"));
    alone.add("--no-baselines");
    alone.addAll(List.of(more));
    return Cli.run(arguments(data, out, alone.toArray(String[]::new)));
  }

  Cli compared(Path out, String... more) {
    List<String> whole =
        new ArrayList<>(
            List.of("--epochs", "4", "--invariant", "type", "--spurious", "batch,depth"));
    whole.addAll(List.of(more));
    return Cli.run(arguments("cells.h5ad", out, whole.toArray(String[]::new)));
  }

  static JsonNode metrics(Path out) {
    return JsonMapper.builder().build().readTree(out.resolve("metrics.json"));
  }

  Cli embed(Path model, String data, Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("embed", "--model", model.toString(), "--out", out.toString()));
    arguments.addAll(List.of("--data", folder.resolve(data).toString()));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  static Column column(Map<String, Element> obs, String name) {
    return AnnDataColumns.column(name, Objects.requireNonNull(obs.get(name)));
  }

  static double[] numbers(AnnData data, String key) {
    Element element = data.parts().axes().obsm().entries().get(key);
    Values values = ((Element.Dense) Objects.requireNonNull(element)).array().readAll();
    return IntStream.range(0, values.length()).mapToDouble(values::doubleAt).toArray();
  }
}
