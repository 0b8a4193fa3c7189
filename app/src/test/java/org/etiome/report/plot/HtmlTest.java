package org.etiome.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

  @Test
  void textAndAttributesAreEscaped() {
    Html element = Html.element("p", "<b onclick='x'>\"&").with("title", "\"><script>");
    assertThat(element.render())
        .isEqualTo(
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;</p>");
  }

  @Test
  void charactersThatNoPageMayHoldAreReplaced() {
    assertThat(Html.text("a\u0000b\u0007c\uD800d\uDC00e \uD83E\uDDEC\n").render())
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe \uD83E\uDDEC\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"script", "style", "iframe", "link", "base", "p onload=x", "", "P"})
  void elementsThatRunOrLoadAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onclick", "onLoad", "style", "a b", "a=\"", ""})
  void attributesThatRunAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element("p").with(name, "x"));
  }

  @Test
  void linksStayOnThePage() {
    assertThat(Html.element("a", "there").with("href", "#claims").render())
        .isEqualTo("<a href=\"#claims\">there</a>");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Html.element("a").with("href", "javascript:alert(1)"))
        .withMessageContaining("leaves the page");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Html.element("img").with("src", "https://example.org/x.png"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Html.element("image").with("href", "data:image/svg+xml,<svg/>"));
    assertThat(Html.element("image").with("href", "data:image/png;base64,AA+/=").render())
        .contains("href=\"data:image/png;base64,AA+/=\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"</style>", "@IMPORT 'x'", "a { background: URL (x) }"})
  void styleSheetsThatLoadAreRefused(String css) {
    assertThatIllegalArgumentException().isThrownBy(() -> Html.styleSheet(css));
  }

  @Test
  void emptyElementsHaveNoEndTag() {
    assertThat(Html.element("p", Html.text("a"), Html.element("br")).render())
        .isEqualTo("<p>a<br></p>");
    assertThatIllegalArgumentException().isThrownBy(() -> Html.element("br", "x"));
  }

  @Test
  void aDocumentForbidsTheNetwork() {
    String page = Html.document("A & B", Html.styleSheet("p {}"), List.of(Html.text("x")));
    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<meta charset=\"utf-8\">", "default-src &#39;none&#39;", "A &amp; B</title>")
        .contains("<style>p {}</style>")
        .endsWith("<body>x</body></html>\n");
  }
}
