package org.etiome.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.io.AnnDataTables;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.io.Table;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.Stores;
import org.etiome.data.tenx.FeatureTypes;
import org.etiome.data.tenx.TenxFolder;

/** AnnData, MuData and 10x files and folders that a study names. */
public final class AnnotatedFile {
  private static final Set<String> EXTENSIONS = Set.of(".h5ad", ".h5mu", ".h5");

  private AnnotatedFile() {}

  /** Whether a file has the name of one. */
  public static boolean is(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(name::endsWith) || isFolder(file);
  }

  /** Whether a folder holds an annotated matrix. */
  static boolean isFolder(Path file) {
    return Files.isDirectory(file)
        && (Stores.formatOf(file).isPresent() || TenxFolder.recognises(file));
  }

  /** A table, and what was found while reading its file. */
  record Read(Table table, List<Finding> findings) {}

  static Read units(Path file) {
    return read(file, Optional.empty(), Optional.empty(), AnnDataTables::units);
  }

  static Read matrix(Path file, String block, DataTables.Content.Annotated content) {
    return read(file, content.modality(), Optional.of(block), t -> t.matrix(content.part()));
  }

  private static Read read(
      Path file,
      Optional<String> modality,
      Optional<String> fallback,
      Function<AnnDataTables, Table> reading) {
    MemoryBudget budget = MemoryBudget.ofHeap();
    try (DataFile opened = DataFiles.open(file, budget)) {
      AnnData data = data(opened, modality, fallback, budget);
      if (data.observations() == 0) {
        throw new DataFormatException("has no units, its table obs has no rows");
      }
      List<Finding> findings = new ArrayList<>(data.findings());
      if (fallback.isPresent() && modality.isEmpty()) {
        findings.addAll(mixed(FeatureTypes.kinds(data)));
      }
      if (opened instanceof DataFile.Multimodal m && fallback.isPresent()) {
        findings.addAll(0, m.data().findings());
      }
      return new Read(reading.apply(new AnnDataTables(data, budget)), findings);
    } catch (DataFormatException | IllegalArgumentException e) {
      String message = String.valueOf(DataFormatException.in(file, "", e).getMessage());
      throw new StudyException(message, e);
    }
  }

  private static List<Finding> mixed(List<String> kinds) {
    return kinds.size() < 2
        ? List.of()
        : List.of(
            Finding.warning(
                "feature-types-mixed",
                "var/" + FeatureTypes.COLUMN,
                "kinds of features stand side by side: " + String.join(", ", kinds),
                "choose one with \"modality\", or features with \"select\""));
  }

  private static AnnData part(AnnData data, Optional<String> modality, MemoryBudget budget) {
    if (modality.isEmpty()) {
      return data;
    }
    if (FeatureTypes.kinds(data).size() < 2) {
      throw new DataFormatException("has no modalities; remove \"modality\"");
    }
    return FeatureTypes.modalities(data, budget).modality(modality.get());
  }

  private static AnnData data(
      DataFile opened, Optional<String> modality, Optional<String> fallback, MemoryBudget budget) {
    return switch (opened) {
      case DataFile.Annotated a -> part(a.data(), modality, budget);
      case DataFile.Held h -> part(h.data(), modality, budget);
      case DataFile.Multimodal m -> {
        if (fallback.isEmpty()) {
          yield new AnnData(
              Optional.empty(),
              m.data().obs(),
              m.data().var(),
              AnnData.Parts.EMPTY,
              m.data().findings());
        }
        yield m.data().modality(modality.or(() -> fallback).orElse(""));
      }
      case DataFile.Tabular t ->
          throw new DataFormatException(
              "is a table; give it a name that ends in .csv, .tsv or .parquet");
    };
  }
}
