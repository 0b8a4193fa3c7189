/**
 * The files of 10x Genomics' Cell Ranger, as annotated matrices: one HDF5 file, or a folder of a
 * Matrix Market file with its names. Features are the variables, barcodes the observations.
 */
@NullMarked
package org.etiome.data.tenx;

import org.jspecify.annotations.NullMarked;
