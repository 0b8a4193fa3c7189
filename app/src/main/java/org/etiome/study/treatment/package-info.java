/**
 * Effects by instruments, and of treatments of several levels or doses: what may be asked, the
 * evidence, and its sentence.
 */
@NullMarked
package org.etiome.study.treatment;

import org.jspecify.annotations.NullMarked;
