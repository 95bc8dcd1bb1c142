package org.waggle.driver.doctor;

import java.util.List;
import org.apache.spark.SparkConf;

/** Whether shuffled data outlive executors that come and go. */
final class ShuffleExamination implements Examination {
    private static final String SUBJECT = "shuffle";
    private static final String PLACE = "cluster";

    @Override
    public List<Finding> findings(Cluster cluster) {
        return List.of(finding(cluster.conf()));
    }

    private static Finding finding(SparkConf conf) {
        boolean service = conf.getBoolean("spark.shuffle.service.enabled", false);
        if (!conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            return Finding.ok(SUBJECT, PLACE, "executors stay: neither service nor tracking needed");
        }
        if (service) {
            return Finding.ok(SUBJECT, PLACE, "external shuffle service");
        }
        boolean moves = conf.getBoolean("spark.decommission.enabled", false)
                && conf.getBoolean("spark.storage.decommission.shuffleBlocks.enabled", false);
        if (conf.getBoolean("spark.dynamicAllocation.shuffleTracking.enabled", true)) {
            return Finding.ok(
                    SUBJECT, PLACE, moves ? "tracking, and moved off executors that leave" : "shuffle tracking");
        }
        return moves
                ? Finding.ok(SUBJECT, PLACE, "moved off executors that leave")
                : Finding.failed(
                        SUBJECT,
                        PLACE,
                        "dynamic allocation, without service, tracking or decommissioning",
                        "set spark.dynamicAllocation.shuffleTracking.enabled=true");
    }
}
