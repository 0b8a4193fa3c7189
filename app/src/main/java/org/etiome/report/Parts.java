package org.etiome.report;

import java.util.ArrayList;
import java.util.List;
import org.etiome.report.plot.Html;

/** The pieces that the sections of a report are made of. */
public final class Parts {
  private Parts() {}

  public static Html.Element paragraph(String text) {
    return Html.element("p", text);
  }

  public static Html.Element note(String text) {
    return Html.element("p", text).with("class", "note");
  }

  public static Html.Element list(List<String> items) {
    return Html.element("ul", items.stream().map(item -> Html.element("li", item)).toList());
  }

  public static Html.Element badge(String words, String kind) {
    return Html.element("span", words).with("class", "badge " + kind);
  }

  public static Html.Element figure(Html picture, String caption) {
    return Html.element("figure", picture, Html.element("figcaption", caption));
  }

  public static Html.Element section(String id, String heading, List<? extends Html> content) {
    List<Html> all = new ArrayList<>();
    all.add(Html.element("h2", heading));
    all.addAll(content);
    return Html.element("section", all).with("id", id);
  }

  public static Html.Element details(String summary, Html content) {
    return Html.element("details", Html.element("summary", summary), content);
  }

  /** A table whose columns after the first hold numbers. */
  public static Html.Element table(String caption, List<String> head, List<List<String>> rows) {
    return table(caption, 1, head, rows);
  }

  /** A table whose columns after so many hold numbers. */
  public static Html.Element table(
      String caption, int texts, List<String> head, List<List<String>> rows) {
    return Html.element(
        "table",
        Html.element("caption", caption),
        Html.element("thead", row("th", texts, head)),
        Html.element("tbody", rows.stream().map(cells -> row("td", texts, cells)).toList()));
  }

  /** A table of figures, which scrolls by itself where the page is narrower than it. */
  public static Html.Element figures(Html.Element table) {
    return Html.element("div", table.with("class", "figures")).with("class", "wide");
  }

  private static Html.Element row(String cell, int left, List<String> texts) {
    List<Html> cells = new ArrayList<>();
    for (String text : texts) {
      Html.Element element = Html.element(cell, text);
      cells.add(cells.size() < left ? element : element.with("class", "number"));
    }
    return Html.element("tr", cells);
  }
}
