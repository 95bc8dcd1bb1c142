#!/usr/bin/env bash
# Takes the arguments that Spark gives a driver or an executor container on Kubernetes; anything else is a command of Waggle, or a program.
set -euo pipefail
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
init=()
command -v tini >/dev/null && init=(tini -s --)

# A user that the image doesn't know (some clusters choose one) has no home to write to.
export HOME=${HOME:-/tmp}

case ${1:-} in
  driver)
    shift
    exec ${init[@]+"${init[@]}"} "$SPARK_HOME/bin/spark-submit" --conf "spark.driver.bindAddress=$SPARK_DRIVER_BIND_ADDRESS" \
      --conf "spark.executorEnv.SPARK_DRIVER_POD_IP=$SPARK_DRIVER_BIND_ADDRESS" --deploy-mode client "$@"
    ;;
  executor)
    options=()
    while IFS= read -r option; do
      options+=("$option")
    done < <(env | grep '^SPARK_JAVA_OPT_' | sort -t_ -k4 -n | sed 's/[^=]*=//')
    exec ${init[@]+"${init[@]}"} "$java" ${options[@]+"${options[@]}"} "-Xms$SPARK_EXECUTOR_MEMORY" "-Xmx$SPARK_EXECUTOR_MEMORY" \
      -cp "${SPARK_CONF_DIR:-$SPARK_HOME/conf}:$SPARK_HOME/jars/*:${SPARK_CLASSPATH:-}" \
      org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend --driver-url "$SPARK_DRIVER_URL" \
      --executor-id "$SPARK_EXECUTOR_ID" --cores "$SPARK_EXECUTOR_CORES" --app-id "$SPARK_APPLICATION_ID" \
      --hostname "$SPARK_EXECUTOR_POD_IP" --resourceProfileId "$SPARK_RESOURCE_PROFILE_ID" --podName "$SPARK_EXECUTOR_POD_NAME"
    ;;
  waggle)
    shift
    exec ${init[@]+"${init[@]}"} "$SPARK_HOME/bin/spark-submit" --class org.waggle.driver.cli.Main /opt/waggle/waggle.jar "$@"
    ;;
  *) exec "$@" ;;
esac
