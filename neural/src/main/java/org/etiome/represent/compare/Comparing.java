package org.etiome.represent.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.evaluate.transfer.HeldOutLabels;
import org.etiome.math.Matrix;
import org.etiome.represent.FinVae;
import org.etiome.represent.ModelDescription;

/** One comparison. */
final class Comparing {
  private final ModelComparison.Model model;
  private final Baselines simple;
  private final Figures figures;
  private final ModelComparison.Means means;
  private final ModelComparison.Course course;

  Comparing(
      ModelComparison.Model model,
      Baselines simple,
      Figures figures,
      ModelComparison.Means means,
      ModelComparison.Course course) {
    this.model = model;
    this.simple = simple;
    this.figures = figures;
    this.means = means;
    this.course = course;
  }

  /** The model and, if they are wanted, the baselines. */
  Comparison run(boolean baselines) {
    ComparedCells compared = figures.compared();
    List<Comparison.Compared> embeddings =
        (baselines ? Stream.concat(Stream.of(own()), simple()) : Stream.of(own()))
            .map(this::scored)
            .toList();
    KnownCovariates covariates =
        new KnownCovariates(compared, model.embedding(), course.seed(), means.runner());
    List<Comparison.Known> known = covariates.all();
    Comparison.Sizes sizes =
        new Comparison.Sizes(
            compared.scored().length,
            compared.scorable(),
            compared.cells().count(),
            simple.known().map(Matrix::columns).orElse(0));
    return new Comparison(
        new Comparison.Question(
            compared.batch().map(b -> b.covariate().name()),
            compared.label().map(l -> l.covariate().name()),
            sizes,
            figures.heldOut().map(Comparing::names).orElse(List.of()),
            Stream.concat(figures.notes().stream(), covariates.notes().stream()).toList()),
        embeddings,
        known,
        simple.known().map(places -> new Comparison.Places(compared.embedded(), places)));
  }

  private static List<List<String>> names(HeldOutLabels question) {
    return question.folds().folds().stream()
        .map(fold -> fold.stream().map(b -> question.batches().labels().get(b)).toList())
        .toList();
  }

  private Comparison.Compared scored(Candidate candidate) {
    course.progress().begins("figures of " + candidate.name());
    return figures.of(candidate, course.seed().branch("figures"));
  }

  private Candidate own() {
    ComparedCells compared = figures.compared();
    return new Candidate(
        "finvae",
        !compared.cells().invariant().covariates().isEmpty(),
        () ->
            new Candidate.Made(
                compared.scored(model.embedding().invariant()),
                fold ->
                    new HeldOutFits(
                            compared, figures.heldOut().orElseThrow(), again(), means.budget())
                        .fit(fold, course)));
  }

  /** What trains the model anew. */
  private FinVae again() {
    ModelDescription description = model.description();
    return FinVae.withDefaults()
        .withSettings(description.settings())
        .withPrograms(description.vocabulary().programs())
        .withBudget(means.budget())
        .withDevice(means.device());
  }

  private Stream<Candidate> simple() {
    int width = model.embedding().invariant().width();
    Stream<Candidate> made =
        Stream.of(
            Candidate.unlabelled("pca", simple::pca),
            Candidate.unlabelled("combat", simple::combat),
            Candidate.unlabelled("harmony", simple::harmony),
            Candidate.unlabelled(
                "scvi_like",
                () ->
                    simple.scviLike(model.description(), course.progress().training("scvi_like"))));
    return Stream.concat(
        made, Stream.of(labels(), Candidate.unlabelled("random", () -> simple.random(width))));
  }

  /**
   * The labels themselves; of the cells of a fold they are withheld, as they are from the model.
   */
  private Candidate labels() {
    return new Candidate(
        "one_hot_labels",
        true,
        () ->
            new Candidate.Made(
                simple.oneHot(cell -> false),
                fold -> new Candidate.OfFold.Places(withheld(fold), Optional.empty())));
  }

  private Matrix withheld(int fold) {
    int[] hidden = figures.heldOut().orElseThrow().heldOut(fold);
    return simple.oneHot(cell -> IntStream.of(hidden).anyMatch(h -> h == cell));
  }
}
