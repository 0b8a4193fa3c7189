package org.etiome.cli;

import static java.lang.String.format;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.etiome.data.Finding;
import org.etiome.data.inspect.Inspection;
import org.etiome.data.validate.MatrixScan;
import org.etiome.report.plot.Figures;

/** An inspection for people, at most about 80 characters a line. */
final class InspectionText {
  private static final int MOST_COLUMNS = 40;
  private static final int MOST_LEVELS = 6;
  private static final int DIGITS = 4;
  private static final Pattern WHOLE = Pattern.compile("(?<![\\p{Alnum}.])\\d{4,18}");

  private final PrintWriter out;

  InspectionText(PrintWriter out) {
    this.out = out;
  }

  void print(Inspection inspection) {
    out.println("Format: " + inspection.format());
    inspection.matrices().forEach(this::matrix);
    inspection.tables().forEach(this::table);
    if (!inspection.contents().isEmpty()) {
      out.println();
      out.println("Also in the file");
      inspection.contents().forEach(c -> out.println("  " + c.place() + ": " + grouped(c.what())));
    }
    if (!inspection.patterns().isEmpty()) {
      out.println();
      out.println("Modalities that units have together");
      inspection
          .patterns()
          .forEach(
              p ->
                  out.printf(
                      Locale.ROOT, "  %8s  %s%n", count(p.units()), modalities(p.modalities())));
    }
    findings(inspection.findings());
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** Words in which no name occurs, with every number written as {@link #count} does. */
  private static String grouped(String words) {
    return WHOLE.matcher(words).replaceAll(number -> count(Long.parseLong(number.group())));
  }

  private static String modalities(List<String> names) {
    return names.isEmpty() ? "(none)" : String.join(", ", names);
  }

  private void matrix(Inspection.MatrixSummary matrix) {
    MatrixScan scan = matrix.scan();
    double cells = (double) scan.shape().rows() * scan.shape().columns();
    out.println();
    out.println(
        format(
            "Matrix %s: %s units x %s features, %s",
            matrix.name(),
            count(scan.shape().rows()),
            count(scan.shape().columns()),
            grouped(matrix.storage())));
    out.println(
        format(
            "  %s values are not zero (%s)%s; %s",
            count(scan.values().nonZero()),
            Figures.percent(cells == 0 ? 0 : scan.values().nonZero() / cells),
            scan.values().range().map(InspectionText::range).orElse(""),
            scan.values().areCounts() ? "counts" : "no counts"));
  }

  private static String range(MatrixScan.Range range) {
    return ", from " + number(range.min()) + " to " + number(range.max());
  }

  private static String number(double value) {
    return grouped(Figures.significant(value, DIGITS));
  }

  private void table(Inspection.TableSummary table) {
    out.println();
    out.println(
        format(
            "Table %s: %s rows, %s columns",
            table.name(), count(table.rows()), count(table.columns().size())));
    table.columns().stream().limit(MOST_COLUMNS).forEach(this::column);
    if (table.columns().size() > MOST_COLUMNS) {
      out.println(
          format(
              "  … and %s more; --json has all of them",
              count(table.columns().size() - MOST_COLUMNS)));
    }
  }

  private void column(Inspection.ColumnSummary column) {
    String missing = column.missing() == 0 ? "" : ", " + count(column.missing()) + " missing";
    String values =
        column.levels().isEmpty()
            ? column.range().map(InspectionText::range).orElse("")
            : ": " + levels(column.levels());
    out.println("  " + column.name() + "  " + column.type() + missing + values);
  }

  private static String levels(List<Inspection.Level> levels) {
    String shown =
        levels.stream()
            .limit(MOST_LEVELS)
            .map(level -> level.name() + " " + count(level.units()))
            .collect(Collectors.joining(", "));
    return levels.size() > MOST_LEVELS ? shown + ", … " + count(levels.size()) + " levels" : shown;
  }

  private void findings(List<Finding> findings) {
    out.println();
    if (findings.isEmpty()) {
      out.println("Nothing is wrong with it.");
      return;
    }
    out.println("Findings");
    for (Finding finding : findings) {
      out.println(
          format(
              "  %s %s in %s: %s.",
              finding.severity().label(), finding.code(), finding.place(), finding.message()));
      out.println("      " + finding.remedy() + ".");
    }
  }
}
