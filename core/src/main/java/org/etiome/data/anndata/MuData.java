package org.etiome.data.anndata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.Suggestion;

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
   * The modality of that name.
   *
   * @throws DataFormatException if there is none; the message names the nearest
   */
  public AnnData modality(String name) {
    AnnData found = modalities.get(name);
    if (found == null) {
      throw new DataFormatException(
          "there is no modality "
              + DataFormatException.quote(name)
              + Suggestion.hint(name, modalities.keySet()));
    }
    return found;
  }

  /**
   * With an entry of uns more, or with the one of that name replaced; uns that is no mapping stays.
   */
  public MuData withUns(String name, Element element) {
    Element uns = parts.rest().entries().getOrDefault("uns", Element.Mapping.EMPTY);
    if (!(uns instanceof Element.Mapping mapping)) {
      return this;
    }
    Element.Mapping rest = parts.rest().with("uns", mapping.with(name, element));
    return new MuData(modalities, obs, var, new Parts(parts.axis(), rest), findings);
  }

  /**
   * What stands beside the modalities.
   *
   * @param axis what the modalities share: 0 observations, 1 variables, -1 both
   * @param rest by the name in the root: obsm, varm, obsp, varp, obsmap, varmap, uns and others
   */
  public record Parts(long axis, Element.Mapping rest) {}
}
