{{/* What values.schema.json could only refuse without saying what to do. */}}
{{- define "waggle.check" -}}
{{- if not .Values.image.repository -}}
{{- fail "Missing value: image.repository (the image that deploy/Dockerfile makes, with its registry)" -}}
{{- end -}}
{{- if and .Values.image.tag .Values.image.digest -}}
{{- fail "Invalid image: tag and digest are both set (leave one of them empty)" -}}
{{- end -}}
{{- if not (or .Values.image.tag .Values.image.digest) -}}
{{- fail "Missing value: image.tag or image.digest" -}}
{{- end -}}
{{- if not .Values.run -}}
{{- fail "Missing value: run (folder of the run, such as file:///runs/first on a claim of storage.claims, or s3a://bucket/runs/first)" -}}
{{- end -}}
{{- if and .Values.recipe.text .Values.recipe.configMap -}}
{{- fail "Invalid recipe: text and configMap are both set (leave one of them empty)" -}}
{{- end -}}
{{- if not (or .Values.recipe.text .Values.recipe.configMap) -}}
{{- fail "Missing value: recipe.text (--set-file recipe.text=my-recipe.yaml) or recipe.configMap" -}}
{{- end -}}
{{- include "waggle.checkFolder" . -}}
{{- include "waggle.checkExecutors" . -}}
{{- include "waggle.checkSettings" . -}}
{{- end -}}

{{- define "waggle.checkFolder" -}}
{{- if or (hasPrefix "file:" .Values.run) (hasPrefix "/" .Values.run) -}}
{{- $path := regexReplaceAll "^file:/*" .Values.run "/" -}}
{{- $found := false -}}
{{- range .Values.storage.claims -}}
{{- if and (hasPrefix (printf "%s/" (trimSuffix "/" .mountPath)) (printf "%s/" $path)) (not .readOnly) -}}{{- $found = true -}}{{- end -}}
{{- end -}}
{{- if not $found -}}
{{- fail (printf "Invalid run: %s (must lie on a claim of storage.claims that isn't readOnly: what else a pod writes is gone with it)" .Values.run) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "waggle.checkExecutors" -}}
{{- with .Values.executor.dynamic -}}
{{- if and .enabled (gt (int .min) (int .max)) -}}
{{- fail (printf "Invalid executor.dynamic.min: %d (must be <= max, %d)" (int .min) (int .max)) -}}
{{- end -}}
{{- end -}}
{{- if gt (len .Release.Name) 40 -}}
{{- fail (printf "Invalid release name: %s (must have at most 40 characters: Kubernetes allows a pod's host 63, and Spark adds to it)" .Release.Name) -}}
{{- end -}}
{{- end -}}

{{- define "waggle.checkSettings" -}}
{{- $owned := include "waggle.ownConf" . | fromYaml -}}
{{- range $key, $value := .Values.sparkConf -}}
{{- if hasKey $owned $key -}}
{{- fail (printf "Invalid sparkConf.%s: the chart sets it (use its own value: README.md says which)" $key) -}}
{{- end -}}
{{- end -}}
{{- range $key := concat (keys .Values.sparkConf) (keys .Values.hadoopConf) (keys .Values.env) -}}
{{- if regexMatch "(?i)(password|passwd|secret[._-]?key$|access[._-]?key|[._-]token$|authenticate\\.secret$)" $key -}}
{{- fail (printf "Invalid setting %s: looks like a secret, which whoever reads the application would see (put it into a Secret and name that in storage.secretEnv or storage.secrets)" $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
