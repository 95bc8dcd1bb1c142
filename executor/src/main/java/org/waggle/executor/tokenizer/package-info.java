/** Text to token ids and back. */
@NullMarked
package org.waggle.executor.tokenizer;

import org.jspecify.annotations.NullMarked;
