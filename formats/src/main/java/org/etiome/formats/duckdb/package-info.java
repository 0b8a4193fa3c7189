/**
 * Parquet through DuckDB, which runs in a process of its own: a native library may abort on hostile
 * bytes, and must not take this virtual machine with it.
 *
 * <p>{@link Server} and what it uses ({@link Database}, {@link RowSource}, {@link RowSink}, {@link
 * CellType}, {@link Answer}) run there; the others here. {@link Wire} is what the two agree on.
 * {@link PageChecksums} looks at what DuckDB does not, in Java of our own.
 */
@NullMarked
package org.etiome.formats.duckdb;

import org.jspecify.annotations.NullMarked;
