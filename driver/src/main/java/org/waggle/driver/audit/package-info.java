/** Whether what lies in a run's folder is whole: nothing lost, nothing trained on twice. */
@NullMarked
package org.waggle.driver.audit;

import org.jspecify.annotations.NullMarked;
