/**
 * Jobs that meet in a folder: signed files of shared groups, the checks before any is believed, and draws from them.
 */
@NullMarked
package org.waggle.common.swarm;

import org.jspecify.annotations.NullMarked;
