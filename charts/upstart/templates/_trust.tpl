{{/* Authorities to trust besides the public ones: what Node and what Helm need to find them. */}}
{{- define "upstart.trustEnv" -}}
{{- if .Values.trust.configMapName -}}
- {name: NODE_EXTRA_CA_CERTS, value: /trust/ca.crt}
- {name: SSL_CERT_DIR, value: "/etc/ssl/certs:/trust"}
{{- end }}
{{- end }}

{{- define "upstart.trustMount" -}}
{{- if .Values.trust.configMapName -}}
- {name: trust, mountPath: /trust, readOnly: true}
{{- end }}
{{- end }}

{{- define "upstart.trustVolume" -}}
{{- with .Values.trust.configMapName -}}
- name: trust
  configMap:
    name: {{ . }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- end }}
