{{/* A pod template of Spark's. Takes a dict: root, role (driver or executor), pod (its values). */}}
{{- define "waggle.podTemplate" -}}
{{- $root := .root -}}
{{- $values := $root.Values -}}
metadata:
  labels:
    {{- $own := merge (dict "app.kubernetes.io/component" .role) (include "waggle.labels" $root | fromYaml) }}
    {{- toYaml (merge (dict) $own .pod.labels) | nindent 4 }}
  {{- with .pod.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  automountServiceAccountToken: {{ eq .role "driver" }}
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .pod.terminationGracePeriodSeconds }}
  securityContext:
    runAsNonRoot: true
    runAsUser: {{ int64 $values.security.user }}
    runAsGroup: {{ int64 $values.security.group }}
    fsGroup: {{ int64 $values.security.group }}
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- with .pod.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .pod.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .pod.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: spark-kubernetes-{{ .role }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      env:
        {{- include "waggle.env" $root | nindent 8 }}
      volumeMounts:
        {{- include "waggle.mounts" . | nindent 8 }}
  volumes:
    {{- include "waggle.volumes" . | nindent 4 }}
{{- end -}}

{{- define "waggle.env" -}}
- name: HOME
  value: /tmp
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range .Values.storage.secretEnv }}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}
{{- end -}}

{{- define "waggle.mounts" -}}
{{- $values := .root.Values -}}
- name: tmp
  mountPath: /tmp
- name: work
  mountPath: /opt/spark/work-dir
- name: spark-local-dir-1
  mountPath: /var/spark-local
- name: logging
  mountPath: /etc/waggle/logging
  readOnly: true
{{- if eq .role "driver" }}
- name: recipe
  mountPath: /etc/waggle/recipe
  readOnly: true
{{- end }}
{{- if and $values.security.authentication.enabled $values.security.authentication.existingSecret }}
- name: spark-auth
  mountPath: /etc/waggle/auth
  readOnly: true
{{- end }}
{{- range $i, $claim := $values.storage.claims }}
- name: claim-{{ $i }}
  mountPath: {{ $claim.mountPath }}
  readOnly: {{ $claim.readOnly | default false }}
{{- end }}
{{- range $i, $secret := $values.storage.secrets }}
- name: secret-{{ $i }}
  mountPath: {{ $secret.mountPath }}
  readOnly: true
{{- end }}
{{- end -}}

{{- define "waggle.volumes" -}}
{{- $values := .root.Values -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ $values.storage.tmp.sizeLimit }}
- name: work
  emptyDir:
    sizeLimit: {{ $values.storage.tmp.sizeLimit }}
- name: spark-local-dir-1
  emptyDir:
    sizeLimit: {{ $values.storage.localDir.sizeLimit }}
    {{- with $values.storage.localDir.medium }}
    medium: {{ . }}
    {{- end }}
- name: logging
  configMap:
    name: {{ include "waggle.name" .root }}-logging
{{- if eq .role "driver" }}
- name: recipe
  configMap:
    name: {{ include "waggle.recipeMap" .root }}
    items:
      - key: recipe.yaml
        path: recipe.yaml
{{- end }}
{{- if and $values.security.authentication.enabled $values.security.authentication.existingSecret }}
- name: spark-auth
  secret:
    secretName: {{ $values.security.authentication.existingSecret }}
    defaultMode: 0440
    items:
      - key: secret
        path: secret
{{- end }}
{{- range $i, $claim := $values.storage.claims }}
- name: claim-{{ $i }}
  persistentVolumeClaim:
    claimName: {{ $claim.claim }}
    readOnly: {{ $claim.readOnly | default false }}
{{- end }}
{{- range $i, $secret := $values.storage.secrets }}
- name: secret-{{ $i }}
  secret:
    secretName: {{ $secret.secret }}
    defaultMode: 0440
{{- end }}
{{- end -}}
