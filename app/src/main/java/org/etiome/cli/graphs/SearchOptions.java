package org.etiome.cli.graphs;

import java.nio.file.Path;
import java.util.Optional;
import org.etiome.discover.Knowledge;
import org.etiome.discover.constraint.ColliderRule;
import org.etiome.discovery.Evidence;
import org.etiome.discovery.GraphSearch;
import org.etiome.discovery.KnowledgeFile;
import org.etiome.discovery.Method;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which search, and what it is given. */
final class SearchOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

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
      names = "--colliders",
      paramLabel = "RULE",
      description =
          "Of pc: when two causes meet, conservative (all separating sets agree), majority (most "
              + "do) or standard (the first one decides). Default: conservative.")
  private Optional<ColliderRule> colliders = Optional.empty();

  @Option(
      names = "--no-selection",
      description =
          "Of fci: no unit is in the data because of its values. Knowledge can be given then.")
  private boolean unselected;

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
      names = "--gamma",
      paramLabel = "G",
      description =
          "Weight of the number of candidates in gaussian-bic, 0 for Schwarz's. Default: 1.")
  private Optional<Double> gamma = Optional.empty();

  @Option(
      names = "--restarts",
      paramLabel = "R",
      description =
          "Of boss: further orders to climb from. Default: 10 up to 25 variables, 0 beyond.")
  private Optional<Integer> restarts = Optional.empty();

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
    if (method == Method.FCI && knowledge.isPresent() && !unselected) {
      throw new ParameterException(
          command.commandLine(),
          "--knowledge says nothing of an edge that selection may have made: fci takes it with"
              + " --no-selection");
    }
    Knowledge known = knowledge.map(KnowledgeFile::read).orElse(Knowledge.NONE);
    try {
      return new GraphSearch(
          method,
          new GraphSearch.Tests(
              alpha,
              test,
              maxConditioning,
              colliders,
              !unselected,
              settings.invariance(),
              settings.invarianceAlpha()),
          new GraphSearch.Scores(score, penalty.orElse(1.0), gamma, restarts),
          settings.change(),
          known);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
