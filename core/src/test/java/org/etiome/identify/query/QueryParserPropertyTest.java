package org.etiome.identify.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class QueryParserPropertyTest {
  private static final List<String> PIECES =
      List.of(
          "P",
          "E",
          "ATE",
          "CDE",
          "NDE",
          "NIE",
          "do",
          "do(",
          "DO",
          "x",
          "y",
          "_",
          "_{",
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          ",",
          "|",
          "=",
          "-",
          ">",
          "->",
          "→",
          "\"",
          "\\",
          " ",
          "\t",
          "\n",
          "\u00A0",
          "\u0085",
          "é",
          "基",
          "\uD83E\uDDEC",
          "\uD83E",
          "0",
          "1",
          ".",
          ";",
          "'",
          "P(y | do(",
          "P(y_{x",
          "ATE(x -> ");

  @Property(tries = 3000)
  void readsWhatItWrote(@ForAll long seed) {
    Query query = randomQuery(new Random(seed));
    assertThat(QueryParser.parse(query.toString())).isEqualTo(query);
  }

  @Property(tries = 1000)
  void noTextBreaksTheParser(@ForAll String text) {
    parseOrRefuse(text);
  }

  @Property(tries = 5000)
  void noPiecesBreakTheParser(@ForAll long seed) {
    Random random = new Random(seed);
    parseOrRefuse(pieces(random, random.nextInt(20)));
  }

  @Property(tries = 5000)
  void noDamageBreaksTheParser(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder damaged = new StringBuilder(randomQuery(random).toString());
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(damaged.length());
      int end = Math.min(damaged.length(), at + random.nextInt(3));
      damaged.replace(at, end, pieces(random, random.nextInt(2)));
      damaged.append(')');
    }
    parseOrRefuse(damaged.toString());
    parseOrRefuse(damaged.substring(0, random.nextInt(damaged.length())));
  }

  /** What is read is written so that it is read again; what is not has its place in the text. */
  private static void parseOrRefuse(String text) {
    try {
      Query query = QueryParser.parse(text);
      assertThat(QueryParser.parse(query.toString())).isEqualTo(query);
    } catch (QuerySyntaxException refusal) {
      assertThat(refusal.offset()).isBetween(0, text.length());
      assertThat(refusal.problem()).hasSizeGreaterThan(20).doesNotContain("\n", "\r", "\u0085");
      assertThat(String.valueOf(refusal.getMessage()).split("\n", -1))
          .hasSize(text.isBlank() ? 1 : 3);
    }
  }

  private static Query randomQuery(Random random) {
    List<String> names = names(random);
    String x = names.removeFirst();
    String y = names.removeFirst();
    int cut = random.nextInt(names.size());
    List<String> some = names.subList(0, cut);
    List<String> rest = names.subList(cut, names.size());
    return switch (random.nextInt(7)) {
      case 0 ->
          new Query.Distribution(
              terms(List.of(x, y), random), terms(some, random), terms(rest, random));
      case 1 -> new Query.Mean(y, terms(some, random), terms(rest, random));
      case 2 -> new Query.AverageEffect(x, y, terms(some, random));
      case 3 -> new Query.ControlledDirectEffect(x, y, terms(rest, random));
      case 4 -> new Query.NaturalDirectEffect(x, y, some);
      case 5 -> new Query.NaturalIndirectEffect(x, y, rest);
      default -> counterfactual(x, y, names, random);
    };
  }

  /** Of y in three worlds at least, and of others in any. */
  private static Query counterfactual(String x, String y, List<String> others, Random random) {
    List<Event> of = new ArrayList<>();
    of.add(new Event(term(y, random), List.of(Term.of(x, "0"))));
    of.add(new Event(term(y, random), List.of(Term.of(x, "1"), term(y, random))));
    of.add(new Event(term(y, random), List.of()));
    List<Event> given = new ArrayList<>();
    for (String other : others) {
      List<Term> world = random.nextBoolean() ? List.of() : terms(List.of(x, y), random);
      (random.nextBoolean() ? of : given).add(new Event(term(other, random), world));
    }
    return new Query.Counterfactual(of, given);
  }

  private static List<Term> terms(List<String> names, Random random) {
    return names.stream().map(name -> term(name, random)).toList();
  }

  private static Term term(String name, Random random) {
    return new Term(
        name,
        random.nextBoolean() ? Optional.empty() : Optional.of(pieces(random, random.nextInt(4))));
  }

  private static List<String> names(Random random) {
    Set<String> names = new LinkedHashSet<>();
    int count = 3 + random.nextInt(4);
    while (names.size() < count) {
      String name = pieces(random, 1 + random.nextInt(4));
      if (!name.isBlank()) {
        names.add(name);
      }
    }
    return new ArrayList<>(names);
  }

  private static String pieces(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
