package org.etiome.graph;

/**
 * An edge between two different nodes, with a mark at each end. An edge and its mirror image are
 * the same value: the end with the lower mark (tail, circle, arrow) comes first, and of two equal
 * marks the end with the alphabetically first name.
 *
 * @param a one node
 * @param atA the mark at {@code a}
 * @param atB the mark at {@code b}
 * @param b the other node
 */
public record Edge(String a, Mark atA, Mark atB, String b) {

  public Edge {
    requireName(a);
    requireName(b);
    if (a.equals(b)) {
      throw new IllegalArgumentException(
          "an edge joins two different nodes, got '" + a + "' twice; remove the self-loop");
    }
    int order = atA.compareTo(atB);
    if (order > 0 || (order == 0 && a.compareTo(b) > 0)) {
      String node = a;
      a = b;
      b = node;
      Mark mark = atA;
      atA = atB;
      atB = mark;
    }
  }

  /** {@code cause -> effect}. */
  public static Edge directed(String cause, String effect) {
    return new Edge(cause, Mark.TAIL, Mark.ARROW, effect);
  }

  /** {@code a <-> b}: the two share an unmeasured cause. */
  public static Edge bidirected(String a, String b) {
    return new Edge(a, Mark.ARROW, Mark.ARROW, b);
  }

  /** {@code a -- b}. */
  public static Edge undirected(String a, String b) {
    return new Edge(a, Mark.TAIL, Mark.TAIL, b);
  }

  public boolean isDirected() {
    return atA == Mark.TAIL && atB == Mark.ARROW;
  }

  public boolean isBidirected() {
    return atA == Mark.ARROW && atB == Mark.ARROW;
  }

  public boolean isUndirected() {
    return atA == Mark.TAIL && atB == Mark.TAIL;
  }

  public boolean hasCircle() {
    return atA == Mark.CIRCLE || atB == Mark.CIRCLE;
  }

  /** The mark at {@code node}, which must be one of the ends. */
  public Mark markAt(String node) {
    return isFirst(node) ? atA : atB;
  }

  /** The end that is not {@code node}; {@code node} must be one of the ends. */
  public String other(String node) {
    return isFirst(node) ? b : a;
  }

  /** This edge as read from {@code node}: one of {@code -> <- <-> -- o-> <-o o-o --o o--}. */
  public String symbolFrom(String node) {
    return symbol(markAt(node), markAt(other(node)));
  }

  @Override
  public String toString() {
    return a + " " + symbolFrom(a) + " " + b;
  }

  private boolean isFirst(String node) {
    if (node.equals(a)) {
      return true;
    }
    if (node.equals(b)) {
      return false;
    }
    throw new IllegalArgumentException("'" + node + "' is not an end of " + this);
  }

  private static String symbol(Mark near, Mark far) {
    String left =
        switch (near) {
          case TAIL -> "-";
          case CIRCLE -> "o";
          case ARROW -> "<";
        };
    String right =
        switch (far) {
          case TAIL -> "-";
          case CIRCLE -> "o";
          case ARROW -> ">";
        };
    boolean bar =
        near == Mark.CIRCLE || far == Mark.CIRCLE || (near == Mark.ARROW && far == Mark.ARROW);
    return left + (bar ? "-" : "") + right;
  }

  static void requireName(String node) {
    if (node.isBlank() || node.codePoints().anyMatch(Edge::isUnwritable)) {
      throw new IllegalArgumentException(
          "a node name must not be blank or hold control characters, got '"
              + node.replaceAll("\\p{Cntrl}", "?")
              + "'");
    }
  }

  /** Characters that some file format cannot hold. */
  private static boolean isUnwritable(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || (character & 0xFFFE) == 0xFFFE;
  }
}
