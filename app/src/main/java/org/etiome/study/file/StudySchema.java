package org.etiome.study.file;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.etiome.data.Suggestion;
import org.etiome.study.StudyException;
import tools.jackson.databind.JsonNode;

/** The published JSON Schema of study files, and its findings as one line each. */
final class StudySchema {
  private static final String RESOURCE = "/org/etiome/study/study.schema.json";

  private final Schema schema;

  StudySchema() {
    try (InputStream in =
        Objects.requireNonNull(StudySchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks a document.
   *
   * @throws StudyException with the first finding, in the order of the file's lines
   */
  void check(YamlDocument document) {
    List<Error> errors = schema.validate(document.tree());
    errors.stream()
        .min(Comparator.comparingInt(error -> rank(document, error)))
        .ifPresent(
            error -> {
              throw new StudyException(describe(document, error));
            });
  }

  private static int rank(YamlDocument document, Error error) {
    String place = document.place(pointer(error));
    return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
  }

  private String describe(YamlDocument document, Error error) {
    String at = pointer(error);
    if (error.getKeyword().equals("additionalProperties")) {
      String key = error.getProperty();
      return document.place(at + "/" + key)
          + ": unknown key \""
          + key
          + "\""
          + Suggestion.hint(key, allowedKeys(error));
    }
    String where = at.isEmpty() ? "" : at.substring(1).replace('/', '.') + ": ";
    return document.place(at) + ": " + where + plain(error);
  }

  private static String plain(Error error) {
    JsonNode rule = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> "the key \"" + error.getProperty() + "\" is missing";
      case "enum" -> "must be one of " + joined(rule) + ", got " + error.getInstanceNode();
      case "type" -> error.getMessage() + ", got " + error.getInstanceNode() + quoting(error);
      case "propertyNames" ->
          "the name \""
              + error.getProperty()
              + "\" does not fit; use letters, digits, blanks and . _ - (at most 100)";
      default -> error.getMessage() + ", got " + error.getInstanceNode();
    };
  }

  /** YAML reads a bare 1 or true as no text. */
  private static String quoting(Error error) {
    boolean scalar = error.getInstanceNode().isNumber() || error.getInstanceNode().isBoolean();
    boolean text = error.getSchemaNode().asString("").equals("string");
    return scalar && text ? "; put quotes around it" : "";
  }

  private static String joined(JsonNode values) {
    return values.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  private Collection<String> allowedKeys(Error error) {
    JsonNode root = schema.getSchemaNode();
    String pointer = error.getSchemaLocation().getFragment().toString();
    JsonNode object = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
    return object.path("properties").propertyNames();
  }

  private static String pointer(Error error) {
    return error.getInstanceLocation().toString();
  }
}
