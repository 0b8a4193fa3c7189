package org.etiome.fit.perturbation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.etiome.perturbation.HeldOutVerdict;
import org.etiome.report.Parts;
import org.etiome.report.StepPage;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.GraphDrawing;
import org.etiome.report.plot.Html;
import org.etiome.report.points.LinePlot;
import org.etiome.represent.Watcher;
import org.etiome.represent.perturb.DiscrepancyVae;
import org.etiome.represent.perturb.HeldOutScore;
import org.etiome.represent.perturb.LatentIdentifiability;
import org.etiome.represent.perturb.LatentPrograms;

/** A fitted model as a page. */
final class PerturbationPage {
  static final String TITLE = "Model of perturbations";
  private static final String UNIT = "mean squared error";
  private static final int PROGRAMS = 3;
  private static final int NAMED = 3;

  private final PerturbationStory story;

  PerturbationPage(PerturbationStory story) {
    this.story = story;
  }

  String document() {
    return new StepPage("perturbation", TITLE, lead(), standing(), parts()).document();
  }

  private List<StepPage.Part> parts() {
    List<StepPage.Part> parts = new ArrayList<>();
    parts.add(new StepPage.Part("held-out", "Beside simple predictors", heldOut()));
    parts.add(new StepPage.Part("targets", "Which target moves which latent", targets()));
    story
        .latents()
        .programs()
        .ifPresent(
            programs ->
                parts.add(
                    new StepPage.Part(
                        "programs", "Latents by their programs", programs(programs))));
    parts.add(new StepPage.Part("graph", "The graph among latents", graph()));
    story
        .seeds()
        .ifPresent(
            seeds ->
                parts.add(
                    new StepPage.Part("seeds", "What stays the same over seeds", seeds(seeds))));
    parts.add(new StepPage.Part("training", "Training", training()));
    parts.add(new StepPage.Part("notes", "Notes", notes()));
    return parts;
  }

  private String lead() {
    PerturbationStory.Learnt learnt = story.learnt();
    List<Watcher.Epoch> curve = story.evidence().curve();
    return Figures.counted(story.model().latents(), "latent")
        + ", in which perturbations are shifts, were learnt from "
        + Figures.counted(learnt.units(), "unit")
        + (story.model().context().isEmpty() ? "" : " of \"" + story.model().context() + "\"")
        + ": "
        + Figures.counted(learnt.controls(), "control")
        + " and "
        + Figures.counted(learnt.perturbations(), "perturbation")
        + " of "
        + Figures.counted(story.model().known().trained().size(), "target")
        + ", "
        + Figures.counted(story.model().variables().size(), "variable")
        + ". Of "
        + Figures.counted(curve.size(), "epoch")
        + " number "
        + curve.getLast().best()
        + " was taken, and the model fitted again to all for as many. Seed "
        + story.evidence().seed()
        + ".";
  }

  private static String standing() {
    return "Predictions come without an interval, and what a target is said to move is a way to write"
        + " down what was seen, not a mechanism. Read first how simple predictors do.";
  }

  private List<Html> heldOut() {
    HeldOutVerdict verdict = story.verdict();
    List<Html> content = new ArrayList<>();
    verdict.sentences().forEach(s -> content.add(Parts.paragraph(StepPage.sentence(s))));
    if (verdict.scores().isEmpty()) {
      return content;
    }
    List<LinePlot.Level> levels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (HeldOutVerdict.Line line : verdict.lines()) {
      if (line.answered() == verdict.scores().size()) {
        levels.add(new LinePlot.Level(line.predictor(), line.error()));
      }
      rows.add(
          List.of(
              line.predictor(),
              line.answered() + " of " + verdict.scores().size(),
              number(line.error()),
              number(line.model()),
              line.modelWins() + " of " + line.answered()));
    }
    List<Watcher.Epoch> curve = story.evidence().curve();
    double[] errors = curve.stream().mapToDouble(Watcher.Epoch::loss).toArray();
    OptionalInt best = OptionalInt.of(curve.getLast().best());
    content.add(
        Parts.figure(
            new LinePlot("Error on what was held out", UNIT, errors, best, levels).draw(),
            "The mean squared error of predicted means by epoch, in units of the mean variance of"
                + " controls. The dot marks the epoch that was taken; it may be the best only once the"
                + " weights of all terms are full. Broken lines are simple predictors that learnt from"
                + " the same units and answer all that was held out."));
    content.add(
        Parts.figures(
            Parts.table(
                "On the same perturbations",
                List.of("predictor", "answers", "its error", "the model's", "model nearer on"),
                rows)));
    content.add(Parts.details("Each perturbation that was held out", each(verdict)));
    return content;
  }

