{{/* Brings requests for one host, where one is named: (dict "component" $component "values" .Values.front.ingress "path" "/" "pathType" "Prefix"). */}}
{{- define "upstart.ingress" }}
{{- $name := printf "upstart-%s" .component.component }}
{{- if .values.host }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ $name }}
  namespace: {{ .component.root.Release.Namespace }}
  labels:
    {{- include "upstart.labels" .component | nindent 4 }}
  {{- with .values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .values.className }}
  ingressClassName: {{ . }}
  {{- end }}
  {{- if .values.tlsSecretName }}
  tls:
    - hosts: [{{ .values.host | quote }}]
      secretName: {{ .values.tlsSecretName }}
  {{- end }}
  rules:
    - host: {{ .values.host | quote }}
      http:
        paths:
          - path: {{ .path }}
            pathType: {{ .pathType }}
            backend:
              service:
                name: {{ $name }}
                port: {name: http}
{{- end }}
{{- end }}

{{/* The same through Gateways, where some are named; "path", where only that one is to be reached. */}}
{{- define "upstart.httpRoute" }}
{{- $name := printf "upstart-%s" .component.component }}
{{- if .values.parentRefs }}
{{- if not .values.hostnames }}
{{- fail (printf "say for which hosts: %s.httpRoute.hostnames; without any it would take every host of the Gateway" .component.component) }}
{{- end }}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: {{ $name }}
  namespace: {{ .component.root.Release.Namespace }}
  labels:
    {{- include "upstart.labels" .component | nindent 4 }}
  {{- with .values.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  parentRefs:
    {{- toYaml .values.parentRefs | nindent 4 }}
  hostnames:
    {{- toYaml .values.hostnames | nindent 4 }}
  rules:
    - backendRefs:
        - {name: {{ $name }}, port: 80}
      {{- with .path }}
      matches:
        - path: {type: Exact, value: {{ . }}}
      {{- end }}
{{- end }}
{{- end }}
