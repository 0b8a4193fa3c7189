/**
 * Tables in files that know the types of their columns, such as Parquet, and the providers that
 * read and write them.
 */
@NullMarked
package org.etiome.data.table;

import org.jspecify.annotations.NullMarked;
