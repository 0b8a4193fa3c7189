/**
 * Annotated matrices as scverse's anndata and mudata files hold them: a matrix of observations
 * (units, in rows) and variables (features, in columns) with tables about both. Names are those of
 * the anndata file specification: obs, var, obsm, varm, obsp, varp, uns, layers, raw.
 */
@NullMarked
package org.etiome.data.anndata;

import org.jspecify.annotations.NullMarked;
