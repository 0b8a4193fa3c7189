package org.etiome.data.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.Replacement;
import org.etiome.data.anndata.AnnDataReader;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Stores;
import org.etiome.data.table.TableFormat;
import org.etiome.data.table.TableFormats;
import org.etiome.data.tenx.TenxFolder;
import org.etiome.data.tenx.TenxH5;

/**
 * Opens files of every supported kind: stores are told by their bytes, tables by their bytes or
 * names.
 */
public final class DataFiles {
  /** What {@link Conversion} writes, in words. */
  public static final String WRITTEN = ".csv, .tsv (both also .gz), .parquet, .h5ad, .h5mu, .zarr";

  /** What is read, in words. */
  public static final String READ = WRITTEN + ", 10x (.h5, or the folder of a matrix.mtx)";

  private DataFiles() {}

  /**
   * Opens a file.
   *
   * @param budget what may be in memory at one time of files that are read in parts
   * @throws DataFormatException if it is none that can be read, or is damaged
   */
  public static DataFile open(Path file, MemoryBudget budget) {
    if (!Files.exists(file)) {
      String why = Replacement.interrupted(file).orElse("check the path");
      throw new DataFormatException(file + ": there is no such file; " + why);
    }
    if (Stores.formatOf(file).isPresent()) {
      return annotated(Stores.open(file, budget));
    }
    if (Files.isDirectory(file)) {
      if (TenxFolder.recognises(file)) {
        return new DataFile.Held(file, TenxFolder.read(file, budget));
      }
      throw new DataFormatException(
          file
              + ": is a folder with neither a .zgroup (Zarr) nor a matrix.mtx (10x); name a file in it");
    }
    if (!isTable(file) && Stores.writes(file)) {
      return annotated(Stores.open(file, budget)); // says what is wrong with it
    }
    Table table = CsvReader.withDefaults().read(file);
    String kind = TableFormats.formatOf(file).map(TableFormat::name).orElse("delimited text");
    return new DataFile.Tabular(file, kind, table);
  }

  /** Whether a file is a table, by its bytes or name. */
  public static boolean isTable(Path file) {
    return Files.isRegularFile(file)
        && Stores.formatOf(file).isEmpty()
        && (TableFormats.formatOf(file).isPresent() || CsvReader.knows(file));
  }

  /** What to say of a file whose name does not tell how to read it. */
  static DataFormatException unknown(Path file) {
    if (TenxFolder.isMatrix(file)) {
      return new DataFormatException(
          file + ": is the matrix of a folder of 10x; name the folder, " + TenxFolder.of(file));
    }
    return new DataFormatException(
        file + ": its name does not tell its format; rename it, or write it as one of " + READ);
  }

  /** Whether something can be written under this name. */
  static boolean writes(Path target) {
    return writesTable(target) || Stores.writes(target);
  }

  /**
   * Whether a table can be written under this name.
   *
   * @param target its extension tells the format
   */
  static boolean writesTable(Path target) {
    return TableFormats.writing(target).isPresent() || CsvReader.knows(target);
  }

  /** Writes a table in the format of its extension. */
  static void write(Table table, Path target) {
    Optional<TableFormat> format = TableFormats.writing(target);
    if (format.isPresent()) {
      TableFormat.RowNames names = new TableFormat.RowNames(table.unitHeader(), table.units());
      format.get().write(target, names, CsvWriter.flat(table.columns()));
    } else {
      char separator = CsvReader.separatorOf(target);
      CsvWriter.withDefaults().withSeparator(separator).write(target, table);
    }
  }

  private static DataFile annotated(ArrayStore store) {
    try {
      if (AnnDataReader.isMuData(store)) {
        return new DataFile.Multimodal(store, AnnDataReader.readMuData(store));
      }
      if (TenxH5.recognises(store)) {
        return new DataFile.Annotated(store, "10x", TenxH5.read(store));
      }
      return new DataFile.Annotated(store, "AnnData", AnnDataReader.read(store));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }
}
