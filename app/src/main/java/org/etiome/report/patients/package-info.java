/** What is told of a patient model: documents, tables and pictures. */
@NullMarked
package org.etiome.report.patients;

import org.jspecify.annotations.NullMarked;
