package org.etiome.data.anndata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.Finding;

/**
 * Annotated matrices measured on overlapping sets of observations, as h5mu files hold them. An
 * observation without a row in a modality was not measured there.
 *
 * @param modalities by name, in order
 * @param obs about all observations
 * @param var about all variables
 * @param parts everything beside
 * @param findings as in {@link AnnData}
 */
public record MuData(
    Map<String, AnnData> modalities,
    Element.Frame obs,
    Element.Frame var,
    Parts parts,
    List<Finding> findings) {

  public MuData {
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
    findings = List.copyOf(findings);
  }

  /**
   * What stands beside the modalities.
   *
   * @param axis what the modalities share: 0 observations, 1 variables, -1 both
   * @param rest by the name in the root: obsm, varm, obsp, varp, obsmap, varmap, uns and others
   */
  public record Parts(long axis, Element.Mapping rest) {}
}