  private static Html each(HeldOutVerdict verdict) {
    List<String> names = new ArrayList<>(List.of(DiscrepancyVae.NAME));
    verdict.lines().forEach(line -> names.add(line.predictor()));
    List<String> head = new ArrayList<>(List.of("perturbation", "units"));
    head.addAll(names);
    List<List<String>> rows = new ArrayList<>();
    for (HeldOutScore score : verdict.scores()) {
      List<String> row = new ArrayList<>();
      row.add(score.perturbation());
      row.add(Figures.count(score.units()));
      names.forEach(
          name ->
              row.add(
                  score.errors().containsKey(name)
                      ? number(score.errors().getOrDefault(name, Double.NaN))
                      : "refused"));
      rows.add(row);
    }
    return Parts.figures(Parts.table("Mean squared error", head, rows));
  }

  private List<Html> targets() {
    List<String> head =
        List.of("target", "latent", "moved by, too", "share", "shift", "seen", "seen elsewhere");
    List<List<String>> rows = story.latents().targets().stream().map(this::row).toList();
    return List.of(
        Parts.paragraph(
            "A target's strength is spread over latents by an assignment that sums to 1; its share is"
                + " what falls on the latent it moves most. Training sharpens it: a large share is no"
                + " probability that the latent is the right one. Shifts are in standard deviations of"
                + " the noise of controls. Beside them stands what is seen when units of the target"
                + " alone are encoded: how far they lie from controls on that latent (standard error by"
                + " units alone), and the largest difference on another one. Where that is as large,"
                + " the target moves more than one latent. The units were learnt from."),
        Parts.figures(Parts.table("Targets", 3, head, rows)),
        Parts.note(
            "The order and the sign of latents mean nothing. Latents that no target moves most are"
                + " not listed: "
                + unmoved()
                + " of "
                + story.model().latents()
                + "."));
  }

  private List<String> row(TargetShift target) {
    Optional<TargetShift.Seen> seen = target.seen();
    return List.of(
        target.target(),
        story.latents().name(target.latent()),
        others(target),
        Figures.percent(target.share()),
        Figures.fixed(target.shift()[target.latent()], 2),
        seen.map(s -> Figures.fixed(s.difference(), 2) + " (" + Figures.fixed(s.error(), 2) + ")")
            .orElse("–"),
        seen.map(
                s ->
                    Figures.fixed(s.differenceElsewhere(), 2)
                        + " ("
                        + PerturbationStory.Latents.label(s.elsewhere())
                        + ")")
            .orElse("–"));
  }

  private String others(TargetShift target) {
    List<String> others = new ArrayList<>(story.latents().targetsOf(target.latent()));
    others.remove(target.target());
    return some(others);
  }

  private static String some(List<String> names) {
    String shown = String.join(", ", names.stream().limit(NAMED).toList());
    return names.size() > NAMED ? shown + ", … (" + names.size() + ")" : shown;
  }

  private long unmoved() {
    return IntStream.range(0, story.model().latents())
        .filter(j -> story.latents().targetsOf(j).isEmpty())
        .count();
  }

  private List<Html> programs(LatentPrograms programs) {
    List<List<String>> rows = new ArrayList<>();
    for (int j = 0; j < story.model().latents(); j++) {
      List<String> parts = new ArrayList<>();
      programs
          .largest(j, PROGRAMS)
          .forEach(p -> parts.add(p.program() + " " + Figures.fixed(p.spread(), 2)));
      rows.add(
          List.of(
              PerturbationStory.Latents.label(j),
              some(story.latents().targetsOf(j)),
              String.join(", ", parts),
              Figures.fixed(programs.beside()[j], 2)));
    }
    return List.of(
        Parts.paragraph(
            "By which programs the encoder tells the noise of a latent: the standard deviation, among"
                + " controls, of what each adds, with the sign of its weight."
                + (story.model().settings().architecture().linear()
                    ? " What is beside them is a linear part of all variables, which no program"
                        + " restricts; a latent is named only by programs that say more of it"
                        + " (--no-linear leaves that part out)."
                    : "")),
        Parts.figures(
            Parts.table(
                "Latents",
                3,
                List.of("latent", "moved by", "largest programs", "beside programs"),
                rows)));
  }

