/** Arms against each other over seeds: their file, their numbers, and the table, JSON and page that show them. */
@NullMarked
package org.waggle.driver.compare;

import org.jspecify.annotations.NullMarked;
