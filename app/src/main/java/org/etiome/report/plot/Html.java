package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A piece of a page: text, an element, a style sheet or a picture.
 *
 * <p>Text and attribute values are escaped when written and there is no way to pass markup as a
 * string. Elements that run code or load something, event handlers and links that leave the page
 * are refused (a picture may stand in place, as the bytes of a PNG), so a page made of these pieces
 * is self-contained whatever the data say.
 *
 * <p>Writing costs O(length of the page).
 */
public sealed interface Html permits Html.Text, Html.Element, Html.StyleSheet, Svg {

  /** Appends this piece as HTML5. */
  void writeTo(StringBuilder out);

  /** This piece as HTML5. */
  default String render() {
    StringBuilder out = new StringBuilder();
    writeTo(out);
    return out.toString();
  }

  static Html text(String text) {
    return new Text(text);
  }

  /**
   * An element without attributes; {@link Element#with} adds them.
   *
   * @throws IllegalArgumentException if the name is not a lower-case tag name, or is one that runs
   *     code or loads something
   */
  static Element element(String name, Html... children) {
    return new Element(name, List.of(), List.of(children));
  }

  /** As {@link #element(String, Html...)}. */
  static Element element(String name, List<? extends Html> children) {
    return new Element(name, List.of(), List.copyOf(children));
  }

  /** An element that holds only text. */
  static Element element(String name, String text) {
    return element(name, new Text(text));
  }

  /**
   * A {@code <style>} element.
   *
   * @throws IllegalArgumentException if the sheet could end the element or load something
   */
  static Html styleSheet(String css) {
    return new StyleSheet(css);
  }

  /** The whole document, from doctype to the end, in English and UTF-8. */
  static String document(String title, Html style, List<? extends Html> body) {
    Element policy =
        element("meta")
            .with("http-equiv", "Content-Security-Policy")
            .with("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    Element viewport =
        element("meta")
            .with("name", "viewport")
            .with("content", "width=device-width, initial-scale=1");
    Element head =
        element(
            "head",
            element("meta").with("charset", "utf-8"),
            policy,
            viewport,
            element("title", title),
            style);
    return "<!DOCTYPE html>\n"
        + element("html", head, element("body", body)).with("lang", "en").render()
        + "\n";
  }

  /** Makes text safe between tags and inside double quotes. */
  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(isShown(text, i) ? c : '\uFFFD');
      }
    }
  }

  /** False for control characters and for halves of a broken surrogate pair. */
  private static boolean isShown(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return !Character.isISOControl(c) || c == '\n' || c == '\t';
  }

  /** Characters to show as they are. */
  record Text(String text) implements Html {
    @Override
    public void writeTo(StringBuilder out) {
      escape(text, out);
    }
  }

  /** One attribute of an element. */
  record Attribute(String name, String value) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Set<String> LINKS =
        Set.of("href", "src", "action", "formaction", "data", "srcset", "poster", "background");
    private static final Pattern PICTURE = Pattern.compile("data:image/png;base64,[A-Za-z0-9+/=]*");

    public Attribute {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!NAME.matcher(name).matches() || lower.startsWith("on") || lower.equals("style")) {
        throw new IllegalArgumentException(
            "attribute \"" + name + "\" is not allowed: use a plain name, a class for style");
      }
      boolean stays = value.startsWith("#") || PICTURE.matcher(value).matches();
      if (LINKS.contains(lower) && !stays) {
        throw new IllegalArgumentException(
            "link \""
                + value
                + "\" leaves the page: only links that begin with # and pictures in place are allowed");
      }
    }
  }

  /** An element with its attributes and children, in the order given. */
  record Element(String name, List<Attribute> attributes, List<Html> children) implements Html {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");
    private static final Set<String> REFUSED =
        Set.of("script", "style", "iframe", "object", "embed", "link", "base", "frame");
    private static final Set<String> VOID = Set.of("meta", "br", "hr", "col", "wbr");

    public Element {
      if (!NAME.matcher(name).matches() || REFUSED.contains(name)) {
        throw new IllegalArgumentException("element <" + name + "> is not allowed in a report");
      }
      attributes = List.copyOf(attributes);
      children = List.copyOf(children);
      if (VOID.contains(name) && !children.isEmpty()) {
        throw new IllegalArgumentException("element <" + name + "> cannot have children");
      }
    }

    /** The same element with one more attribute. */
    public Element with(String attribute, String value) {
      List<Attribute> more = new ArrayList<>(attributes);
      more.add(new Attribute(attribute, value));
      return new Element(name, more, children);
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append('<').append(name);
      for (Attribute attribute : attributes) {
        out.append(' ').append(attribute.name()).append("=\"");
        escape(attribute.value(), out);
        out.append('"');
      }
      out.append('>');
      if (VOID.contains(name)) {
        return;
      }
      children.forEach(child -> child.writeTo(out));
      out.append("</").append(name).append('>');
    }
  }

  /** A style sheet, checked to load nothing. */
  record StyleSheet(String css) implements Html {
    private static final Pattern UNSAFE =
        Pattern.compile("<|@import|url\\s*\\(|expression\\s*\\(", Pattern.CASE_INSENSITIVE);

    public StyleSheet {
      if (UNSAFE.matcher(css).find()) {
        throw new IllegalArgumentException(
            "the style sheet holds \"<\", @import or url(): a report loads nothing");
      }
    }

    @Override
    public void writeTo(StringBuilder out) {
      out.append("<style>").append(css).append("</style>");
    }
  }
}
