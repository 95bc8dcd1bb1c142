{{- define "waggle.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "waggle.selector" -}}
app.kubernetes.io/name: waggle
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "waggle.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{ include "waggle.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "waggle.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag }}
{{- end -}}
{{- end -}}

{{- define "waggle.driverAccount" -}}
{{- .Values.serviceAccounts.driver | default (printf "%s-driver" (include "waggle.name" .)) -}}
{{- end -}}

{{- define "waggle.executorAccount" -}}
{{- .Values.serviceAccounts.executor | default (printf "%s-executor" (include "waggle.name" .)) -}}
{{- end -}}

{{- define "waggle.recipeMap" -}}
{{- .Values.recipe.configMap | default (printf "%s-recipe" (include "waggle.name" .)) -}}
{{- end -}}
