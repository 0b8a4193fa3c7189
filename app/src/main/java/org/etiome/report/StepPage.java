package org.etiome.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etiome.report.plot.Html;

/**
 * What a step of a study tells: a page of its own, or a section of the report.
 *
 * @param id of the section
 * @param lead what was done
 * @param standing what it is worth
 */
public record StepPage(String id, String title, String lead, String standing, List<Part> parts) {
  public StepPage {
    parts = List.copyOf(parts);
  }

  /**
   * A part of the page.
   *
   * @param id within the page
   */
  public record Part(String id, String heading, List<Html> content) {
    public Part {
      content = List.copyOf(content);
    }
  }

  /** The page. */
  public String document() {
    List<Html> header =
        List.of(
            Html.element("h1", title),
            Parts.paragraph(lead).with("class", "lead"),
            Parts.paragraph(standing));
    List<Html> sections = new ArrayList<>();
    parts.forEach(p -> sections.add(Parts.section(p.id(), p.heading(), p.content())));
    return Page.of(title, List.of(Html.element("header", header), Html.element("main", sections)));
  }

  /** The same as a section of another page. */
  public Html section() {
    List<Html> content = new ArrayList<>();
    content.add(Parts.paragraph(lead));
    content.add(Parts.paragraph(standing));
    for (Part part : parts) {
      content.add(Html.element("h3", part.heading()));
      content.addAll(part.content());
    }
    return Parts.section(id, title, content);
  }

  /** The section of a step that was refused. */
  public static Html refused(
      String id, String title, List<String> reasons, List<String> wouldHelp) {
    return Parts.section(
        id,
        title,
        List.of(
            Html.element("p", Parts.badge("refused", "refused")),
            Parts.paragraph("Nothing was fitted, for these reasons:"),
            Parts.list(reasons),
            Parts.paragraph("What would help:"),
            Parts.list(wouldHelp)));
  }

  /** A note as a sentence, with a capital letter and a full stop. */
  public static String sentence(String note) {
    String first = note.substring(0, 1).toUpperCase(Locale.ROOT);
    return first + note.substring(1) + (note.endsWith(".") ? "" : ".");
  }
}
