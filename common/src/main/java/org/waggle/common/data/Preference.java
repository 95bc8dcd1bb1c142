package org.waggle.common.data;

/**
 * Two replies to one problem, of which one is better.
 *
 * @param chosen text of the better one
 * @param rejected text of the worse one
 */
public record Preference(String chosen, String rejected) {}
