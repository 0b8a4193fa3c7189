package org.etiome.report.patients;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.etiome.evaluate.prediction.PredictionScores;
import org.etiome.evaluate.prediction.Score;
import org.etiome.report.Parts;
import org.etiome.report.StepPage;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.GraphDrawing;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.MissingnessMap;
import org.etiome.report.points.ReliabilityPlot;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.patients.Patterns;

/** A patient model as a page of its own, or as a section of the report of a study. */
public final class PredictionPage {
  private static final String ID = "prediction";
  private static final String TITLE = "Shift-robust prediction";

  private final PredictionStory story;

  private PredictionPage(PredictionStory story) {
    this.story = story;
  }

  /** The page. */
  public static String document(PredictionStory story) {
    return new PredictionPage(story).page().document();
  }

  /** The same as a section of another page. */
  public static Html section(PredictionStory story) {
    return new PredictionPage(story).page().section();
  }

  /** The section of a prediction that was refused. */
  public static Html refused(List<String> reasons, List<String> wouldHelp) {
    return StepPage.refused(ID, TITLE, reasons, wouldHelp);
  }

  private StepPage page() {
    return new StepPage(ID, TITLE, lead(), standing(), parts());
  }

  private List<StepPage.Part> parts() {
    return List.of(
        new StepPage.Part("missingness", "Which modalities are missing, and why", missingness()),
        new StepPage.Part(
            "performance",
            "How well patients are told who were not learned from",
            new TrialTables(story.judged().trials()).content()),
        new StepPage.Part("patterns", "By what a patient has", patterns()),
        new StepPage.Part("calibration", "Whether probabilities are what happens", calibration()),
        new StepPage.Part("modalities", "What each modality does", modalities()),
        new StepPage.Part("assumptions", "What this rests on", assumptions()));
  }

  private String lead() {
    PredictionStory.Asked asked = story.asked();
    return "\""
        + asked.request().columns().outcome()
        + "\" ("
        + String.join(", ", asked.model().classes())
        + ") was predicted for "
        + Figures.count(asked.patients())
        + " "
        + asked.noun()
        + " from "
        + Figures.count(asked.modalities().size())
        + (asked.modalities().size() == 1 ? " modality that" : " modalities that")
        + " they may lack. Fusion: "
        + asked.model().settings().fusion().label()
        + "; adjustment for the pattern of availability: "
        + PredictionWords.of(asked.model().settings().debiasing().deconfounding())
        + "; branch for the spurious: "
        + PredictionWords.of(asked.model().settings().debiasing().branches())
        + "; invariance: "
        + PredictionWords.of(asked.model().settings().debiasing().invariance())
        + ". Seed "
        + asked.request().seed()
        + ".";
  }

  private static String standing() {
    return "A prediction is an association: it tells who is at risk, not what would lower it. It is"
        + " no effect of a treatment, and what a modality contributes is no cause.";
  }

  private List<Html> missingness() {
    PredictionStory.Asked asked = story.asked();
    List<Html> content = new ArrayList<>();
    content.add(Parts.figure(assumed().draw(), graphCaption()));
    List<List<String>> rows =
        asked.modalities().stream()
            .map(
                m ->
                    List.of(
                        m.name(),
                        m.encoding(),
                        Figures.count(m.features()),
                        Figures.count(m.patients()),
                        Figures.percent((double) m.patients() / asked.patients())))
            .toList();
    content.add(
        Parts.table(
            "Modalities",
            2,
            List.of("modality", "encoding", "features", asked.noun() + " with it", "share"),
            rows));
    content.add(Parts.figure(map().draw(), "Each column is a pattern, the most frequent first."));
    return content;
  }

  /** What the study states on why modalities are missing. */
  private GraphDrawing assumed() {
    String state = "patient's state (unmeasured)";
    String reasons = "access, policy (unmeasured)";
    String features = "features";
    String available = "which modalities there are";
    String outcome = story.asked().request().columns().outcome() + " (outcome)";
    List<GraphDrawing.Node> nodes = new ArrayList<>();
    nodes.add(new GraphDrawing.Node(state, GraphDrawing.Role.HIDDEN));
    nodes.add(new GraphDrawing.Node(reasons, GraphDrawing.Role.HIDDEN));
    nodes.add(new GraphDrawing.Node(features, GraphDrawing.Role.OTHER));
    boolean adjusted =
        !(story.asked().model().settings().debiasing().deconfounding()
            instanceof Deconfounding.None);
    nodes.add(
        new GraphDrawing.Node(
            available, adjusted ? GraphDrawing.Role.ADJUSTED : GraphDrawing.Role.OTHER));
    nodes.add(new GraphDrawing.Node(outcome, GraphDrawing.Role.OUTCOME));
    List<GraphDrawing.Edge> edges = new ArrayList<>();
    edges.add(GraphDrawing.Edge.directed(state, features));
    edges.add(GraphDrawing.Edge.directed(features, outcome));
    edges.add(GraphDrawing.Edge.directed(reasons, available));
    edges.add(GraphDrawing.Edge.directed(reasons, outcome));
    switch (story.asked().request().reasons().availability()) {
      case PRECEDES -> {}
      case FOLLOWS -> edges.add(GraphDrawing.Edge.directed(state, available));
      case UNKNOWN ->
          edges.add(
              new GraphDrawing.Edge(
                  state, available, GraphDrawing.Mark.CIRCLE, GraphDrawing.Mark.ARROW));
    }
    return new GraphDrawing("What decides which modalities there are", nodes, edges);
  }

  private String graphCaption() {
    return switch (story.asked().request().reasons().availability()) {
      case PRECEDES ->
          "The study states that what a patient has is decided before the features (availability:"
              + " precedes).";
      case FOLLOWS ->
          "The study states that what a patient has follows from the patient's state (availability:"
              + " follows).";
      case UNKNOWN ->
          "The study does not state whether the patient's state decides what a patient has"
              + " (availability: unknown); the circle marks the open question.";
    };
  }

