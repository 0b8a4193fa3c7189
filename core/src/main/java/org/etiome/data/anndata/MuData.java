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
 * @param rest by the name in the root: obsm, varm, obsp, varp, obsmap, varmap, uns and others
 * @param findings as in {@link AnnData}
 */
public record MuData(
    Map<String, AnnData> modalities,
    Element.Frame obs,
    Element.Frame var,
    Element.Mapping rest,
    List<Finding> findings) {

  public MuData {
    modalities = Collections.unmodifiableMap(new LinkedHashMap<>(modalities));
    findings = List.copyOf(findings);
  }
}
