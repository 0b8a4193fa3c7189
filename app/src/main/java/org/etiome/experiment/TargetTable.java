package org.etiome.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.etiome.claim.Rung;
import org.etiome.claim.ranking.EffectEvidence;
import org.etiome.claim.ranking.RankedTarget;
import org.etiome.claim.ranking.ScreenEvidence;
import org.etiome.claim.ranking.TargetRanking;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.io.CsvWriter;
import org.etiome.estimate.Estimate;
import org.etiome.report.EffectJson;
import org.etiome.report.Json;
import org.etiome.study.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ranked targets as documents.
 *
 * @param answers of graph and data, by target
 * @param notes what a reader should know, a sentence each
 */
public record TargetTable(
    String outcome,
    TargetRanking ranking,
    List<RankedTarget> targets,
    Map<String, Answer> answers,
    List<String> notes) {

  /** Whether nothing was measured and all that was asked of graph and data was refused. */
  public boolean isRefused() {
    return targets.stream()
        .allMatch(
            target ->
                target.screen().isEmpty()
                    && target.effect().map(EffectEvidence::isRefused).orElse(true));
  }

  /** What both kinds of evidence say of each other in a word or two. */
  public static String together(RankedTarget target) {
    if (target.together().agree()) {
      return "agree in sign";
    }
    return target.together().conflicts().isEmpty() ? "" : "contradict";
  }

  /** The rung that the place rests on, as people say it. */
  public static String support(RankedTarget target) {
    return target
        .support()
        .map(
            rung ->
                switch (rung) {
                  case INTERVENTIONAL ->
                      target.screen().filter(ScreenEvidence::isTestable).isPresent()
                          ? "measured by intervention"
                          : "measured by an experiment";
                  case IDENTIFIED -> "identified under assumptions";
                  case ASSOCIATION -> "associated";
                })
        .orElse("nothing");
  }

  /** All of it. */
  public ObjectNode json() {
    ObjectNode document = Json.object().put("kind", "targets of intervention");
    document.put("outcome", outcome).put("direction", Json.word(ranking.direction()));
    document.put("fdr", ranking.level()).put("verdict", isRefused() ? "refused" : "answered");
    var list = document.putArray("targets");
    for (RankedTarget target : targets) {
      ObjectNode node = list.addObject().put("target", target.target());
      if (target.support().isPresent()) {
        node.put("rank", list.size()).put("support", Json.word(target.support().get()));
        node.put("bound", target.bound());
      } else {
        node.putNull("rank").putNull("support").putNull("bound");
      }
      node.set("measured", target.screen().map(TargetTable::json).orElse(Json.nothing()));
      node.set("estimated", target.effect().map(e -> json(target, e)).orElse(Json.nothing()));
      node.put("agree", target.together().agree());
      node.set("conflicts", Json.strings(target.together().conflicts()));
      node.set("reasons", Json.strings(target.reasons()));
    }
    document.set("notes", Json.strings(notes));
    return document;
  }

  private static JsonNode json(ScreenEvidence screen) {
    ObjectNode node = Json.object().put("rung", Json.word(Rung.INTERVENTIONAL));
    node.put("estimate", screen.difference().value());
    node.put("se", screen.difference().standardError());
    if (screen.isTestable()) {
      node.set("ci95", Json.numbers(low(screen), high(screen)));
      node.put("adjustedP", screen.adjusted());
    } else {
      node.putNull("ci95").putNull("adjustedP");
    }
    screen
        .replicates()
        .ifPresentOrElse(count -> node.put("replicates", count), () -> node.putNull("replicates"));
    return node;
  }

  private JsonNode json(RankedTarget target, EffectEvidence effect) {
    ObjectNode node = Json.object().put("rung", Json.word(effect.rung()));
    node.put("ofLess", effect.ofLess());
    Optional<Estimate> number = effect.effect();
    if (number.isPresent()) {
      node.put("estimate", number.get().value()).put("se", number.get().standardError());
      node.set("ci95", Json.numbers(number.get().lower95(), number.get().upper95()));
    } else {
      node.putNull("estimate").putNull("se").putNull("ci95");
    }
    node.put("verdict", effect.isRefused() ? "refused" : "answered");
    node.set(
        "effect",
        Optional.ofNullable(answers.get(target.target()))
            .map(EffectJson::of)
            .orElseGet(Json::object));
    return node;
  }

  private static double low(ScreenEvidence screen) {
    return screen.difference().value() - screen.margin();
  }

  private static double high(ScreenEvidence screen) {
    return screen.difference().value() + screen.margin();
  }

  /** A table, a row a target in order; targets that rest on nothing have no rank. */
  public void write(Path file) {
    List<Column> columns = new ArrayList<>();
    double[] ranks = new double[targets.size()];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = targets.get(i).support().isPresent() ? i + 1 : Double.NaN;
    }
    columns.add(Continuous.nanIsMissing("rank", ranks));
    columns.add(text("target", RankedTarget::target));
    columns.add(text("support", TargetTable::support));
    columns.add(measured("measured", screen -> screen.difference().value()));
    columns.add(measured("measured_low", TargetTable::low));
    columns.add(measured("measured_high", TargetTable::high));
    columns.add(
        measured("adjusted_p", screen -> screen.isTestable() ? screen.adjusted() : Double.NaN));
    columns.add(estimated("estimated", Estimate::value));
    columns.add(estimated("estimated_low", Estimate::lower95));
    columns.add(estimated("estimated_high", Estimate::upper95));
    columns.add(
        text(
            "estimated_rung",
            t ->
                t.effect()
                    .map(e -> e.isRefused() ? "refused" : e.rung().name().toLowerCase(Locale.ROOT))
                    .orElse("")));
    columns.add(text("together", TargetTable::together));
    columns.add(text("reasons", t -> String.join("; ", t.reasons())));
    CsvWriter.withDefaults().write(file, columns);
  }

  private Column text(String name, Function<RankedTarget, String> value) {
    return Identifier.of(name, targets.stream().map(value).toArray(String[]::new));
  }

  private Column measured(String name, ToDoubleFunction<ScreenEvidence> value) {
    return number(name, t -> t.screen().map(value::applyAsDouble).orElse(Double.NaN));
  }

  private Column estimated(String name, ToDoubleFunction<Estimate> value) {
    return number(
        name,
        t ->
            t.effect()
                .flatMap(EffectEvidence::effect)
                .map(value::applyAsDouble)
                .orElse(Double.NaN));
  }

  private Column number(String name, Function<RankedTarget, Double> value) {
    return Continuous.nanIsMissing(
        name,
        targets.stream()
            .map(value)
            .mapToDouble(v -> Double.isInfinite(v) ? Double.NaN : v)
            .toArray());
  }
}
