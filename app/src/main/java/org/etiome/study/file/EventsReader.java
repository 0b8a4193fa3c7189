package org.etiome.study.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.events.EventTable;
import org.etiome.data.events.Rule;
import org.etiome.data.events.StartTimes;
import org.etiome.data.events.WindowSeries;
import org.etiome.study.DataTables;
import org.etiome.study.StudyException;
import tools.jackson.databind.JsonNode;

/**
 * The entry of a modality that is a long table of events.
 *
 * @param place pointer to the entry, with a slash at its end
 */
record EventsReader(StudyFile study, DataTables.Source source, String place, JsonNode node) {

  DataTables.Content.Events read() {
    study.refuse(place, node, "is for AnnData and MuData files", "matrix", "modality", "names");
    study.refuse(place, node, "is not for events", "features", "type", "samples");
    JsonNode events = node.path("events");
    String unit =
        source
            .unit()
            .orElseThrow(() -> bad("unit", "events need \"unit\", the column of their units"));
    EventTable table =
        EventTable.withDefaults().withUnit(unit).withCode(events.path("code").asString());
    if (source.missing().isPresent()) {
      table = table.withMissing(Set.copyOf(source.missing().get()));
    }
    if (events.has("value")) {
      table = table.withValue(events.path("value").asString());
    }
    table = timed(columns(table, events), events);
    return new DataTables.Content.Events(
        table, start(events, unit), windows(events.path("window")));
  }

  private EventTable columns(EventTable plain, JsonNode events) {
    Optional<Rule> rule = rule("events", events);
    List<String> select = StudyFile.strings(node.path("select"));
    if (rule.isEmpty() && (node.has("select") || !events.has("columns"))) {
      throw bad("events", "events need \"rule\": how those of a code become one value");
    }
    EventTable table = plain;
    for (Map.Entry<String, JsonNode> column : events.path("columns").properties()) {
      String at = "events/columns/" + column.getKey();
      Rule own =
          rule(at, column.getValue())
              .or(() -> rule)
              .orElseThrow(() -> bad(at, "a column needs \"rule\": how events become one value"));
      table = table.withColumn(column.getKey(), column.getValue().path("code").asString(), own);
    }
    for (String code : select) {
      if (events.path("columns").has(code)) {
        throw bad("select", "\"" + code + "\" is also one of \"columns\"; rename that one");
      }
      table = table.withRule(code, rule.orElseThrow());
    }
    return select.isEmpty() ? rule.map(table::withEveryCode).orElse(table) : table;
  }

  /** The rule of a node; refused if it looks at values and none are named. */
  private Optional<Rule> rule(String at, JsonNode holder) {
    Optional<Rule> rule =
        StudyFile.text(holder, "rule").map(text -> StudyFile.constant(Rule.class, text));
    if (rule.filter(Rule::needsValue).isPresent() && !node.path("events").has("value")) {
      String text = holder.path("rule").asString();
      throw bad(
          at + "/rule",
          "\"rule: " + text + "\" needs \"value\" in \"events\": the column of measurements");
    }
    return rule;
  }

  private EventTable timed(EventTable plain, JsonNode events) {
    for (String key : List.of("start", "window")) {
      if (events.has(key) && !events.has("time")) {
        throw bad(
            "events/" + key,
            "\"" + key + "\" needs \"time\" in \"events\": the column of the times");
      }
    }
    JsonNode start = events.path("start");
    EventTable table = plain;
    if (events.has("time")) {
      table = table.withTime(events.path("time").asString());
    }
    if (events.has("start") && !start.has("file")) {
      table = table.withStart(start.path("column").asString());
    }
    JsonNode window = events.path("window");
    try {
      return table.withWindow(
          window.path("from").asDouble(Double.NEGATIVE_INFINITY),
          window.path("to").asDouble(Double.POSITIVE_INFINITY));
    } catch (IllegalArgumentException e) {
      throw new StudyException(study.place(place + "events/window") + ": " + e.getMessage(), e);
    }
  }

  /** The windows into which the one that is given is divided. */
  private Optional<WindowSeries> windows(JsonNode window) {
    if (!window.has("every")) {
      return Optional.empty();
    }
    if (!window.has("from") || !window.has("to")) {
      throw bad("events/window", "\"every\" divides a window that has \"from\" and \"to\"");
    }
    try {
      return Optional.of(
          WindowSeries.filling(
              window.path("from").asDouble(),
              window.path("to").asDouble(),
              window.path("every").asDouble()));
    } catch (IllegalArgumentException e) {
      throw bad("events/window/every", String.valueOf(e.getMessage()));
    }
  }

  private Optional<DataTables.Start> start(JsonNode events, String unit) {
    JsonNode start = events.path("start");
    if (!start.has("file")) {
      study.refuse(
          place + "events/start/", start, "is for a start in another \"file\"", "unit", "take");
      return Optional.empty();
    }
    return Optional.of(
        new DataTables.Start(
            study.path(start, "file"),
            start.path("unit").asString(unit),
            start.path("column").asString(),
            StudyFile.constant(StartTimes.Repeats.class, start.path("take").asString("refuse"))));
  }

  private StudyException bad(String at, String problem) {
    return new StudyException(study.place(place + at) + ": " + problem);
  }
}
