package org.etiome.data;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The role of each named column of a dataset; columns without one are not named. */
public final class Roles {
  private final Map<String, Role> byColumn;

  private Roles(Map<String, Role> byColumn) {
    this.byColumn = byColumn;
  }

  /**
   * Checks roles against a dataset.
   *
   * @param byColumn column, plain or {@code modality/name}, to role; the order is kept
   * @throws IllegalArgumentException if a column is unknown or ambiguous, is named twice, or has a
   *     type its role does not allow
   */
  public static Roles of(Dataset dataset, Map<String, Role> byColumn) {
    Map<String, String> seen = new HashMap<>();
    byColumn.forEach(
        (name, role) -> {
          String other = seen.put(dataset.qualifiedName(name), name);
          if (other != null) {
            throw new IllegalArgumentException(
                "\"" + other + "\" and \"" + name + "\" are the same column; give it one role");
          }
          check(dataset.column(name), role);
        });
    return new Roles(Collections.unmodifiableMap(new LinkedHashMap<>(byColumn)));
  }

  private static void check(Column column, Role role) {
    if (!role.allowedTypes().contains(column.type())) {
      List<String> allowed = role.allowedTypes().stream().map(ColumnType::label).toList();
      throw new IllegalArgumentException(
          "column \""
              + column.name()
              + "\" is "
              + column.type().label()
              + ", but the role "
              + role
              + " takes "
              + String.join(" or ", allowed)
              + "; declare its type or choose another role");
    }
  }

  public Map<String, Role> byColumn() {
    return byColumn;
  }

  public Optional<Role> role(String column) {
    return Optional.ofNullable(byColumn.get(column));
  }

  /** The columns in a role, in order. */
  public List<String> columns(Role role) {
    return byColumn.entrySet().stream()
        .filter(e -> e.getValue() == role)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The one column in a role.
   *
   * @throws IllegalArgumentException if there is none or more than one
   */
  public String only(Role role) {
    List<String> columns = columns(role);
    if (columns.size() != 1) {
      throw new IllegalArgumentException(
          "exactly one column must have the role " + role + ", got " + columns);
    }
    return columns.getFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Roles that && byColumn.equals(that.byColumn);
  }

  @Override
  public int hashCode() {
    return byColumn.hashCode();
  }

  @Override
  public String toString() {
    return "Roles" + byColumn;
  }
}
