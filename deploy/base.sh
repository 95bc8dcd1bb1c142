#!/usr/bin/env bash
# Makes a base image for deploy/Dockerfile where no registry is at hand: Debian 12 without a compiler, Java 17 (headless), tini, and the Spark in
# PyPI's pyspark. Needs root, mmdebstrap, pip and docker.
#   deploy/base.sh IMAGE        then: docker build -f deploy/Dockerfile --build-arg BASE=IMAGE -t waggle:0.1.0 .
#
#   SPARK_HOME       take this Spark 4.1 distribution instead
set -euo pipefail

image=${1:?Missing value: the name of the image (deploy/base.sh spark-base:4.1.1)}
version=4.1.1
folder=$(mktemp -d "${TMPDIR:-/tmp}/waggle-base.XXXXXX")
trap 'rm -rf "$folder"' EXIT

if [[ -z ${SPARK_HOME:-} ]]; then
  pip download -q "pyspark==$version" --no-deps --no-binary :all: -d "$folder"
  mkdir "$folder/spark"
  tar xzf "$folder/pyspark-$version.tar.gz" -C "$folder/spark" --strip-components=2 "pyspark-$version/deps"
  rm "$folder/pyspark-$version.tar.gz"
  SPARK_HOME=$folder/spark
fi

# Without documents and translations; Java's package wants a folder of them to be there.
mmdebstrap --variant=essential --include=openjdk-17-jre-headless,tini --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  bookworm "$folder/root.tar"

mkdir -p "$folder/context/spark/conf"
cp -a "$SPARK_HOME/jars" "$SPARK_HOME/bin" "$folder/context/spark/"
mv "$folder/root.tar" "$folder/context/"
cat >"$folder/context/Dockerfile" <<'DOCKERFILE'
FROM scratch
ADD root.tar /
COPY spark/ /opt/spark/
ENV SPARK_HOME=/opt/spark PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
DOCKERFILE
docker build -q -t "$image" "$folder/context"
