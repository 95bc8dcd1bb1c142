package org.waggle.executor.jinja;

import java.util.List;
import org.waggle.executor.jinja.Statement.Flow;

/**
 * Statements one after the other.
 *
 * @param statements the statements
 */
record Body(List<Statement> statements) {
    Flow render(Scope scope, Output out) {
        scope.work().enter();
        for (Statement statement : statements) {
            Flow flow = statement.render(scope, out);
            if (flow != Flow.ON) {
                scope.work().leave();
                return flow;
            }
        }
        scope.work().leave();
        return Flow.ON;
    }
}
