/** What a run leaves on disk: its folder, checkpoints, lease, logs and ledger, over Hadoop's file systems only. */
@NullMarked
package org.waggle.common.checkpoint;

import org.jspecify.annotations.NullMarked;
