#!/usr/bin/env bash
# Tells Spark the GPUs that this process may use (spark.executor.resource.gpu.discoveryScript); none where there is no driver.
addresses=$(nvidia-smi --query-gpu=index --format=csv,noheader 2>/dev/null | sed 's/.*/"&"/' | paste -sd,) || true
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"
