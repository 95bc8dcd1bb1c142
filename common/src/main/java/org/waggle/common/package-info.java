/** What driver and executor share: vocabulary, recipe, extension points, codecs; neither Spark nor tensors. */
@NullMarked
package org.waggle.common;

import org.jspecify.annotations.NullMarked;
