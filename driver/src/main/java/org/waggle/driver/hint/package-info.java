/** One-line hints where a run goes wrong in a known way: what is seen, and what to do. */
@NullMarked
package org.waggle.driver.hint;

import org.jspecify.annotations.NullMarked;
