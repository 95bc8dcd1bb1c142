/** What Waggle adds to Spark: sessions, serializers, the all-gather, and the accounting of stages. */
@NullMarked
package org.waggle.driver.spark;

import org.jspecify.annotations.NullMarked;
