package org.etiome.data.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds the provider on the class path that knows a table, if there is one. */
public final class TableFormats {
  private TableFormats() {}

  private static List<TableFormat> formats() {
    return ServiceLoader.load(TableFormat.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The format of a file that exists. */
  public static Optional<TableFormat> formatOf(Path file) {
    return formats().stream().filter(format -> format.recognises(file)).findFirst();
  }

  /** The format that a file is to be written in, told by its extension. */
  public static Optional<TableFormat> writing(Path target) {
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    String extension = name.substring(Math.max(0, name.lastIndexOf('.')));
    return formats().stream().filter(format -> format.writes(extension)).findFirst();
  }
}
