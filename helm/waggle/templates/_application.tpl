{{/* Spec of a SparkApplication, v1beta2. */}}
{{- define "waggle.application" -}}
type: Java
mode: cluster
sparkVersion: {{ .Values.application.sparkVersion | quote }}
image: {{ include "waggle.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
mainClass: org.waggle.driver.cli.Main
mainApplicationFile: {{ .Values.application.jar | quote }}
arguments:
  - {{ .Values.command }}
  - /etc/waggle/recipe/recipe.yaml
  {{- if eq .Values.command "scheduled" }}
  - --series={{ .Values.run }}
  - --always-zero
  {{- else }}
  - --run={{ .Values.run }}
  {{- with .Values.resume }}
  - --resume={{ . }}
  {{- end }}
  {{- end }}
  {{- range .Values.arguments }}
  - {{ . | quote }}
  {{- end }}
restartPolicy:
  {{- if gt (int .Values.restart.retries) 0 }}
  type: OnFailure
  onFailureRetries: {{ .Values.restart.retries }}
  onFailureRetryInterval: {{ .Values.restart.intervalSeconds }}
  onSubmissionFailureRetries: {{ .Values.restart.retries }}
  onSubmissionFailureRetryInterval: {{ .Values.restart.intervalSeconds }}
  {{- else }}
  type: Never
  {{- end }}
sparkConf:
  {{- include "waggle.conf" . | nindent 2 }}
{{- with .Values.hadoopConf }}
hadoopConf:
  {{- range $key, $value := . }}
  {{ $key }}: {{ $value | quote }}
  {{- end }}
{{- end }}
{{- with .Values.executor.dynamic }}
{{- if .enabled }}
dynamicAllocation:
  enabled: true
  initialExecutors: {{ .min }}
  minExecutors: {{ .min }}
  maxExecutors: {{ .max }}
  shuffleTrackingEnabled: true
{{- end }}
{{- end }}
driver:
  {{- include "waggle.size" .Values.driver | nindent 2 }}
  serviceAccount: {{ include "waggle.driverAccount" . }}
  javaOptions: {{ include "waggle.javaOptions" . }}
  template:
    {{- include "waggle.podTemplate" (dict "root" . "role" "driver" "pod" .Values.driver) | nindent 4 }}
executor:
  {{- if not .Values.executor.dynamic.enabled }}
  instances: {{ .Values.executor.instances }}
  {{- end }}
  {{- include "waggle.size" .Values.executor | nindent 2 }}
  serviceAccount: {{ include "waggle.executorAccount" . }}
  javaOptions: {{ include "waggle.javaOptions" . }}
  template:
    {{- include "waggle.podTemplate" (dict "root" . "role" "executor" "pod" .Values.executor) | nindent 4 }}
{{- end -}}

{{- define "waggle.size" -}}
cores: {{ .cores }}
{{- with .coreRequest }}
coreRequest: {{ . | quote }}
{{- end }}
{{- with .coreLimit }}
coreLimit: {{ . | quote }}
{{- end }}
memory: {{ .memory }}
memoryOverhead: {{ .memoryOverhead }}
{{- end -}}

{{- define "waggle.javaOptions" -}}
-Dlog4j2.configurationFile=/etc/waggle/logging/log4j2.properties
{{- end -}}
