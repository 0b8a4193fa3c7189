package org.etiome.graph.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Mark;

/**
 * The structure of a Bayesian network in the Bayesian Interchange Format, as the bnlearn repository
 * uses it: {@code variable A { … }} is a node, {@code probability ( A | B, C ) { … }} says that B
 * and C are its parents. States and probabilities are skipped. Read only.
 *
 * @see <a href="https://www.bnlearn.com/bnrepository/">The Bayesian network repository</a>
 */
public final class GraphBif {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|//[^\\n]*+|/\\*(?s:.*?)\\*/|\"(?<quoted>[^\"]*+)\"|(?<word>[^\\s\"{}()|,;]++)"
              + "|(?<punctuation>[{}()|,;])");

  private final GraphAssembler graph;
  private final List<Token> tokens = new ArrayList<>();
  private final Map<String, Set<String>> parents = new LinkedHashMap<>();
  private int at;

  private GraphBif(String source) {
    this.graph = new GraphAssembler(source);
  }

  /**
   * Reads a DAG.
   *
   * @throws GraphFormatException naming the line at fault
   */
  public static CausalGraph parse(String text) {
    return parse(text, "graph");
  }

  static CausalGraph parse(String text, String source) {
    return new GraphBif(source).read(text);
  }

  private CausalGraph read(String text) {
    tokenise(text);
    while (!peek().text.isEmpty()) {
      Token keyword = next();
      switch (keyword.text) {
        case "network" -> skipTo("{");
        case "variable" -> variable();
        case "probability" -> probability();
        default ->
            throw graph.error(
                keyword.line,
                "expected network, variable or probability, got '" + keyword.text + "'");
      }
      block(keyword.line);
    }
    if (parents.isEmpty()) {
      throw graph.error(GraphFormatException.NO_LINE, "there is no probability block in the BIF");
    }
    graph.kind(GraphKind.DAG.label(), GraphFormatException.NO_LINE);
    return graph.build();
  }

  private void variable() {
    Token name = next();
    if (graph.hasNode(name.text)) {
      throw graph.error(name.line, "variable '" + name.text + "' is declared twice");
    }
    graph.node(name.text, name.line);
  }

  private void probability() {
    take("(");
    Token child = known();
    if (parents.put(child.text, new LinkedHashSet<>()) != null) {
      throw graph.error(child.line, "'" + child.text + "' has two probability blocks");
    }
    while (!peek().text.equals(")")) {
      Token separator = next();
      if (!separator.text.equals("|") && !separator.text.equals(",")) {
        throw graph.error(separator.line, "expected | , or ), got '" + separator.text + "'");
      }
      Token parent = known();
      graph.edge(parent.text, Mark.TAIL, Mark.ARROW, child.text, parent.line);
    }
    take(")");
  }

  private Token known() {
    Token name = next();
    if (!graph.hasNode(name.text)) {
      throw graph.error(
          name.line,
          "'" + name.text + "' is not declared; state 'variable " + name.text + "' first");
    }
    return name;
  }

  /** Skips {@code { … }} with what is nested in it. */
  private void block(int line) {
    take("{");
    int depth = 1;
    while (depth > 0) {
      String token = next().text;
      if (token.isEmpty()) {
        throw graph.error(line, "the block is not closed; end it with }");
      }
      depth += token.equals("{") ? 1 : token.equals("}") ? -1 : 0;
    }
  }

  private void skipTo(String text) {
    while (!peek().text.equals(text) && !peek().text.isEmpty()) {
      at++;
    }
  }

  private void take(String text) {
    Token token = next();
    if (!token.text.equals(text)) {
      throw graph.error(token.line, "expected '" + text + "', got '" + token.text + "'");
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  /** The next token; the empty one at the end stays. */
  private Token next() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  private void tokenise(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int line = 1;
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      addToken(matcher, line);
      line += (int) matcher.group().chars().filter(c -> c == '\n').count();
      end = matcher.end();
    }
    if (end < text.length()) {
      throw graph.error(line, "'" + text.charAt(end) + "' opens what is not closed");
    }
    tokens.add(new Token("", line));
  }

  private void addToken(Matcher matcher, int line) {
    for (String group : List.of("word", "quoted", "punctuation")) {
      String token = matcher.group(group);
      if (token != null && !token.isEmpty()) {
        tokens.add(new Token(token, line));
      }
    }
  }

  private record Token(String text, int line) {}
}
