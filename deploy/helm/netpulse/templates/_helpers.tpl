{{- define "netpulse.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "netpulse.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "netpulse.labels" -}}
{{ include "netpulse.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "netpulse.secret" -}}
{{ .Values.secret.existing | default (include "netpulse.name" .) }}
{{- end }}

{{/* The pods of a role: dict "root" $ "role" "api"|"worker" "values" .Values.api */}}
{{- define "netpulse.pod" -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "netpulse.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
  annotations:
    # New secrets are read by new pods.
    checksum/secret: {{ include (print $root.Template.BasePath "/secret.yaml") $root | sha256sum }}
spec:
  serviceAccountName: {{ include "netpulse.name" $root }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ add $root.Values.shutdownGraceSeconds 15 }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: { type: RuntimeDefault }
  {{- with $root.Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "netpulse.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ .role }}
  containers:
    - name: netpulse
      image: "{{ $root.Values.image.repository }}:{{ $root.Values.image.tag | default $root.Chart.AppVersion }}"
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
      env:
        - { name: NETPULSE_ROLE, value: {{ .role }} }
        {{- if eq $root.Values.redisBy "url" }}
        - { name: NETPULSE_REDIS_URL_FILE, value: /run/secrets/netpulse/redis-url }
        {{- else }}
        - { name: NETPULSE_REDIS_PASSWORD_FILE, value: /run/secrets/netpulse/redis-password }
        {{- end }}
        - { name: NETPULSE_API_KEY_FILE, value: /run/secrets/netpulse/api-key }
        - { name: NETPULSE_ENCRYPTION_KEY_FILE, value: /run/secrets/netpulse/encryption-key }
        - { name: NETPULSE_SHUTDOWN_GRACE, value: {{ $root.Values.shutdownGraceSeconds | quote }} }
        {{- if $root.Values.knownHosts }}
        - { name: NETPULSE_HOST_KEYS, value: strict }
        - { name: NETPULSE_KNOWN_HOSTS, value: /etc/netpulse/known_hosts }
        {{- end }}
        {{- range $name, $value := merge (dict) .values.settings $root.Values.settings }}
        - { name: {{ $name }}, value: {{ $value | quote }} }
        {{- end }}
      ports:
        - { name: http, containerPort: 9000 }
      {{- if eq .role "api" }}
      # Until every node has heard that this pod goes, requests still come in.
      lifecycle:
        preStop: { exec: { command: [node, -e, 'setTimeout(() => {}, 5000)'] } }
      {{- end }}
      # A process that finds no Redis waits for it and does not listen before. Half an hour: to start it anew helps nobody, and what
      # is wrong for good ends it.
      startupProbe:
        httpGet: { path: /health/live, port: http }
        periodSeconds: 2
        failureThreshold: 900
      livenessProbe:
        httpGet: { path: /health/live, port: http }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: { path: /health/ready, port: http }
        periodSeconds: 5
        timeoutSeconds: 3
      resources: {{- toYaml .values.resources | nindent 8 }}
      volumeMounts:
        - { name: secrets, mountPath: /run/secrets/netpulse, readOnly: true }
        - { name: data, mountPath: /data }
        - { name: tmp, mountPath: /tmp }
        {{- if $root.Values.knownHosts }}
        - { name: known-hosts, mountPath: /etc/netpulse, readOnly: true }
        {{- end }}
  volumes:
    - name: secrets
      secret: { secretName: {{ include "netpulse.secret" $root }}, defaultMode: 0440 }
    - { name: data, emptyDir: {} }
    - { name: tmp, emptyDir: {} }
    {{- if $root.Values.knownHosts }}
    - name: known-hosts
      configMap: { name: {{ $root.Values.knownHosts }} }
    {{- end }}
{{- end }}
