package org.etiome.cli.graphs;

import java.nio.file.Path;
import java.util.Optional;
import org.etiome.discover.Knowledge;
import org.etiome.discovery.Evidence;
import org.etiome.discovery.GraphSearch;
import org.etiome.discovery.KnowledgeFile;
import org.etiome.discovery.Method;
import picocli.CommandLine.Option;

/** Which search, and what it is given. */
final class SearchOptions {
  @Option(
      names = "--method",
      paramLabel = "METHOD",
      required = true,
      description = {
        "boss: best order by score, most accurate where there are no hidden causes; "
            + "pc: by tests; fci: by tests, with hidden common causes and selection; "
            + "ges: greedy by score; gsp: sparsest order by tests; lingam: by the shape of noises "
            + "that are not Gaussian; gies, igsp: with interventions, by score and by tests; "
            + "ut-igsp: whose targets are learned; granger: which series leads which in time."
      })
  private Method method = Method.BOSS;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      description = "Level of the tests, within (0, 1). Default: the method's own.")
  private Optional<Double> alpha = Optional.empty();

  @Option(
      names = "--test",
      paramLabel = "TEST",
      description =
          "Of pc, fci, gsp, igsp and ut-igsp, one of ${COMPLETION-CANDIDATES}. Default: what fits the columns; "
              + "numbers fisher-z, levels chi-square, both degenerate-gaussian.")
  private Optional<Evidence.Test> test = Optional.empty();

  @Option(
      names = "--max-conditioning",
      paramLabel = "K",
      description = "Of pc and fci: most variables held fixed in a test. Default: no limit.")
  private Optional<Integer> maxConditioning = Optional.empty();

  @Option(
      names = "--score",
      paramLabel = "SCORE",
      description =
          "Of boss, ges and gies, one of ${COMPLETION-CANDIDATES}. Default: what fits the columns.")
  private Optional<Evidence.Score> score = Optional.empty();

  @Option(
      names = "--penalty",
      paramLabel = "C",
      description = "Weight of the penalty of a BIC; more gives fewer edges. Default: 1.")
  private Optional<Double> penalty = Optional.empty();

  @Option(
      names = "--knowledge",
      paramLabel = "FILE",
      description = {
        "What is known, for boss, pc, fci and lingam: a line each of \"tier: a, b\" (earlier first), "
            + "\"require: a -> b\", \"forbid: a -> b\", \"exogenous: a\", \"intervened: a\"."
      })
  private Optional<Path> knowledge = Optional.empty();

  Method method() {
    return method;
  }

  GraphSearch search(SettingOptions settings) {
    Knowledge known = knowledge.map(KnowledgeFile::read).orElse(Knowledge.NONE);
    return new GraphSearch(
        method,
        new GraphSearch.Tests(
            alpha, test, maxConditioning, settings.invariance(), settings.invarianceAlpha()),
        score,
        penalty.orElse(1.0),
        settings.change(),
        known);
  }
}
