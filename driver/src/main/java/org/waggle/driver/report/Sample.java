package org.waggle.driver.report;

/**
 * A completion as the report shows it.
 *
 * @param prompt what the policy was given
 * @param completion what it wrote
 * @param answer what was expected; empty if the problem has none
 * @param reward the composed reward
 * @param advantage the advantage; NaN if it wasn't selected for training
 */
public record Sample(String prompt, String completion, String answer, double reward, double advantage) {}
