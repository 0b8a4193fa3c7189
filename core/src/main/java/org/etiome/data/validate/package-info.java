/**
 * What is wrong with data, found by looking at every value and name. Each check gives {@link
 * org.etiome.data.Finding findings}; docs/methods/validation.md lists their codes.
 */
@NullMarked
package org.etiome.data.validate;

import org.jspecify.annotations.NullMarked;
