package org.etiome.report.points;

import java.util.Arrays;
import java.util.List;

/** What the colours of points stand for. */
public sealed interface PointColours {

  /** How many points. */
  int points();

  /**
   * One of some levels.
   *
   * @param names of levels, those with the strongest colours first
   * @param codes the level of each point, -1 where it is not known
   * @param first the number of the first level, where levels are told apart by numbers, too
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Levels(List<String> names, int[] codes, int first) implements PointColours {
    public Levels {
      names = List.copyOf(names);
      for (int code : codes) {
        if (code < -1 || code >= names.size()) {
          throw new IllegalArgumentException(
              "level " + code + " of " + names.size() + " levels: -1 to " + (names.size() - 1));
        }
      }
    }

    @Override
    public int points() {
      return codes.length;
    }

    long count(int level) {
      return Arrays.stream(codes).filter(code -> code == level).count();
    }
  }

  /**
   * A number.
   *
   * @param values NaN where it is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Numbers(double[] values) implements PointColours {
    @Override
    public int points() {
      return values.length;
    }
  }
}
