/**
 * Charts as inline SVG: lines with bands and error bars, stacked areas; colours follow the page's light or dark scheme.
 */
@NullMarked
package org.waggle.driver.chart;

import org.jspecify.annotations.NullMarked;
