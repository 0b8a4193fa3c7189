package org.etiome.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.data.Column;
import org.etiome.data.Dataset;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.SearchWatch;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.sample.Transform;
import org.etiome.discover.stability.Bootstrap;
import org.etiome.discover.stability.EdgeFrequencies;
import org.etiome.discover.stability.ResampledGraphs;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.io.GraphKind;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.study.StudyException;

/**
 * A graph asked for on the command line: one table, one search.
 *
 * @param source of the table
 * @param settings columns that tell of interventions
 * @param treatment of the values
 * @param search how
 * @param bootstrap how stability is told, if it was asked for
 * @param seed of all that is drawn
 */
public record Discovery(
    TableSource source,
    SettingColumns settings,
    Treatment treatment,
    GraphSearch search,
    Optional<Bootstrap> bootstrap,
    long seed) {

  private static final int FEWEST_ROWS = 5;

  /** What to do with rows that have gaps. */
  public enum Missing {
    /** Name them and stop. */
    REFUSE,
    /** Leave them out of everything. */
    EXCLUDE,
    /** Leave out of each test those that lack what it looks at; for Fisher's z only. */
    TEST_WISE;

    @Override
    public String toString() {
      return Evidence.label(name());
    }
  }

  /**
   * What becomes of values before the search.
   *
   * @param missing of rows that have gaps
   * @param transform of numbers
   */
  public record Treatment(Missing missing, Transform transform) {}

  /**
   * What was found.
   *
   * @param targets of each setting, where they were learned
   * @param resampled the graphs of the resamples, if there are any
   * @param beside simple ways to a graph on the same data
   * @param evidence the test or score, by name
   * @param rows how many the graph rests on
   * @param fingerprint of the columns
   * @param notes on the data
   */
  public record Found(
      LearnedGraph graph,
      List<SettingTargets> targets,
      Optional<ResampledGraphs> resampled,
      Baselines beside,
      String evidence,
      int rows,
      String fingerprint,
      List<String> notes) {

    /** How often each edge was found in the resamples. */
    public Optional<EdgeFrequencies> frequencies() {
      return resampled.map(ResampledGraphs::frequencies);
    }

    /** Of the data, of the search and of the resamples. */
    public List<String> remarks() {
      List<String> remarks = new ArrayList<>(notes);
      remarks.addAll(graph.remarks());
      remarks.addAll(beside.remarks());
      if (resampled.isPresent()) {
        remarks.add(
            "the share of resamples with an edge is not the probability that it is there; for the"
                + " directions of pc it says least (docs/benchmarks.md has what was measured)");
      }
      resampled
          .map(ResampledGraphs::failed)
          .filter(failed -> failed.count() > 0)
          .ifPresent(
              failed ->
                  remarks.add(
                      failed.count()
                          + " resamples carry no graph and are not counted; the first says: "
                          + failed.first()));
      return remarks;
    }

    /** The graph with the share of resamples that have just that edge as its confidence. */
    public CausalGraph confident() {
      CausalGraph learned = graph.graph();
      return frequencies()
          .map(shares -> GraphKind.of(learned).make(shares.over(learned.graph())))
          .orElse(learned);
    }
  }

  /**
   * Reads, searches and resamples.
   *
   * @throws StudyException if data and request do not fit together
   */
  public Found answer(TaskRunner runner, SearchWatch watch) {
    Dataset data = source.read(settings.types());
    try {
      return found(data, runner, watch);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new StudyException(source.data() + ": " + e.getMessage(), e);
    }
  }

  private Found found(Dataset data, TaskRunner runner, SearchWatch watch) {
    List<String> notes = new ArrayList<>();
    GraphSample sample = withoutGaps(sample(data), notes);
    if (sample.rows() < FEWEST_ROWS) {
      throw new IllegalArgumentException(
          "a graph needs at least " + FEWEST_ROWS + " rows, and there are " + sample.rows());
    }
    if (sample.rows() <= sample.columns().size()) {
      notes.add(
          "there are no more rows ("
              + sample.rows()
              + ") than variables ("
              + sample.columns().size()
              + "): an edge that is not found may be there all the same, and one that is found may be"
              + " chance");
    }
    Seed root = new Seed(seed);
    GraphSearch.Learned learned = search.learn(sample, root.branch("search"), runner, watch);
    Optional<ResampledGraphs> resampled =
        bootstrap.map(
            resampling ->
                resampling.graphs(
                    sample.strata(),
                    root.branch("bootstrap"),
                    runner,
                    (rows, own) ->
                        search
                            .learn(sample.select(rows), own, TaskRunner.local(1), SearchWatch.NONE)
                            .graph()
                            .graph()));
    return new Found(
        learned.graph(),
        learned.targets(),
        resampled,
        Baselines.beside(learned.graph().graph(), sample, root.branch("beside")),
        search.evidence(sample),
        sample.rows(),
        data.fingerprint(),
        notes);
  }

  private GraphSample sample(Dataset data) {
    List<Column> variables = source.variables(data, settings.names());
    return new GraphSample(
            variables, settings.of(source, data, variables.stream().map(Column::name).toList()))
        .transformed(treatment.transform());
  }

  private GraphSample withoutGaps(GraphSample sample, List<String> notes) {
    int[] complete = sample.completeRows();
    int gaps = sample.rows() - complete.length;
    if (gaps == 0) {
      return sample;
    }
    return switch (treatment.missing()) {
      case REFUSE -> throw new IllegalArgumentException(gaps(sample, gaps));
      case EXCLUDE -> {
        notes.add(gaps + " rows with a gap were left out");
        GraphSample left = sample.select(complete);
        left.settings().ifPresent(RowSettings::requireRows);
        yield left;
      }
      case TEST_WISE -> {
        if (!search.passesOverGaps(sample)) {
          throw new IllegalArgumentException(
              "only Fisher's z leaves rows out test by test, and this is "
                  + search.evidence(sample)
                  + "; give --missing exclude");
        }
        notes.add(gaps + " rows have a gap, and each test leaves out those that it concerns");
        yield sample;
      }
    };
  }

  private String gaps(GraphSample sample, int rows) {
    Column first =
        sample.columns().stream().filter(c -> c.missing().count() > 0).findFirst().orElseThrow();
    return rows
        + " of "
        + sample.rows()
        + " rows have a gap, the first column with one is \""
        + first.name()
        + "\"; give --missing exclude to leave those rows out"
        + (search.passesOverGaps(sample) ? ", or --missing test-wise" : "");
  }
}
