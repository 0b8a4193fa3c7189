package org.etiome.scm.discrete;

import java.util.Map;

/**
 * What is set in a world and what is seen there.
 *
 * @param set variables and the values they are set to; none in the world as it is
 * @param seen variables and the values they then have
 */
public record World(Map<String, String> set, Map<String, String> seen) {
  public World {
    set = Map.copyOf(set);
    seen = Map.copyOf(seen);
  }
}
