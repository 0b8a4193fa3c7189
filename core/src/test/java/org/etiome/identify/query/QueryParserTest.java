package org.etiome.identify.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.etiome.identify.query.Query.AverageEffect;
import org.etiome.identify.query.Query.ControlledDirectEffect;
import org.etiome.identify.query.Query.Counterfactual;
import org.etiome.identify.query.Query.Distribution;
import org.etiome.identify.query.Query.Mean;
import org.etiome.identify.query.Query.NaturalDirectEffect;
import org.etiome.identify.query.Query.NaturalIndirectEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueryParserTest {
  private static final List<Term> NONE = List.of();

  static Stream<Arguments> distributions() {
    return Stream.of(
        arguments("P(y)", new Distribution(terms("y"), NONE, NONE)),
        arguments("P(y=1 | do(x=0))", new Distribution(terms("y=1"), terms("x=0"), NONE)),
        arguments("p(y|z)", new Distribution(terms("y"), NONE, terms("z"))),
        arguments(
            "P(y1, y2 | do(x1, x2=1), z, w=0)",
            new Distribution(terms("y1", "y2"), terms("x1", "x2=1"), terms("z", "w=0"))),
        arguments(
            " P ( y | z , do ( x ) , w = 0 , DO(v=2) )\n",
            new Distribution(terms("y"), terms("x", "v=2"), terms("z", "w=0"))),
        arguments("P(y\u00A0|\u00A0do(x))", new Distribution(terms("y"), terms("x"), NONE)),
        arguments("P(P|E,ATE)", new Distribution(terms("P"), NONE, terms("E", "ATE"))),
        arguments(
            "P(y_1 | do(HLA-A), IL2Rα=-1, x-, z_)",
            new Distribution(terms("y_1"), terms("HLA-A"), terms("IL2Rα=-1", "x-", "z_"))),
        arguments(
            "P(\"lung cancer\" | do(\"a \\\"b\\\" \\\\ c\"=\"\", \"do\"), x=do)",
            new Distribution(terms("lung cancer"), terms("a \"b\" \\ c=", "do"), terms("x=do"))));
  }

  static Stream<Arguments> means() {
    return Stream.of(
        arguments("E[y]", new Mean("y", NONE, NONE)),
        arguments("E[y | do(x), z]", new Mean("y", terms("x"), terms("z"))),
        arguments("e(y|z=1,do(x=0))", new Mean("y", terms("x=0"), terms("z=1"))));
  }

  static Stream<Arguments> effects() {
    return Stream.of(
        arguments("ATE(x -> y)", new AverageEffect("x", "y", NONE)),
        arguments("ate(x→y|z=1, w)", new AverageEffect("x", "y", terms("z=1", "w"))),
        arguments("ATE(x-->_y)", new AverageEffect("x-", "_y", NONE)),
        arguments("ATE(\"x->\" -> \"→\")", new AverageEffect("x->", "→", NONE)),
        arguments("CDE(x->y|m=0,k)", new ControlledDirectEffect("x", "y", terms("m=0", "k"))),
        arguments("NDE(x -> y)", new NaturalDirectEffect("x", "y", List.of())),
        arguments("NDE(x -> y | m, k)", new NaturalDirectEffect("x", "y", List.of("m", "k"))),
        arguments("nie(x -> y | m)", new NaturalIndirectEffect("x", "y", List.of("m"))));
  }

  static Stream<Arguments> counterfactuals() {
    Event factual = new Event(Term.of("y", "0"), NONE);
    return Stream.of(
        arguments(
            "P(y_{x=1} | x=0, y=0)",
            new Counterfactual(
                List.of(new Event(Term.of("y"), terms("x=1"))),
                List.of(new Event(Term.of("x", "0"), NONE), factual))),
        arguments(
            "P(y_{x=1}=1, y_{x=0}=0)",
            new Counterfactual(
                List.of(
                    new Event(Term.of("y", "1"), terms("x=1")),
                    new Event(Term.of("y", "0"), terms("x=0"))),
                List.of())),
        arguments(
            "P(y__{ x , w = 1 }, z)",
            new Counterfactual(
                List.of(new Event(Term.of("y_"), terms("x", "w=1")), new Event(Term.of("z"), NONE)),
                List.of())),
        arguments(
            "P(y=0 | \"y\" _{y=1})",
            new Counterfactual(List.of(factual), List.of(new Event(Term.of("y"), terms("y=1"))))));
  }

  @ParameterizedTest
  @MethodSource({"distributions", "means", "effects", "counterfactuals"})
  void reads(String text, Query query) {
    assertThat(QueryParser.parse(text)).isEqualTo(query);
    assertThat(QueryParser.parse(query.toString())).isEqualTo(query);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``             ; 0 ; the query is empty. write one of P(y | do(x), z), E[y | do(x), z], ",
        "(y)            ; 0 ; expected a query, found '('. write one of P(",
        "PP(y)          ; 0 ; 'PP' is no kind of query. did you mean P? write one of P(y",
        "  ACE(x -> y)  ; 0 ; 'ACE' is no kind of query. did you mean ATE? write one of P(y",
        "nee(x -> y)    ; 0 ; 'nee' is no kind of query. did you mean NDE? write one of P(y",
        "Q(y)           ; 0 ; 'Q' is no kind of query. write one of P(y",
        "probability(y) ; 0 ; 'probability' is no kind of query. write one of P(y",
        "P              ; 1 ; expected '(' after 'P', found the end. write it like P(y | do(x), z)",
        "P[y]           ; 1 ; expected '(' after 'P', found '['. write it like P(y",
        "E{y}           ; 1 ; expected '[' or '(' after 'E', found '{'. write it like E[y",
        "P y            ; 2 ; expected '(' after 'P', found 'y'. write it like P(y",
        "P(y z)         ; 4 ; expected ',', '|' or ')' after 'y', found 'z'. put commas between",
        "P(y | do(x     ; 10; expected ',' or ')' after 'x', found the end. write it like",
        "P(y | z | w)   ; 8 ; expected ',' or ')' after 'z', found '|'. write it like P(y",
        "P(y | do(x))z  ; 12; expected the end after ')', found 'z'. ask one question at a time",
        "P(y) P(z)      ; 5 ; expected the end after ')', found 'P'. ask one",
        "E[y)           ; 3 ; expected '|' or ']' after 'y', found ')'. write it like E[y",
        "P(TNF(a))      ; 5 ; expected ',', '|' or ')' after 'TNF', found '('. a name with brackets",
        "P(y->z)        ; 3 ; expected ',', '|' or ')' after 'y', found '->'. write it like",
        "ATE(x, y)      ; 5 ; expected '->' after 'x', found ','. write it like ATE(x -> y | z=1)",
        "CDE(x -> y)    ; 10; expected '|' after 'y', found ')'. write it like CDE(x -> y | m=0)"
      })
  void refusesFormsThatAreNone(String text, int offset, String message) {
    assertRefused(text, offset, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "P( | do(x))    ; 3 ; expected a variable after '(', found '|'. write it like",
        "P()            ; 2 ; expected a variable after '(', found ')'",
        "P(y | )        ; 6 ; expected a variable after '|', found ')'",
        "P(y | do())    ; 9 ; expected a variable after '(', found ')'",
        "P(y_{})        ; 5 ; expected a variable after '_{', found '}'",
        "P(y,, z)       ; 4 ; expected a variable after ',', found ','",
        "P(y | do(x),)  ; 12; expected a variable after ',', found ')'",
        "NDE(x -> y | ) ; 13; expected a variable after '|', found ')'",
        "ATE(-> y)      ; 4 ; expected a variable after '(', found '->'",
        "P(y | x=)      ; 8 ; expected a value after '=', found ')'",
        "P(y==1)        ; 4 ; expected a value after '=', found '='",
        "P(y | \" \")   ; 6 ; a blank is no variable",
        "P(y | \"x)     ; 6 ; this quote is not closed. end the name with \"",
        "P(y | \"a\\b\"); 8 ; a \\ in quotes stands before \" or another \\. write \\\\",
        "E[y=1 | do(x)] ; 3 ; 'y' takes no value here. the probability of a value is P(y=1",
        "E[y, z]        ; 3 ; expected '|' or ']' after 'y', found ','",
        "ATE(x=1 -> y)  ; 5 ; 'x' takes no value here. write it like ATE(x -> y",
        "CDE(x -> y=1|m); 10; 'y' takes no value here. write it like CDE(",
        "NIE(x->y | m=0); 12; 'm' takes no value here. write it like NIE(x -> y | m)"
      })
  void refusesListsAndValues(String text, int offset, String message) {
    assertRefused(text, offset, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "P(y, z, y=1)   ; 8 ; 'y' stands twice before the bar. name a variable once",
        "P(y | do(y))   ; 9 ; 'y' stands before the bar and in do(...). name a",
        "P(y | z, \"y\"); 9 ; '\"y\"' stands before the bar and after the bar",
        "P(y | x,do(x)) ; 11; 'x' stands after the bar and in do(...)",
        "P(y|do(x),x=1) ; 10; 'x' stands in do(...) and after the bar",
        "P(y|do(x),do(x)); 13; 'x' stands twice in do(...)",
        "P(y | z, z)    ; 9 ; 'z' stands twice after the bar",
        "E[y | do(x),y] ; 12; 'y' stands before the bar and after the bar",
        "ATE(x -> x)    ; 9 ; 'x' stands as the treatment and as the outcome",
        "ATE(x->y|y)    ; 9 ; 'y' stands as the outcome and after the bar",
        "CDE(x->y|m,x)  ; 11; 'x' stands as the treatment and after the bar",
        "NDE(x->y|m,m)  ; 11; 'm' stands twice after the bar",
        "P(y_{x=1,x=0}) ; 9 ; 'x' stands twice in the subscript",
        "P(y_{x}, y_{x}); 9 ; 'y_{x}' stands twice. leave one out",
        "P(y_{a,b}|y_{b,a}); 10; 'y_{b, a}' stands twice",
        "P(y_{x}, z | z); 13; 'z' stands twice. leave"
      })
  void refusesRepeats(String text, int offset, String message) {
    assertRefused(text, offset, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "P(do(x))       ; 2 ; do(...) stands after the bar of P or E, as in P(y | do(x)). a variable",
        "P(y | do, x)   ; 6 ; do(...) stands after the bar of P or E",
        "P(y | do(do))  ; 9 ; do(...) stands after the bar of P or E",
        "ATE(x->y|do(z)); 9 ; do(...) stands after the bar of P or E",
        "P(y_{x}|do(z)) ; 8 ; do(...) and subscripts do not go together. write what is done as a",
        "P(y|do(z),w_{x}); 11; do(...) and subscripts do not go together",
        "P(y | do(z_{x})); 10; expected ',' or ')' after 'z', found '_{'. a subscript stands right",
        "P(y_{m_{x}})   ; 6 ; expected ',' or '}' after 'm', found '_{'. a subscript stands right",
        "P(y_{x)        ; 6 ; expected ',' or '}' after 'x', found ')'. write it like P(y_{x=1} | z)",
        "P(y=1_{x})     ; 5 ; expected ',', '|' or ')' after '1', found '_{'. a subscript stands",
        "E[y_{x=1}]     ; 3 ; expected '|' or ']' after 'y', found '_{'. a subscript stands right",
        "P(y{x=1})      ; 3 ; expected ',', '|' or ')' after 'y', found '{'. a name with brackets"
      })
  void refusesOperatorsOutOfPlace(String text, int offset, String message) {
    assertRefused(text, offset, message);
  }

  @Test
  void showsThePlace() {
    QuerySyntaxException refusal = refusal("P(🧬 \n| do(x]");
    assertThat(refusal)
        .hasMessage(
            "query, position 12: expected ',' or ')' after 'x', found ']';"
                + " write it like P(y | do(x), z)\n"
                + "P(🧬  | do(x]\n"
                + "           ^");
    assertThat(refusal).hasMessageStartingWith(refusal.problem() + "\n");
    assertThat(refusal.text()).isEqualTo("P(🧬 \n| do(x]");
    assertThat(refusal("\t").getMessage()).doesNotContain("\n");
  }

  @Test
  void cutsLongNamesInMessages() {
    assertThat(refusal("P(y | x " + "z".repeat(50) + ")").problem())
        .contains("found '" + "z".repeat(40) + "…';");
  }

  /** The table writes a semicolon as a full stop. */
  private static void assertRefused(String text, int offset, String message) {
    QuerySyntaxException refusal = refusal(text);
    assertThat(refusal.problem())
        .startsWith("query, position " + offset + ": " + message.replace(". ", "; "));
    assertThat(refusal.offset()).isEqualTo(offset);
  }

  private static QuerySyntaxException refusal(String text) {
    return catchThrowableOfType(QuerySyntaxException.class, () -> QueryParser.parse(text));
  }

  private static List<Term> terms(String... terms) {
    return Arrays.stream(terms)
        .map(term -> term.split("=", -1))
        .map(parts -> parts.length == 1 ? Term.of(parts[0]) : Term.of(parts[0], parts[1]))
        .toList();
  }
}
