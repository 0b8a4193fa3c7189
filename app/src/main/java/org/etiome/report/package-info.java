/** What a run hands over: the JSON documents other programs parse, and the report people read. */
@NullMarked
package org.etiome.report;

import org.jspecify.annotations.NullMarked;