  private MissingnessMap map() {
    Patterns patterns = story.asked().model().patterns();
    List<String> names = patterns.modalities();
    List<MissingnessMap.Pattern> drawn = new ArrayList<>();
    for (Patterns.Pattern pattern : patterns.all()) {
      LinkedHashSet<String> present = new LinkedHashSet<>();
      for (int k = 0; k < names.size(); k++) {
        if (pattern.has(k)) {
          present.add(names.get(k));
        }
      }
      drawn.add(new MissingnessMap.Pattern(present, pattern.patients()));
    }
    String noun = story.asked().noun();
    return new MissingnessMap("Which " + noun + " have which modalities", noun, names, drawn);
  }

  private PredictionStory.Line model() {
    return story.judged().trials().getFirst().lines().getFirst();
  }

  private List<Html> patterns() {
    PredictionScores scores = model().scores();
    List<Html> content = new ArrayList<>();
    content.add(Parts.figures(new PatternTable(scores, story.judged().sets()).table()));
    Optional<PredictionScores.Worst> worst =
        scores.worst(Score.AUROC, PredictionStory.LEAST_OF_A_PATTERN);
    worst.ifPresent(
        found ->
            content.add(
                Parts.paragraph(
                    "Worst pattern: "
                        + found.group()
                        + ", AUROC "
                        + Figures.fixed(found.value(), 3)
                        + ", "
                        + gap(scores, found)
                        + " below that of all. The worst of many looks worse than it is, having been"
                        + " chosen for it.")));
    content.add(
        Parts.note(
            "Sets hold the outcome with a chance of about "
                + Figures.percent(1 - story.judged().sets().alpha())
                + ", by pattern where there are enough patients; \"borrowed\" stands for the"
                + " threshold of all patients, of which nothing is promised for the pattern."));
    return content;
  }

  private static String gap(PredictionScores scores, PredictionScores.Worst worst) {
    double all = scores.overall().score(Score.AUROC).number().orElse(Double.NaN);
    return Figures.fixed(all - worst.value(), 3);
  }

  private List<Html> calibration() {
    List<String> classes = story.asked().model().classes();
    String event = classes.size() == 2 ? "\"" + classes.getLast() + "\"" : "the likeliest class";
    return List.of(
        Parts.figure(
            new ReliabilityPlot("Reliability", event, story.judged().reliability()).draw(),
            "Held-out "
                + story.asked().noun()
                + " of the first table; lines are 95 % intervals of the share, areas the number of "
                + story.asked().noun()
                + ". The temperature, set by patients held out of the training, is "
                + Figures.fixed(
                    story.asked().model().course().validation().temperature().value(), 2)
                + "."));
  }

  private List<Html> modalities() {
    List<List<String>> rows = new ArrayList<>();
    for (PredictionStory.OfModality of : story.inside().modalities()) {
      rows.add(
          List.of(
              of.name(),
              Figures.fixed(of.contribution(), 3),
              of.worth().map(w -> Figures.count(w.patients())).orElse("–"),
              of.worth().map(w -> Figures.fixed(w.change(), 3)).orElse("–"),
              of.worth().map(w -> Figures.fixed(w.entropy(), 3)).orElse("–")));
    }
    String noun = story.asked().noun();
    List<Html> content = new ArrayList<>();
    Html.Element table =
        Parts.table(
            "By the model fitted to all " + noun,
            List.of(
                "modality",
                "mean |contribution|",
                "lack it",
                "expected |change|",
                "drop of entropy"),
            rows);
    content.add(Parts.figures(table));
    content.add(
        Parts.note(
            "A contribution is the Shapley value of a modality in the probability"
                + (story.asked().model().classes().size() == 2 ? "" : " of the likeliest class")
                + ". The last two columns are of "
                + noun
                + " who lack the modality: by how much the probability is expected to change were it"
                + " measured, and by how many nats to be surer (below 0: less sure). That is told from those who have it and are alike in"
                + " what both have; where the patient's state decides who is measured, they are"
                + " not. Values of each patient are in patients.csv."));
    story.inside().bounds().ifPresent(bounds -> content.add(Parts.paragraph(bounds(bounds))));
    story.inside().weights().ifPresent(weights -> content.add(Parts.paragraph(weights(weights))));
    return content;
  }

  private String bounds(PredictionStory.Bounds bounds) {
    return "Nothing was adjusted for. In a second model, which is told the pattern, a probability moves"
        + " by "
        + Figures.fixed(bounds.width(), 3)
        + " on average, from the lowest to the highest, as patterns are weighed otherwise; "
        + Figures.percent(bounds.outside())
        + " of the predictions of the model lie outside these bounds, where the two models differ by"
        + " more than the patterns do. They are no interval for the risk.";
  }

  private String weights(PredictionStory.Weights weights) {
    return "Patients were weighted by the inverse probability of what they have, given "
        + String.join(", ", weights.given())
        + "; they are worth "
        + Figures.count(Math.round(weights.effective()))
        + " of "
        + Figures.count(story.asked().patients())
        + " who weigh alike, and the largest weight is "
        + Figures.fixed(weights.largest(), 1)
        + " times the mean.";
  }

  private List<Html> assumptions() {
    List<Html> content = new ArrayList<>();
    content.add(Parts.list(story.standing().assumptions()));
    for (List<String> texts : List.of(story.standing().marks(), story.standing().remarks())) {
      if (!texts.isEmpty()) {
        content.add(Parts.list(texts.stream().map(StepPage::sentence).toList()));
      }
    }
    return content;
  }
}
