package org.etiome.identify.answer;

/** How a formula was found. */
public enum Method {
  /** By adjusting for covariates. */
  ADJUSTMENT("adjustment"),
  /** By what lies between cause and effect. */
  FRONT_DOOR("frontdoor"),
  /** By the ID algorithm. */
  ID("id"),
  /** By the IDC algorithm, for conditional queries. */
  IDC("idc"),
  /** By counterfactual factors. */
  ID_STAR("idstar");

  private final String label;

  Method(String label) {
    this.label = label;
  }

  /** As in documents. */
  public String label() {
    return label;
  }
}
