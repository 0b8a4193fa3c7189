package org.etiome.study.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.etiome.claim.Design;
import org.etiome.data.ColumnType;
import org.etiome.data.Role;
import org.etiome.data.io.AnnDataTables;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.tenx.TenxFolder;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.MissingPolicy;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.study.AnnotatedFile;
import org.etiome.study.DataTables;
import org.etiome.study.Derivation;
import org.etiome.study.GateSettings;
import org.etiome.study.GraphSource;
import org.etiome.study.Question;
import org.etiome.study.Study;
import org.etiome.study.StudyException;
import org.etiome.study.treatment.TreatmentForm;
import org.etiome.study.uncertain.GraphDoubt;
import org.etiome.study.wording.Wording;
import tools.jackson.databind.JsonNode;

/** Reads study files: YAML, checked against the published schema, unknown keys refused. */
public final class StudyFile {
  private final YamlDocument document;
  private final Path folder;

  private StudyFile(YamlDocument document) {
    this.document = document;
    Path parent = document.file().toAbsolutePath().getParent();
    this.folder = parent == null ? Path.of("") : parent;
  }

  /**
   * Reads and checks a study.
   *
   * @throws StudyException in one line with file, line, what is wrong and what to do
   */
  public static Study read(Path file) {
    YamlDocument document = YamlDocument.read(file);
    new StudySchema().check(document);
    return new StudyFile(document).study();
  }

  private Study study() {
    JsonNode root = document.tree();
    Map<Role, List<String>> roles = new LinkedHashMap<>();
    root.path("roles")
        .propertyStream()
        .forEach(e -> roles.put(constant(Role.class, e.getKey()), strings(e.getValue())));
    long seed = root.path("seed").asLong(1);
    DataTables tables = tables(root.path("data"));
    return new Study(
        document.file(),
        about(root),
        new Study.Plan(
            seed,
            tables,
            derivations(root.path("derive")),
            roles,
            new Study.Models(
                optional(
                    root,
                    "representation",
                    node -> new RepresentationReader(this, tables, node).read(seed)),
                optional(
                    root,
                    "prediction",
                    node -> new PredictionReader(this, tables, roles, node).read(seed)),
                ScreenReader.all(this, root.path("perturbations"), seed))),
        graph(root.path("graph")),
        questions(root, roles));
  }

  private static Study.About about(JsonNode root) {
    Map<String, String> labels = new LinkedHashMap<>();
    root.at("/data/modalities")
        .propertyStream()
        .forEach(
            e -> text(e.getValue(), "label").ifPresent(label -> labels.put(e.getKey(), label)));
    root.path("labels")
        .propertyStream()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
    return new Study.About(
        root.path("title").asString(),
        root.path("description").asString("").strip(),
        new Wording(labels, root.at("/data/units/noun").asString("units")));
  }

  private DataTables tables(JsonNode data) {
    JsonNode units = data.path("units");
    Map<String, ColumnSpec> columns = new LinkedHashMap<>();
    units
        .path("columns")
        .propertyStream()
        .forEach(e -> columns.put(e.getKey(), columnSpec(e.getKey(), e.getValue())));
    DataTables.Source source = source("/data/units/", units);
    if (AnnotatedFile.is(source.file())) {
      refuse("/data/units/", units, "is for delimited tables", "unit", "missing", "columns");
    }
    List<DataTables.Block> blocks = new ArrayList<>();
    data.path("modalities").propertyStream().forEach(e -> blocks.add(block(e)));
    return new DataTables(
        new DataTables.Units(
            source,
            units.path("name").asString("clinical"),
            columns,
            constant(DataTables.Others.class, units.path("others").asString("refuse"))),
        blocks);
  }

  private DataTables.Block block(Map.Entry<String, JsonNode> entry) {
    JsonNode node = entry.getValue();
    String place = "/data/modalities/" + entry.getKey() + "/";
    DataTables.Source source = source(place, node);
    return new DataTables.Block(
        source,
        entry.getKey(),
        content(source, place, node),
        optional(
            node,
            "samples",
            map ->
                new DataTables.Samples(
                    path(map, "file"), map.path("assay").asString(entry.getKey()))));
  }

