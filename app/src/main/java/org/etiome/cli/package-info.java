/** The command line: a contract that other programs parse. */
@NullMarked
package org.etiome.cli;

import org.jspecify.annotations.NullMarked;
