/** The run as a Spark application: the loop, its stages and the command line. */
@NullMarked
package org.waggle.driver;

import org.jspecify.annotations.NullMarked;