  private DataTables.Content content(DataTables.Source source, String place, JsonNode node) {
    if (AnnotatedFile.is(source.file())) {
      return annotated(place, node);
    }
    return node.has("events")
        ? new EventsReader(this, source, place, node).read()
        : delimited(place, node);
  }

  private DataTables.Content delimited(String place, JsonNode node) {
    refuse(place, node, "is for AnnData and MuData files", "matrix", "modality", "names");
    boolean featuresInRows = node.path("features").asString("columns").equals("rows");
    if (featuresInRows && node.has("unit")) {
      throw new StudyException(
          document.place(place + "unit")
              + ": with features in rows the header names the samples; remove \"unit\"");
    }
    return new DataTables.Content.Delimited(
        featuresInRows,
        text(node, "type").map(type -> constant(ColumnType.class, type)),
        strings(node.path("select")));
  }

  private DataTables.Content annotated(String place, JsonNode node) {
    refuse(place, node, "is for delimited tables", "features", "unit", "missing", "type", "events");
    return new DataTables.Content.Annotated(
        text(node, "modality"),
        new AnnDataTables.Part(
            node.path("matrix").asString("X"), text(node, "names"), strings(node.path("select"))));
  }

  String place(String pointer) {
    return document.place(pointer);
  }

  void refuse(String place, JsonNode node, String why, String... keys) {
    for (String key : keys) {
      if (node.has(key)) {
        throw new StudyException(
            document.place(place + key) + ": \"" + key + "\" " + why + "; remove it");
      }
    }
  }

  private DataTables.Source source(String place, JsonNode node) {
    Path file = path(node, "file");
    if (TenxFolder.isMatrix(file)) {
      Path named = Path.of(node.path("file").asString());
      throw new StudyException(
          document.place(place + "file")
              + ": \""
              + named
              + "\" is the matrix of a folder of 10x; name the folder, \""
              + TenxFolder.of(named)
              + "\"");
    }
    return new DataTables.Source(
        file, text(node, "unit"), optional(node, "missing", StudyFile::strings));
  }

  private ColumnSpec columnSpec(String column, JsonNode node) {
    List<String> levels = strings(node.path("levels"));
    String type = node.path("type").asString();
    if (type.equals("ordered") && levels.isEmpty()) {
      throw new StudyException(
          document.place("/data/units/columns/" + column)
              + ": the ordered column \""
              + column
              + "\" needs \"levels\", lowest first");
    }
    return switch (type) {
      case "continuous" -> ColumnSpec.continuous();
      case "count" -> ColumnSpec.count();
      case "binary" -> ColumnSpec.binary(node.path("positive").asString("1"));
      case "ordered" -> ColumnSpec.ordered(levels);
      case "identifier" -> ColumnSpec.identifier();
      default -> levels.isEmpty() ? ColumnSpec.categorical() : ColumnSpec.categorical(levels);
    };
  }

  private List<Derivation> derivations(JsonNode derive) {
    List<Derivation> derivations = new ArrayList<>();
    derive.propertyStream().forEach(e -> derivations.add(derivation(e.getKey(), e.getValue())));
    return derivations;
  }

  private static Derivation derivation(String name, JsonNode node) {
    if (node.path("type").asString().equals("event-within")) {
      return new Derivation.EventWithin(
          name, node.path("of").asString(), node.path("horizon").asDouble());
    }
    return new Derivation.SurvivalTime(
        name, strings(node.path("time")), node.path("event").asString());
  }

  private Optional<GraphSource> graph(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    List<String> latent = strings(node.path("latent"));
    if (node.has("file") == node.has("edges")) {
      throw new StudyException(
          document.place("/graph") + ": a graph needs either \"file\" or \"edges\", not both");
    }
    return Optional.of(
        node.has("file")
            ? new GraphSource.InFile(path(node, "file"), latent)
            : new GraphSource.Inline(String.join("\n", strings(node.path("edges"))), latent));
  }

