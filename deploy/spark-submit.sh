#!/usr/bin/env bash
# Runs Waggle by spark-submit: on any master, with the driver here (client) or on the cluster (cluster).
#   deploy/spark-submit.sh [OPTIONS OF SPARK-SUBMIT] RECIPE [OPTIONS OF TRAIN]
#   deploy/spark-submit.sh [OPTIONS OF SPARK-SUBMIT] COMMAND …
#   deploy/spark-submit.sh --master yarn --deploy-mode cluster --num-executors 4 recipes/arithmetic-grpo.yaml --run hdfs:///runs/a
#
#   SPARK_HOME       a Spark 4.1 distribution; without it, spark-submit from the PATH
#   WAGGLE_JAR       the application jar, also as local:/// or on a path that Hadoop knows (default: built from these sources)
#   WAGGLE_NATIVES   jar of libtorch to hand to driver and executors (default: the one for CPUs, beside the built jar);
#                    "none" where an image, Spark's folder jars or PYTORCH_LIBRARY_PATH has it
set -euo pipefail

root=$(cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

die() {
  printf 'waggle: %s\n' "$@" >&2
  exit 2
}

# The application jar is good while no source is newer.
build_if_needed() {
  local jar
  jar=$(find "$root/application/target" -maxdepth 1 -name 'waggle-*.jar' -print -quit 2>/dev/null || true)
  if [[ -z $jar || -n $(find "$root/pom.xml" "$root"/{common,executor,driver,application}/{pom.xml,src/main} -newer "$jar" -print -quit) ]]; then
    printf 'Building Waggle…\n' >&2
    (cd "$root" && mvn -q -B -ntp ${WAGGLE_MAVEN_OPTIONS:-} -Dmaven.test.skip=true -Dspotless.check.skip -Dcheckstyle.skip -Djacoco.skip \
      -Denforcer.skip -pl application -am package) >&2 || die 'Cannot build Waggle: see the messages above.'
  fi
  find "$root/application/target" -maxdepth 1 -name 'waggle-*.jar' -print -quit
}

submit=${SPARK_HOME:+$SPARK_HOME/bin/}spark-submit
command -v "$submit" >/dev/null || die "Cannot find $submit (set SPARK_HOME to a Spark 4.1 distribution, or put its bin on the PATH)"

# What spark-submit takes stands before the recipe or command; of its options only these have no value.
options=() jars='' java='' cluster=
while (($# > 0)) && [[ $1 == -* ]]; do
  case $1 in
    --help | --version) exec "$submit" "$1" ;;
    --supervise | --verbose | -v) options+=("$1") && shift && continue ;;
    --*=*) name=${1%%=*} value=${1#*=} && shift ;;
    *)
      (($# > 1)) || die "Missing value: $1"
      name=$1 value=$2 && shift 2
      ;;
  esac
  [[ $name != -c ]] || name=--conf
  case "$name $value" in
    --jars\ *) jars+=${jars:+,}$value ;;
    # Given to spark-submit together with ours: it takes one such option.
    --driver-java-options\ * | --conf\ spark.driver.extraJavaOptions=*) java+=" ${value#spark.driver.extraJavaOptions=}" ;;
    *)
      options+=("$name" "$value")
      [[ "$name $value" != '--deploy-mode cluster' && "$name $value" != '--conf spark.submit.deployMode=cluster' ]] || cluster=yes
      ;;
  esac
done
(($# > 0)) || die 'Missing value: a recipe or a command (deploy/spark-submit.sh [OPTIONS OF SPARK-SUBMIT] RECIPE …)'

[[ $1 != *.yaml && $1 != *.yml ]] || set -- train "$@"
arguments=("$@")
if [[ -n $cluster ]]; then
  # The driver has no such file: the recipe travels in the command.
  for i in "${!arguments[@]}"; do
    file=${arguments[i]}
    [[ $file != *.y*ml || ! -f $file ]] ||
      arguments[i]="data:;name=$(basename "$file" | tr -c 'A-Za-z0-9._\n-' _);base64,$(base64 -w 0 "$file")"
  done
  # A standalone cluster starts a driver without what Spark's own modules need of Java; elsewhere it is said twice.
  opens=
  for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
    java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
    opens+="--add-opens=java.base/$package=ALL-UNNAMED "
  done
  options=(--driver-java-options "$opens-Djdk.reflect.useDirectMethodHandle=false$java" ${options[@]+"${options[@]}"})
else
  # A file, because spark-submit's Java begins to log before it has our jar; what is given by hand comes later and wins.
  options=(--driver-java-options "\"-Dlog4j2.configurationFile=$root/driver/src/main/resources/log4j2-waggle.properties\"$java" ${options[@]+"${options[@]}"})
  [[ ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} == *[Uu][Tt][Ff]* ]] || export LC_ALL=C.UTF-8
  export GLIBC_TUNABLES=${GLIBC_TUNABLES:-glibc.malloc.hugetlb=1}
fi

jar=${WAGGLE_JAR:-$(build_if_needed)}
[[ -n $jar ]] || exit 2
natives=${WAGGLE_NATIVES:-$(find "$root/application/target/native" -name 'pytorch-native-*.jar' -print -quit 2>/dev/null || true)}
[[ $natives == none || -z $natives ]] || jars+=${jars:+,}$natives

exec "$submit" ${options[@]+"${options[@]}"} ${jars:+--jars "$jars"} --class org.waggle.driver.cli.Main "$jar" "${arguments[@]}"