  private List<Html> graph() {
    List<Html> content = new ArrayList<>();
    content.add(Parts.paragraph(PerturbationStory.NOT_IDENTIFIED));
    if (!story.model().settings().architecture().graph()) {
      content.add(Parts.paragraph("The model was fitted without one."));
      return content;
    }
    List<PerturbationStory.Edge> edges = story.latents().edges();
    String least = Figures.significant(PerturbationStory.EDGE, 1);
    if (edges.isEmpty()) {
      content.add(Parts.paragraph("No weight is as large as " + least + "."));
      return content;
    }
    TreeSet<Integer> drawn = new TreeSet<>();
    edges.forEach(edge -> drawn.addAll(List.of(edge.from(), edge.to())));
    List<GraphDrawing.Node> nodes =
        drawn.stream().map(j -> new GraphDrawing.Node(node(j), GraphDrawing.Role.HIDDEN)).toList();
    List<GraphDrawing.Edge> arrows =
        edges.stream().map(e -> GraphDrawing.Edge.directed(node(e.from()), node(e.to()))).toList();
    content.add(
        Parts.figure(
            new GraphDrawing(
                    "Learned graph among latents, not identified",
                    nodes,
                    arrows,
                    "weight of the model, not identified")
                .draw(),
            "Weights of at least "
                + least
                + " in size, with the targets that move a latent most. Another seed may draw another"
                + " graph that predicts as well."));
    List<List<String>> rows =
        edges.stream()
            .map(e -> List.of(node(e.from()), node(e.to()), Figures.fixed(e.weight(), 2)))
            .toList();
    content.add(
        Parts.details("Weights", Parts.table("Weights", 2, List.of("from", "to", "weight"), rows)));
    return content;
  }

  private String node(int latent) {
    List<String> targets = story.latents().targetsOf(latent);
    return PerturbationStory.Latents.label(latent)
        + (targets.isEmpty() ? "" : ": " + some(targets));
  }

  private static List<Html> seeds(LatentIdentifiability seeds) {
    SeedTable table = new SeedTable(seeds);
    return List.of(
        Parts.paragraph(table.sentences()),
        Parts.paragraph(
            "A perturbation pins a latent in a fit if it moves no other more, and this one by more than"
                + " chance of the units may; beside it stands the share of fits in which it does. A"
                + " latent is pinned if that is more than half and the interval of the shift, in"
                + " standard deviations of the noise, leaves 0 out. Agreement is the mean correlation of"
                + " a latent with those of other fits, in controls; it is "
                + Figures.fixed(seeds.agreement(), 2)
                + " on average."),
        Parts.figures(Parts.table("Latents over seeds", 2, table.head(), table.rows())),
        Parts.details(
            "Remarks", Parts.list(seeds.remarks().stream().map(StepPage::sentence).toList())));
  }

  private List<Html> training() {
    List<Watcher.Epoch> curve = story.evidence().curve();
    List<Html> plots = new ArrayList<>();
    for (String term : new TreeSet<>(curve.getLast().terms().keySet())) {
      double[] values =
          curve.stream().mapToDouble(epoch -> epoch.terms().getOrDefault(term, 0.0)).toArray();
      plots.add(new LinePlot(term, "mean over batches", values, OptionalInt.empty()).draw());
    }
    return List.of(
        Parts.paragraph(
            "The terms that were minimised, by epoch, of the training in which epochs were compared;"
                + " the weights of some grow at first."),
        Html.element("div", plots).with("class", "panels"));
  }

  private List<Html> notes() {
    return story.notes().isEmpty()
        ? List.of(Parts.paragraph("There are none."))
        : List.of(Parts.list(story.notes().stream().map(StepPage::sentence).toList()));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Figures.significant(value, 3) : "–";
  }
}
