/** Tests of the whole: architecture and complete runs. */
@NullMarked
package org.waggle.integration;

import org.jspecify.annotations.NullMarked;
