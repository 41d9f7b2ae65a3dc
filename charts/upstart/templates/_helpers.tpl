{{/* Labels by which a component's Pods are found: (dict "root" $ "component" "webhook"). */}}
{{- define "upstart.selector" -}}
app.kubernetes.io/name: upstart
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* All labels of an object; "component" may be absent. */}}
{{- define "upstart.labels" -}}
{{- with .root.Values.labels -}}
{{ toYaml . }}
{{ end -}}
app.kubernetes.io/name: upstart
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
app.kubernetes.io/part-of: upstart
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* What the controllers of a shard are called; "" is what keeps objects without a shard. */}}
{{- define "upstart.controllerName" -}}
{{- if . }}upstart-controller-{{ . }}{{ else }}upstart-controller{{ end }}
{{- end }}

{{/* The image of a component: (dict "root" $ "component" "webhook" "digest" ""). */}}
{{- define "upstart.image" -}}
{{- $image := .root.Values.image -}}
{{- $registry := required "say where the images are, with --set image.registry=registry.example.com/platform (docs/install.md tells how to build them)" $image.registry -}}
{{- $name := printf "%s/upstart-%s" (trimSuffix "/" $registry) .component -}}
{{- if .digest }}{{ $name }}@{{ .digest }}{{ else }}{{ $name }}:{{ $image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{/* What all Deployments say of where their Pods run, and as whom: (dict "root" $ "component" "webhook"); "account" where that is another's. */}}
{{- define "upstart.podSettings" -}}
{{- $values := .root.Values -}}
serviceAccountName: {{ .account | default (printf "upstart-%s" .component) }}
automountServiceAccountToken: true
enableServiceLinks: false
{{- with $values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ $key }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "upstart.selector" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
securityContext:
  runAsNonRoot: true
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* What no container of ours needs is taken from it. */}}
{{- define "upstart.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Whether a Deployment's Pods are to be made anew is seen in what is in its template; one goes when the next is ready. */}}
{{- define "upstart.strategy" -}}
type: RollingUpdate
rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
{{- end }}

{{/* Probes of a container whose health is at the port of its metrics. */}}
{{- define "upstart.probes" -}}
startupProbe:
  httpGet: {path: /livez, port: metrics}
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: {path: /livez, port: metrics}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: {path: /readyz, port: metrics}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end }}
