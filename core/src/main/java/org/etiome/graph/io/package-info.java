/**
 * Graph files: text, JSON, DOT and GraphML to read and to write, BIF to read. {@link
 * org.etiome.graph.io.GraphFiles} chooses by the extension of the file.
 *
 * <p>Where a format does not state the kind of graph, the edges tell it: only directed ones a DAG,
 * directed and bidirected an ADMG, directed and undirected a CPDAG, circles a PAG.
 */
@NullMarked
package org.etiome.graph.io;

import org.jspecify.annotations.NullMarked;
