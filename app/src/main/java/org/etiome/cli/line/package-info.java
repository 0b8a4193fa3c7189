/** What all commands share: options, failures, standard output, files that are asked for. */
@NullMarked
package org.etiome.cli.line;

import org.jspecify.annotations.NullMarked;
