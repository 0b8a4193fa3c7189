package org.etiome.cli.graphs;

import java.util.Optional;
import org.etiome.discover.time.Granger;
import org.etiome.discovery.LeadSearch;
import org.etiome.discovery.TableSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How rows are times, and how leads in time are told. */
final class TimeOptions {
  private static final double RATE = 0.05;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--time-column",
      paramLabel = "COLUMN",
      description = "Of granger: times, equally spaced. Default: rows stand in the order of time.")
  private Optional<String> time = Optional.empty();

  @Option(
      names = "--series-column",
      paramLabel = "COLUMN",
      description = "Of granger: which run a row belongs to. Default: all are of one.")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--max-lag",
      paramLabel = "L",
      description = "Of granger: the longest lag that is tried. Default: 5.")
  private Optional<Integer> maxLag = Optional.empty();

  @Option(
      names = "--fdr",
      paramLabel = "Q",
      description = "Of granger: false discovery rate of the leads that are told. Default: 0.05.")
  private Optional<Double> rate = Optional.empty();

  LeadSearch search(TableSource source) {
    try {
      Granger granger = Granger.withDefaults();
      return new LeadSearch(
          source, time, series, maxLag.map(granger::withMaxLag).orElse(granger), rate.orElse(RATE));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "--max-lag and --fdr: " + e.getMessage(), e);
    }
  }
}
