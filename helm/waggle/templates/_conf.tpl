{{/* Settings of Spark that follow from the values. */}}
{{- define "waggle.ownConf" -}}
{{- with .Values.security }}
{{- if .authentication.enabled }}
spark.authenticate: "true"
{{- if .authentication.existingSecret }}
spark.authenticate.secret.file: /etc/waggle/auth/secret
{{- end }}
{{- end }}
{{- if .encryption.enabled }}
spark.network.crypto.enabled: "true"
spark.network.crypto.authEngineVersion: "2"
spark.network.crypto.saslFallback: "false"
spark.io.encryption.enabled: "true"
spark.io.encryption.keySizeBits: "256"
{{- end }}
{{- end }}
spark.ui.killEnabled: "false"
spark.driver.port: "7078"
spark.driver.blockManager.port: "7079"
spark.blockManager.port: "7079"
spark.ui.port: "4040"
spark.plugins: org.waggle.driver.observe.ObservedRun
{{- if .Values.metrics.enabled }}
spark.ui.prometheus.enabled: "true"
spark.metrics.namespace: waggle
spark.metrics.conf.driver.sink.prometheusServlet.class: org.apache.spark.metrics.sink.PrometheusServlet
spark.metrics.conf.driver.sink.prometheusServlet.path: /metrics/prometheus
{{- else }}
spark.ui.prometheus.enabled: "false"
{{- end }}
{{- with .Values.eventLog.dir }}
spark.eventLog.enabled: "true"
spark.eventLog.dir: {{ . | quote }}
{{- end }}
{{- with .Values.gpu }}
{{- if gt (int .amount) 0 }}
spark.executor.resource.gpu.amount: {{ .amount | quote }}
spark.executor.resource.gpu.vendor: {{ .vendor | quote }}
spark.executor.resource.gpu.discoveryScript: {{ .discoveryScript | quote }}
spark.task.resource.gpu.amount: {{ .perTask | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "waggle.conf" -}}
{{- $own := include "waggle.ownConf" . | fromYaml -}}
{{- $conf := dict -}}
{{- range $key, $value := merge (dict) $own .Values.sparkConf -}}
{{- $_ := set $conf $key (toString $value) -}}
{{- end -}}
{{- toYaml $conf -}}
{{- end -}}
