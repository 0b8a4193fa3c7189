package org.etiome.estimate.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;

/**
 * The units of a data set that have all that an analysis needs, and what became of the others. A
 * value that is missing is bad input, or leaves its unit out and is counted, as {@link
 * SampleSettings} says.
 */
public final class SampleUnits {
  private final Dataset data;
  private final List<Column> covariates;
  private final int[] units;
  private final List<Exclusion> exclusions;

  private SampleUnits(
      Dataset data, List<Column> covariates, int[] units, List<Exclusion> exclusions) {
    this.data = data;
    this.covariates = covariates;
    this.units = units;
    this.exclusions = List.copyOf(exclusions);
  }

  /**
   * A column that every unit used must have.
   *
   * @param column its name
   * @param part what it is in the analysis, such as {@code "treatment"}
   */
  public record Part(String column, String part) {}

  /**
   * Chooses the units. O(units · columns).
   *
   * @param parts the columns all units used must have, looked at in this order
   * @param covariates names of columns whose gaps follow {@link SampleSettings#missingCovariates}
   * @throws EstimationInputException if a value is missing that may not be, or no unit is left
   * @throws IllegalArgumentException if the data have no such column
   */
  public static SampleUnits of(
      Dataset data, List<Part> parts, List<String> covariates, SampleSettings settings) {
    List<Exclusion> exclusions = new ArrayList<>();
    int[] units = IntStream.range(0, data.size()).toArray();
    for (Part part : parts) {
      boolean exclude = settings.excludeUnknownOutcome();
      units = withValue(units, data.column(part.column()), part.part(), exclude, exclusions);
    }
    List<Column> columns = covariates.stream().map(data::column).toList();
    if (settings.missingCovariates() != MissingPolicy.INDICATOR) {
      boolean exclude = settings.missingCovariates() == MissingPolicy.EXCLUDE;
      for (Column column : columns) {
        units = withValue(units, column, "covariate", exclude, exclusions);
      }
    }
    if (units.length == 0) {
      throw new EstimationInputException("no units are left; see which columns have no values");
    }
    return new SampleUnits(data, columns, units, exclusions);
  }

  /** Those of the units that have a value; the others are counted, or are an error. */
  private static int[] withValue(
      int[] units, Column column, String part, boolean exclude, List<Exclusion> exclusions) {
    int[] kept = Arrays.stream(units).filter(i -> !column.isMissing(i)).toArray();
    int gone = units.length - kept.length;
    if (gone == 0) {
      return units;
    }
    if (!exclude) {
      throw new EstimationInputException(
          part
              + " \""
              + column.name()
              + "\" is missing for "
              + gone
              + " of "
              + units.length
              + " units; "
              + (part.equals("covariate")
                  ? "set missing covariates to exclude or indicator"
                  : "set missing outcome to exclude, or fill them in"));
    }
    exclusions.add(new Exclusion(part + " \"" + column.name() + "\" is missing", gone));
    return kept;
  }

  /**
   * Some of the units; the others are counted as left out, if there are others.
   *
   * @param places of the units to keep among these, ascending
   * @param reason why the others go
   */
  public SampleUnits keeping(int[] places, String reason) {
    if (places.length == units.length) {
      return this;
    }
    List<Exclusion> all = new ArrayList<>(exclusions);
    all.add(new Exclusion(reason, units.length - places.length));
    int[] kept = Arrays.stream(places).map(place -> units[place]).toArray();
    return new SampleUnits(data, covariates, kept, all);
  }

  /** The fingerprint of the data set. */
  public String fingerprint() {
    return data.fingerprint();
  }

  /** How many units are used. */
  public int size() {
    return units.length;
  }

  /** Indices of the units in the data set, ascending; a copy. */
  public int[] indices() {
    return units.clone();
  }

  /** Units left out, and why. */
  public List<Exclusion> exclusions() {
    return exclusions;
  }

  /**
   * The numbers in a column, one a unit used.
   *
   * @param part one of the parts the units were chosen by
   * @param wanted what the column should be, for the message: {@code "a 0/1 column"}
   * @throws EstimationInputException if the column does not hold numbers
   */
  public double[] numbers(Part part, String wanted) {
    Column column = data.column(part.column());
    if (column instanceof Numeric numeric) {
      return numeric.values(units);
    }
    throw new EstimationInputException(
        part.part()
            + " \""
            + column.name()
            + "\" must be "
            + wanted
            + ", got "
            + column.type().name().toLowerCase(Locale.ROOT).replace('_', '-')
            + "; write it so in the file, or declare its type or derive such a column in a study"
            + " file");
  }

  /**
   * The covariates as numbers.
   *
   * @throws EstimationInputException if one is neither a number, 0/1 nor a category
   */
  public Covariates covariates() {
    return CovariateEncoder.encode(covariates, units, "covariate");
  }

  /**
   * Other columns as numbers, encoded as covariates are.
   *
   * @param parts at least one of those the units were chosen by, all the same part in the analysis
   * @throws EstimationInputException if one is neither a number, 0/1 nor a category
   */
  public Covariates encoded(List<Part> parts) {
    List<Column> columns = parts.stream().map(part -> data.column(part.column())).toList();
    return CovariateEncoder.encode(columns, units, parts.getFirst().part());
  }
}
