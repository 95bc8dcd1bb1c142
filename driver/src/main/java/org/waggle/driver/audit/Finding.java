package org.waggle.driver.audit;

/**
 * Something that is not as it must be.
 *
 * @param where file or folder within the run's folder
 * @param what one sentence without a full stop
 */
public record Finding(String where, String what) {}
