package org.waggle.common.checkpoint;

import java.io.Serializable;

/**
 * One file of a checkpoint.
 *
 * @param path where it lies within the checkpoint's folder, with {@code /}
 * @param bytes its length
 * @param sha256 its SHA-256, 64 hexadecimal digits in lower case
 */
public record CheckpointFile(String path, long bytes, String sha256) implements Serializable {}
