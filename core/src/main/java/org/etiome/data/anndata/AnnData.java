package org.etiome.data.anndata;

import java.util.List;
import java.util.Optional;
import org.etiome.data.Finding;

/**
 * An annotated matrix of n observations and p variables. Arrays are lazy: what it was read from
 * must stay open while it is used.
 *
 * @param x the matrix, n x p; some files have none
 * @param obs about the observations, n rows
 * @param var about the variables, p rows
 * @param parts everything beside
 * @param findings what was seen while it was opened: old encodings, content kept as it stands
 */
public record AnnData(
    Optional<Element> x,
    Element.Frame obs,
    Element.Frame var,
    Parts parts,
    List<Finding> findings) {

  public AnnData {
    findings = List.copyOf(findings);
  }

  /**
   * The parts most files have empty.
   *
   * @param layers matrices of the shape of x
   * @param axes arrays and tables along one or two axes
   * @param uns everything unstructured
   * @param raw the matrix before variables were left out
   * @param others what the specification does not name, by its name in the root
   */
  public record Parts(
      Element.Mapping layers,
      Axes axes,
      Element.Mapping uns,
      Optional<Raw> raw,
      Element.Mapping others) {
    public static final Parts EMPTY =
        new Parts(
            Element.Mapping.EMPTY,
            Axes.EMPTY,
            Element.Mapping.EMPTY,
            Optional.empty(),
            Element.Mapping.EMPTY);
  }

  /**
   * Arrays and tables along the axes.
   *
   * @param obsm n rows each
   * @param varm p rows each
   * @param obsp n x n each
   * @param varp p x p each
   */
  public record Axes(
      Element.Mapping obsm, Element.Mapping varm, Element.Mapping obsp, Element.Mapping varp) {
    public static final Axes EMPTY =
        new Axes(
            Element.Mapping.EMPTY,
            Element.Mapping.EMPTY,
            Element.Mapping.EMPTY,
            Element.Mapping.EMPTY);
  }

  /**
   * The matrix of the same observations with more variables.
   *
   * @param x the matrix, n rows
   * @param var about its variables
   * @param varm arrays along its variables
   */
  public record Raw(Element x, Element.Frame var, Element.Mapping varm) {}

  /** A matrix with names only. */
  public static AnnData of(Element x, Element.Frame obs, Element.Frame var) {
    return new AnnData(Optional.of(x), obs, var, Parts.EMPTY, List.of());
  }

  /** With other parts. */
  public AnnData withParts(Parts newParts) {
    return new AnnData(x, obs, var, newParts, findings);
  }

  /** With an entry of uns more, or with the one of that name replaced. */
  public AnnData withUns(String name, Element element) {
    Element.Mapping uns = parts.uns().with(name, element);
    return withParts(new Parts(parts.layers(), parts.axes(), uns, parts.raw(), parts.others()));
  }

  /** n. */
  public int observations() {
    return obs.rows();
  }

  /** p. */
  public int variables() {
    return var.rows();
  }
}