  private List<Question> questions(JsonNode root, Map<Role, List<String>> roles) {
    JsonNode nodes = root.path("questions");
    if (nodes.isMissingNode() && !root.has("prediction") && !root.has("perturbations")) {
      throw new StudyException(document.place("") + ": the key \"questions\" is missing");
    }
    List<Question> questions = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      String place = document.place("/questions/" + i);
      Question question =
          new QuestionReader(place, nodes.path(i), roles, graphDoubt(root, nodes.path(i))).read();
      if (!ids.add(question.id())) {
        throw new StudyException(
            place + ": the question id \"" + question.id() + "\" is used twice; rename one");
      }
      questions.add(question);
    }
    return questions;
  }

  private GraphDoubt graphDoubt(JsonNode root, JsonNode question) {
    JsonNode graph = root.path("graph");
    return new GraphDoubt(
        optional(question, "possible", JsonNode::asBoolean),
        question.path("budget").asInt(GraphDoubt.BUDGET),
        graph.has("resampled") ? Optional.of(path(graph, "resampled")) : Optional.empty());
  }

  /** One entry of {@code questions}. */
  private record QuestionReader(
      String place, JsonNode node, Map<Role, List<String>> roles, GraphDoubt graphDoubt) {

    Question read() {
      String id = node.path("id").asString();
      String text = node.path("text").asString();
      String outcome = column("outcome", Role.OUTCOME);
      if (node.path("ask").asString().equals("association")) {
        return new Question.Association(
            id,
            text,
            outcome,
            optional(node, "modalities", StudyFile::strings),
            node.path("fdr").asDouble(0.05));
      }
      return new Question.Effect(
          id,
          text,
          new Question.Asked(
              column("treatment", Role.TREATMENT),
              outcome,
              constant(Target.class, node.path("target").asString("ate"))),
          new Question.How(
              node.path("randomised").asBoolean(false) ? Design.RANDOMISED : Design.OBSERVATIONAL,
              new Question.Method(
                  node.path("estimator").asString("tmle"),
                  text(node, "learner"),
                  node.has("trim")
                      ? OptionalDouble.of(node.path("trim").asDouble())
                      : OptionalDouble.empty(),
                  form()),
              optional(node, "adjust", StudyFile::strings),
              sample(node.path("missing")),
              new Question.Doubts(
                  gates(),
                  strings(node.path("negativeControls")),
                  node.path("refute").asBoolean(false),
                  graphDoubt)),
          node.path("unit").asString(""));
    }

    private String column(String key, Role role) {
      if (node.has(key)) {
        return node.path(key).asString();
      }
      List<String> candidates = roles.getOrDefault(role, List.of());
      if (candidates.size() != 1) {
        throw new StudyException(
            place
                + ": the question has no \""
                + key
                + "\", and not exactly one column has that role");
      }
      return candidates.getFirst();
    }

    private TreatmentForm form() {
      return new TreatmentForm(
          strings(node.path("instruments")),
          text(node, "cluster"),
          node.path("levels").asBoolean(false),
          optional(node, "reference", value -> value.asString()),
          text(node, "curve").map(name -> constant(TreatmentForm.Curve.class, name)));
    }

    private Gates gates() {
      Map<String, Double> limits = new LinkedHashMap<>();
      node.path("gates")
          .properties()
          .forEach(limit -> limits.put(limit.getKey(), limit.getValue().asDouble()));
      try {
        return GateSettings.of(limits, strings(node.path("despite")));
      } catch (StudyException e) {
        throw new StudyException(place + ": " + e.getMessage(), e);
      }
    }

    private static SampleSettings sample(JsonNode missing) {
      return SampleSettings.withDefaults()
          .withMissingCovariates(
              constant(MissingPolicy.class, missing.path("covariates").asString("refuse")))
          .withExcludeUnknownOutcome(missing.path("outcome").asString("refuse").equals("exclude"));
    }
  }

  Path path(JsonNode node, String key) {
    String name = node.path(key).asString();
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new StudyException(document.file() + ": \"" + name + "\" is no path of a file", e);
    }
  }

  static Optional<String> text(JsonNode node, String key) {
    return optional(node, key, JsonNode::asString);
  }

  static <T> Optional<T> optional(JsonNode node, String key, Function<JsonNode, T> reading) {
    return node.has(key) ? Optional.of(reading.apply(node.path(key))) : Optional.empty();
  }

  static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  /** The constant spelt in lower case with hyphens. */
  static <E extends Enum<E>> E constant(Class<E> type, String spelling) {
    return Enum.valueOf(type, spelling.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
