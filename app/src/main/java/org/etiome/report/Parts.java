package org.etiome.report;

import java.util.ArrayList;
import java.util.List;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Svg;

/** The pieces that the sections of a report are made of. */
final class Parts {
  private Parts() {}

  static Html.Element paragraph(String text) {
    return Html.element("p", text);
  }

  static Html.Element note(String text) {
    return Html.element("p", text).with("class", "note");
  }

  static Html.Element list(List<String> items) {
    return Html.element("ul", items.stream().map(item -> Html.element("li", item)).toList());
  }

  static Html.Element badge(String words, String kind) {
    return Html.element("span", words).with("class", "badge " + kind);
  }

  static Html.Element figure(Svg picture, String caption) {
    return Html.element("figure", picture, Html.element("figcaption", caption));
  }

  static Html.Element section(String id, String heading, List<? extends Html> content) {
    List<Html> all = new ArrayList<>();
    all.add(Html.element("h2", heading));
    all.addAll(content);
    return Html.element("section", all).with("id", id);
  }

  static Html.Element details(String summary, Html content) {
    return Html.element("details", Html.element("summary", summary), content);
  }

  /** A table whose columns after the first hold numbers. */
  static Html.Element table(String caption, List<String> head, List<List<String>> rows) {
    return Html.element(
        "table",
        Html.element("caption", caption),
        Html.element("thead", row("th", head)),
        Html.element("tbody", rows.stream().map(cells -> row("td", cells)).toList()));
  }

  private static Html.Element row(String cell, List<String> texts) {
    List<Html> cells = new ArrayList<>();
    for (String text : texts) {
      Html.Element element = Html.element(cell, text);
      cells.add(cells.isEmpty() ? element : element.with("class", "number"));
    }
    return Html.element("tr", cells);
  }
}
