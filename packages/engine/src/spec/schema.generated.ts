// Generated from crds/ by `npm run generate` in packages/engine. Do not edit.
/** JSON Schema (draft-07) of each kind, for editors and `upstart schema`. */
export const SCHEMAS = {
  "HelmRelease": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "HelmRelease",
    "description": "One Helm release that is installed, upgraded and kept in sync. Made by the controller of a service, or used alone.",
    "type": "object",
    "required": [
      "apiVersion",
      "kind",
      "spec"
    ],
    "additionalProperties": false,
    "properties": {
      "apiVersion": {
        "const": "upstartoperators.upstart.com/v1alpha1",
        "description": "Group and version of the kind."
      },
      "kind": {
        "const": "HelmRelease",
        "description": "The kind."
      },
      "metadata": {
        "type": [
          "object",
          "null"
        ],
        "description": "Name, namespace, labels and annotations.",
        "properties": {
          "name": {
            "type": "string",
            "description": "Name of the object. The command line names an object without one after its file.",
            "maxLength": 253,
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"
          },
          "namespace": {
            "type": "string",
            "description": "Namespace of the object.",
            "maxLength": 63,
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"
          },
          "labels": {
            "type": [
              "object",
              "null"
            ],
            "description": "Labels.",
            "additionalProperties": {
              "type": "string"
            }
          },
          "annotations": {
            "type": [
              "object",
              "null"
            ],
            "description": "Annotations.",
            "additionalProperties": {
              "type": "string"
            }
          }
        }
      },
      "spec": {
        "type": "object",
        "description": "What to install.",
        "required": [
          "chart"
        ],
        "properties": {
          "chart": {
            "type": "string",
            "description": "The chart: `repository/chart` from a chart repository that is configured by name, `oci://…`, or the address of a `.tgz`. The command line also takes a local path.",
            "minLength": 1,
            "maxLength": 2048
          },
          "version": {
            "type": "string",
            "description": "A version or a range of versions, as Helm reads it. Absent: the newest release.",
            "maxLength": 256
          },
          "values": {
            "type": [
              "object",
              "null"
            ],
            "description": "Values for the chart, free in form. Every string may hold references to outputs of the dependencies: `<< postgres.outputs.PG_HOST >>`."
          },
          "dependencies": {
            "type": [
              "array",
              "null"
            ],
            "description": "What must be ready, with its outputs there, before this release is installed or upgraded.",
            "maxItems": 64,
            "items": {
              "type": "object",
              "description": "Something that must be ready first.",
              "required": [
                "name"
              ],
              "properties": {
                "name": {
                  "type": "string",
                  "description": "A sibling release, else a service of the same environment, else an UpstartService of that name in the same namespace.",
                  "minLength": 1,
                  "maxLength": 253
                },
                "kind": {
                  "type": "string",
                  "description": "Says which is meant where a release and a service have the same name.",
                  "enum": [
                    "HelmRelease",
                    "UpstartService"
                  ]
                },
                "namespace": {
                  "type": "string",
                  "description": "Namespace of the service, where it is another one. Only outputs with scope external are seen from there.",
                  "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                  "minLength": 1,
                  "maxLength": 63
                }
              },
              "additionalProperties": false
            }
          },
          "outputsFrom": {
            "type": [
              "array",
              "null"
            ],
            "description": "Secrets and ConfigMaps that this release publishes its outputs through. It counts as ready once they exist.",
            "maxItems": 32,
            "items": {
              "type": "object",
              "description": "One object that holds outputs.",
              "properties": {
                "secretRef": {
                  "type": "object",
                  "description": "A Secret of the release's namespace. What is read from it is kept secret.",
                  "required": [
                    "name"
                  ],
                  "properties": {
                    "name": {
                      "type": "string",
                      "description": "Name of the Secret.",
                      "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                      "minLength": 1,
                      "maxLength": 253
                    }
                  },
                  "additionalProperties": false
                },
                "configMapRef": {
                  "type": "object",
                  "description": "A ConfigMap of the release's namespace.",
                  "required": [
                    "name"
                  ],
                  "properties": {
                    "name": {
                      "type": "string",
                      "description": "Name of the ConfigMap.",
                      "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                      "minLength": 1,
                      "maxLength": 253
                    }
                  },
                  "additionalProperties": false
                },
                "scope": {
                  "type": "string",
                  "description": "Who may use these outputs: internal, the siblings only; external, everyone who depends on the service. Absent: internal.",
                  "enum": [
                    "internal",
                    "external"
                  ]
                },
                "keys": {
                  "type": "array",
                  "description": "The contract: exactly these keys are published, and the release is ready only when all are there. Absent: every key of the object.",
                  "maxItems": 128,
                  "items": {
                    "type": "string",
                    "description": "A key of the object.",
                    "pattern": "^[-._a-zA-Z0-9]+$",
                    "minLength": 1,
                    "maxLength": 253
                  }
                }
              },
              "additionalProperties": false
            }
          },
          "releaseName": {
            "type": "string",
            "description": "Name of Helm's release. Absent: the key in kebab-case.",
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
            "minLength": 1,
            "maxLength": 53
          },
          "timeout": {
            "type": "string",
            "description": "How long an install or upgrade may take until everything is ready: a duration such as 5m or 1h30m. Absent: 5m.",
            "pattern": "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",
            "maxLength": 32
          },
          "suspend": {
            "type": "boolean",
            "description": "Nothing is installed, upgraded or removed while this is true."
          },
          "targetNamespace": {
            "type": "string",
            "description": "Namespace to install into. Absent: the namespace of this object.",
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
            "minLength": 1,
            "maxLength": 63
          },
          "serviceAccountName": {
            "type": "string",
            "description": "ServiceAccount to install as, of the namespace of this object. Absent: the controller's own rights.",
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
            "minLength": 1,
            "maxLength": 253
          },
          "driftDetection": {
            "type": "string",
            "description": "What to do about objects that were changed or deleted by hand: Enabled puts them right, Warn tells, Disabled does not look. Absent: Enabled.",
            "enum": [
              "Enabled",
              "Warn",
              "Disabled"
            ]
          }
        },
        "additionalProperties": false
      },
      "status": {
        "type": "object",
        "description": "Written by the controllers, not by people."
      }
    }
  },
  "UpstartEnvironment": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "UpstartEnvironment",
    "description": "A set of services that belong together, each in a namespace of its own.",
    "type": "object",
    "required": [
      "apiVersion",
      "kind",
      "spec"
    ],
    "additionalProperties": false,
    "properties": {
      "apiVersion": {
        "const": "upstartoperators.upstart.com/v1alpha1",
        "description": "Group and version of the kind."
      },
      "kind": {
        "const": "UpstartEnvironment",
        "description": "The kind."
      },
      "metadata": {
        "type": [
          "object",
          "null"
        ],
        "description": "Name, namespace, labels and annotations.",
        "properties": {
          "name": {
            "type": "string",
            "description": "Name of the object. The command line names an object without one after its file.",
            "maxLength": 253,
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"
          },
          "namespace": {
            "type": "string",
            "description": "Namespace of the object.",
            "maxLength": 63,
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"
          },
          "labels": {
            "type": [
              "object",
              "null"
            ],
            "description": "Labels.",
            "additionalProperties": {
              "type": "string"
            }
          },
          "annotations": {
            "type": [
              "object",
              "null"
            ],
            "description": "Annotations.",
            "additionalProperties": {
              "type": "string"
            }
          }
        }
      },
      "spec": {
        "type": "object",
        "description": "What the environment is made of.",
        "properties": {
          "source": {
            "type": "object",
            "description": "The branch that the environment shows. References read it as << environment.params.source.sha >>, and source.shortSha, source.branch, source.ref and source.repository.",
            "required": [
              "repository",
              "ref"
            ],
            "properties": {
              "repository": {
                "type": "string",
                "description": "The repository as its forge writes it, in lower case: owner/name.",
                "pattern": "^[a-z0-9._-]+(/[a-z0-9._-]+)+$",
                "minLength": 3,
                "maxLength": 256
              },
              "ref": {
                "type": "string",
                "description": "The full ref: refs/heads/feat/cart.",
                "pattern": "^refs/[^\\s/][^\\s]*$",
                "maxLength": 512
              },
              "sha": {
                "type": "string",
                "description": "The commit that is wanted, in full. Absent: not known yet.",
                "pattern": "^[0-9a-f]{40}([0-9a-f]{24})?$",
                "maxLength": 64
              },
              "pullRequests": {
                "type": "array",
                "description": "Pull requests that it is for. It may be for several, of several repositories.",
                "maxItems": 32,
                "items": {
                  "type": "object",
                  "description": "One pull request.",
                  "required": [
                    "number"
                  ],
                  "properties": {
                    "number": {
                      "type": "integer",
                      "description": "Its number.",
                      "minimum": 1
                    },
                    "repository": {
                      "type": "string",
                      "description": "Its repository, as source.repository is written. Absent: that one.",
                      "pattern": "^[a-z0-9._-]+(/[a-z0-9._-]+)+$",
                      "minLength": 3,
                      "maxLength": 256
                    }
                  },
                  "additionalProperties": false
                }
              }
            },
            "additionalProperties": false
          },
          "owner": {
            "type": "string",
            "description": "Who the environment is for: a login of the forge, or a team.",
            "minLength": 1,
            "maxLength": 253
          },
          "template": {
            "type": "boolean",
            "description": "Others are made from this one with from; nothing is installed of it itself."
          },
          "from": {
            "type": "object",
            "description": "The template that this environment is made from. Where services is absent, the controllers copy it from there, with all else that is not said here. What is copied stays as it is until it is deployed anew.",
            "required": [
              "name"
            ],
            "properties": {
              "name": {
                "type": "string",
                "description": "Name of an UpstartEnvironment with template: true.",
                "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                "minLength": 1,
                "maxLength": 63
              },
              "namespace": {
                "type": "string",
                "description": "Its namespace. Absent: that of this environment.",
                "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                "minLength": 1,
                "maxLength": 63
              },
              "generation": {
                "type": "integer",
                "description": "The generation of the template that services was copied from. Written with the copy.",
                "minimum": 1
              }
            },
            "additionalProperties": false
          },
          "ttl": {
            "type": "object",
            "description": "When the environment goes by itself. Absent: never, or after the defaults where there is a source.",
            "properties": {
              "idle": {
                "type": "string",
                "description": "How long after the last activity: a deploy, a request, a wake, or upstart.com/extend. Absent: 5d.",
                "pattern": "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",
                "maxLength": 32
              },
              "max": {
                "type": "string",
                "description": "How long after it was made, whatever happens. Absent: without end.",
                "pattern": "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",
                "maxLength": 32
              },
              "failed": {
                "type": "string",
                "description": "How long one that failed is kept to be looked at. Absent: 24h.",
                "pattern": "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",
                "maxLength": 32
              }
            },
            "additionalProperties": false
          },
          "sleep": {
            "type": "object",
            "description": "When its Deployments and StatefulSets are scaled to nothing until somebody wakes it. Absent: only when it is asked for.",
            "properties": {
              "after": {
                "type": "string",
                "description": "How long after the last activity. Absent: 1h.",
                "pattern": "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",
                "maxLength": 32
              }
            },
            "additionalProperties": false
          },
          "protected": {
            "type": "boolean",
            "description": "It never expires and never has to make room for others."
          },
          "dataPolicy": {
            "type": "string",
            "description": "What becomes of its volumes when it goes: delete; keep, which leaves the namespaces that have any; or snapshot, which makes a VolumeSnapshot of each, keeps that, and takes the volumes away. Absent: delete.",
            "enum": [
              "delete",
              "keep",
              "snapshot"
            ]
          },
          "url": {
            "type": "object",
            "description": "Where the environment is reached. It is ready only when it answers there. References read it as << environment.params.url >> and << environment.params.host >>.",
            "required": [
              "template"
            ],
            "properties": {
              "template": {
                "type": "string",
                "description": "The URL, with {name} for the environment's name: https://{name}.dev.example.com.",
                "pattern": "^https?://[^\\s]+$",
                "maxLength": 512
              },
              "service": {
                "type": "object",
                "description": "Which Service answers at the URL: upstart-front leads there once it can answer. Absent: whoever brings the URL there, such as an Ingress of the environment's own.",
                "required": [
                  "service",
                  "name",
                  "port"
                ],
                "properties": {
                  "service": {
                    "type": "string",
                    "description": "The key in services of the service that has it.",
                    "maxLength": 63
                  },
                  "name": {
                    "type": "string",
                    "description": "Its name, in the namespace that this service is installed in.",
                    "pattern": "^[a-z]([-a-z0-9]*[a-z0-9])?$",
                    "maxLength": 63
                  },
                  "port": {
                    "type": "integer",
                    "description": "Its port, which speaks HTTP.",
                    "minimum": 1,
                    "maximum": 65535
                  }
                },
                "additionalProperties": false
              },
              "health": {
                "type": "object",
                "description": "How it answers when it is well.",
                "properties": {
                  "path": {
                    "type": "string",
                    "description": "What is asked for, below the URL. Absent: /.",
                    "pattern": "^/[^\\s]*$",
                    "maxLength": 512
                  },
                  "status": {
                    "type": "integer",
                    "description": "The status that it answers with. Absent: 200.",
                    "minimum": 100,
                    "maximum": 599
                  },
                  "timeout": {
                    "type": "string",
                    "description": "How long it may take after all releases are ready. Absent: 5m.",
                    "pattern": "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",
                    "maxLength": 32
                  }
                },
                "additionalProperties": false
              },
              "revision": {
                "type": "object",
                "description": "Where it says which commit answers, so that an old one is not taken for the new one. Absent: it is not asked.",
                "properties": {
                  "header": {
                    "type": "string",
                    "description": "A header of the health answer that holds the commit.",
                    "pattern": "^[A-Za-z0-9-]+$",
                    "maxLength": 128
                  },
                  "path": {
                    "type": "string",
                    "description": "A path below the URL whose answer has the commit in its first 4096 bytes.",
                    "pattern": "^/[^\\s]*$",
                    "maxLength": 512
                  }
                },
                "additionalProperties": false
              }
            },
            "additionalProperties": false
          },
          "quota": {
            "type": "object",
            "description": "On a template: how many environments made from it there may be at once.",
            "required": [
              "environments"
            ],
            "properties": {
              "environments": {
                "type": "integer",
                "description": "The number.",
                "minimum": 1,
                "maximum": 10000
              },
              "whenFull": {
                "type": "string",
                "description": "What happens to one more: queue, it waits for its turn; evict, it takes the place of one that failed, that is asleep, or that is idle. Absent: queue.",
                "enum": [
                  "queue",
                  "evict"
                ]
              },
              "minAge": {
                "type": "string",
                "description": "No environment that is younger is evicted. Absent: 1h.",
                "pattern": "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$",
                "maxLength": 32
              }
            },
            "additionalProperties": false
          },
          "services": {
            "type": "object",
            "description": "The services, by key. A service's objects are named after environment and key.",
            "maxProperties": 1000,
            "additionalProperties": {
              "type": "object",
              "description": "A service of the environment: written out in spec, or made from a template by from.",
              "properties": {
                "spec": {
                  "type": "object",
                  "description": "The service, written out.",
                  "required": [
                    "helmReleases"
                  ],
                  "properties": {
                    "helmReleases": {
                      "type": "object",
                      "description": "The Helm releases that make up the service, by key. A key becomes the Helm release's name in kebab-case (exampleService is installed as example-service).",
                      "maxProperties": 64,
                      "additionalProperties": {
                        "type": "object",
                        "description": "A Helm release of this service.",
                        "required": [
                          "chart"
                        ],
                        "properties": {
                          "chart": {
                            "type": "string",
                            "description": "The chart: `repository/chart` from a chart repository that is configured by name, `oci://…`, or the address of a `.tgz`. The command line also takes a local path.",
                            "minLength": 1,
                            "maxLength": 2048
                          },
                          "version": {
                            "type": "string",
                            "description": "A version or a range of versions, as Helm reads it. Absent: the newest release.",
                            "maxLength": 256
                          },
                          "values": {
                            "type": [
                              "object",
                              "null"
                            ],
                            "description": "Values for the chart, free in form. Every string may hold references to outputs of the dependencies: `<< postgres.outputs.PG_HOST >>`."
                          },
                          "dependencies": {
                            "type": [
                              "array",
                              "null"
                            ],
                            "description": "What must be ready, with its outputs there, before this release is installed or upgraded.",
                            "maxItems": 64,
                            "items": {
                              "type": "object",
                              "description": "Something that must be ready first.",
                              "required": [
                                "name"
                              ],
                              "properties": {
                                "name": {
                                  "type": "string",
                                  "description": "A sibling release, else a service of the same environment, else an UpstartService of that name in the same namespace.",
                                  "minLength": 1,
                                  "maxLength": 253
                                },
                                "kind": {
                                  "type": "string",
                                  "description": "Says which is meant where a release and a service have the same name.",
                                  "enum": [
                                    "HelmRelease",
                                    "UpstartService"
                                  ]
                                },
                                "namespace": {
                                  "type": "string",
                                  "description": "Namespace of the service, where it is another one. Only outputs with scope external are seen from there.",
                                  "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                                  "minLength": 1,
                                  "maxLength": 63
                                }
                              },
                              "additionalProperties": false
                            }
                          },
                          "outputsFrom": {
                            "type": [
                              "array",
                              "null"
                            ],
                            "description": "Secrets and ConfigMaps that this release publishes its outputs through. It counts as ready once they exist.",
                            "maxItems": 32,
                            "items": {
                              "type": "object",
                              "description": "One object that holds outputs.",
                              "properties": {
                                "secretRef": {
                                  "type": "object",
                                  "description": "A Secret of the release's namespace. What is read from it is kept secret.",
                                  "required": [
                                    "name"
                                  ],
                                  "properties": {
                                    "name": {
                                      "type": "string",
                                      "description": "Name of the Secret.",
                                      "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                                      "minLength": 1,
                                      "maxLength": 253
                                    }
                                  },
                                  "additionalProperties": false
                                },
                                "configMapRef": {
                                  "type": "object",
                                  "description": "A ConfigMap of the release's namespace.",
                                  "required": [
                                    "name"
                                  ],
                                  "properties": {
                                    "name": {
                                      "type": "string",
                                      "description": "Name of the ConfigMap.",
                                      "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                                      "minLength": 1,
                                      "maxLength": 253
                                    }
                                  },
                                  "additionalProperties": false
                                },
                                "scope": {
                                  "type": "string",
                                  "description": "Who may use these outputs: internal, the siblings only; external, everyone who depends on the service. Absent: internal.",
                                  "enum": [
                                    "internal",
                                    "external"
                                  ]
                                },
                                "keys": {
                                  "type": "array",
                                  "description": "The contract: exactly these keys are published, and the release is ready only when all are there. Absent: every key of the object.",
                                  "maxItems": 128,
                                  "items": {
                                    "type": "string",
                                    "description": "A key of the object.",
                                    "pattern": "^[-._a-zA-Z0-9]+$",
                                    "minLength": 1,
                                    "maxLength": 253
                                  }
                                }
                              },
                              "additionalProperties": false
                            }
                          },
                          "releaseName": {
                            "type": "string",
                            "description": "Name of Helm's release. Absent: the key in kebab-case.",
                            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                            "minLength": 1,
                            "maxLength": 53
                          },
                          "timeout": {
                            "type": "string",
                            "description": "How long an install or upgrade may take until everything is ready: a duration such as 5m or 1h30m. Absent: 5m.",
                            "pattern": "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",
                            "maxLength": 32
                          },
                          "suspend": {
                            "type": "boolean",
                            "description": "Nothing is installed, upgraded or removed while this is true."
                          },
                          "serviceAccountName": {
                            "type": "string",
                            "description": "ServiceAccount to install as, of the namespace of this object. Absent: the controller's own rights.",
                            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                            "minLength": 1,
                            "maxLength": 253
                          },
                          "driftDetection": {
                            "type": "string",
                            "description": "What to do about objects that were changed or deleted by hand: Enabled puts them right, Warn tells, Disabled does not look. Absent: Enabled.",
                            "enum": [
                              "Enabled",
                              "Warn",
                              "Disabled"
                            ]
                          }
                        },
                        "additionalProperties": false
                      }
                    },
                    "suspend": {
                      "type": "boolean",
                      "description": "Nothing of this service is installed, upgraded or removed while this is true."
                    }
                  },
                  "additionalProperties": false
                },
                "from": {
                  "type": "object",
                  "description": "An UpstartService to use as a template.",
                  "required": [
                    "name"
                  ],
                  "properties": {
                    "name": {
                      "type": "string",
                      "description": "Name of the template.",
                      "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                      "minLength": 1,
                      "maxLength": 253
                    },
                    "namespace": {
                      "type": "string",
                      "description": "Its namespace. Absent: that of the environment.",
                      "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                      "minLength": 1,
                      "maxLength": 63
                    }
                  },
                  "additionalProperties": false
                },
                "releases": {
                  "type": "object",
                  "description": "What to change of the template's releases, by key: maps merge, lists replace, null removes.",
                  "maxProperties": 64,
                  "additionalProperties": {
                    "type": [
                      "object",
                      "null"
                    ],
                    "description": "Changes to one release of the template; null takes it away.",
                    "properties": {
                      "chart": {
                        "type": "string",
                        "description": "The chart: `repository/chart` from a chart repository that is configured by name, `oci://…`, or the address of a `.tgz`. The command line also takes a local path.",
                        "minLength": 1,
                        "maxLength": 2048
                      },
                      "version": {
                        "type": [
                          "string",
                          "null"
                        ],
                        "description": "A version or a range of versions, as Helm reads it. Absent: the newest release.",
                        "maxLength": 256
                      },
                      "values": {
                        "type": [
                          "object",
                          "null"
                        ],
                        "description": "Values for the chart, free in form. Every string may hold references to outputs of the dependencies: `<< postgres.outputs.PG_HOST >>`."
                      },
                      "dependencies": {
                        "type": [
                          "array",
                          "null"
                        ],
                        "description": "What must be ready, with its outputs there, before this release is installed or upgraded.",
                        "maxItems": 64,
                        "items": {
                          "type": "object",
                          "description": "Something that must be ready first.",
                          "required": [
                            "name"
                          ],
                          "properties": {
                            "name": {
                              "type": "string",
                              "description": "A sibling release, else a service of the same environment, else an UpstartService of that name in the same namespace.",
                              "minLength": 1,
                              "maxLength": 253
                            },
                            "kind": {
                              "type": "string",
                              "description": "Says which is meant where a release and a service have the same name.",
                              "enum": [
                                "HelmRelease",
                                "UpstartService"
                              ]
                            },
                            "namespace": {
                              "type": "string",
                              "description": "Namespace of the service, where it is another one. Only outputs with scope external are seen from there.",
                              "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                              "minLength": 1,
                              "maxLength": 63
                            }
                          },
                          "additionalProperties": false
                        }
                      },
                      "outputsFrom": {
                        "type": [
                          "array",
                          "null"
                        ],
                        "description": "Secrets and ConfigMaps that this release publishes its outputs through. It counts as ready once they exist.",
                        "maxItems": 32,
                        "items": {
                          "type": "object",
                          "description": "One object that holds outputs.",
                          "properties": {
                            "secretRef": {
                              "type": "object",
                              "description": "A Secret of the release's namespace. What is read from it is kept secret.",
                              "required": [
                                "name"
                              ],
                              "properties": {
                                "name": {
                                  "type": "string",
                                  "description": "Name of the Secret.",
                                  "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                                  "minLength": 1,
                                  "maxLength": 253
                                }
                              },
                              "additionalProperties": false
                            },
                            "configMapRef": {
                              "type": "object",
                              "description": "A ConfigMap of the release's namespace.",
                              "required": [
                                "name"
                              ],
                              "properties": {
                                "name": {
                                  "type": "string",
                                  "description": "Name of the ConfigMap.",
                                  "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                                  "minLength": 1,
                                  "maxLength": 253
                                }
                              },
                              "additionalProperties": false
                            },
                            "scope": {
                              "type": "string",
                              "description": "Who may use these outputs: internal, the siblings only; external, everyone who depends on the service. Absent: internal.",
                              "enum": [
                                "internal",
                                "external"
                              ]
                            },
                            "keys": {
                              "type": "array",
                              "description": "The contract: exactly these keys are published, and the release is ready only when all are there. Absent: every key of the object.",
                              "maxItems": 128,
                              "items": {
                                "type": "string",
                                "description": "A key of the object.",
                                "pattern": "^[-._a-zA-Z0-9]+$",
                                "minLength": 1,
                                "maxLength": 253
                              }
                            }
                          },
                          "additionalProperties": false
                        }
                      },
                      "releaseName": {
                        "type": [
                          "string",
                          "null"
                        ],
                        "description": "Name of Helm's release. Absent: the key in kebab-case.",
                        "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                        "minLength": 1,
                        "maxLength": 53
                      },
                      "timeout": {
                        "type": [
                          "string",
                          "null"
                        ],
                        "description": "How long an install or upgrade may take until everything is ready: a duration such as 5m or 1h30m. Absent: 5m.",
                        "pattern": "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",
                        "maxLength": 32
                      },
                      "suspend": {
                        "type": [
                          "boolean",
                          "null"
                        ],
                        "description": "Nothing is installed, upgraded or removed while this is true."
                      },
                      "serviceAccountName": {
                        "type": [
                          "string",
                          "null"
                        ],
                        "description": "ServiceAccount to install as, of the namespace of this object. Absent: the controller's own rights.",
                        "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                        "minLength": 1,
                        "maxLength": 253
                      },
                      "driftDetection": {
                        "type": [
                          "string",
                          "null"
                        ],
                        "description": "What to do about objects that were changed or deleted by hand: Enabled puts them right, Warn tells, Disabled does not look. Absent: Enabled.",
                        "enum": [
                          "Enabled",
                          "Warn",
                          "Disabled",
                          null
                        ]
                      }
                    },
                    "additionalProperties": false
                  }
                },
                "mode": {
                  "type": "string",
                  "description": "What the service is made of: real, its releases; mock, those of mock.from; proxy, nothing, and the same service of another environment serves in its place; off, nothing. Absent: real.",
                  "enum": [
                    "real",
                    "mock",
                    "proxy",
                    "off"
                  ]
                },
                "mock": {
                  "type": "object",
                  "description": "What stands in for the service while its mode is mock.",
                  "required": [
                    "from"
                  ],
                  "properties": {
                    "from": {
                      "type": "object",
                      "description": "An UpstartService that publishes what the real one does.",
                      "required": [
                        "name"
                      ],
                      "properties": {
                        "name": {
                          "type": "string",
                          "description": "Name of the UpstartService.",
                          "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                          "minLength": 1,
                          "maxLength": 253
                        },
                        "namespace": {
                          "type": "string",
                          "description": "Its namespace. Absent: that of the environment.",
                          "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                          "minLength": 1,
                          "maxLength": 63
                        }
                      },
                      "additionalProperties": false
                    }
                  },
                  "additionalProperties": false
                },
                "proxy": {
                  "type": "object",
                  "description": "Where the service is taken from while its mode is proxy.",
                  "required": [
                    "environment"
                  ],
                  "properties": {
                    "environment": {
                      "type": "string",
                      "description": "Name of the environment whose service of the same key is used.",
                      "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                      "minLength": 1,
                      "maxLength": 63
                    },
                    "namespace": {
                      "type": "string",
                      "description": "Its namespace. Absent: that of this environment.",
                      "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                      "minLength": 1,
                      "maxLength": 63
                    }
                  },
                  "additionalProperties": false
                }
              },
              "additionalProperties": false
            }
          },
          "params": {
            "type": "object",
            "description": "Values that references read as << environment.params.KEY >>.",
            "maxProperties": 256,
            "additionalProperties": {
              "type": "string",
              "description": "A param; always text.",
              "maxLength": 4096
            }
          },
          "namespaces": {
            "type": "string",
            "description": "PerService: each service is installed into a namespace of its own, named after environment and key. Shared: all into one, named after the environment. Absent: PerService.",
            "enum": [
              "PerService",
              "Shared"
            ]
          },
          "suspend": {
            "type": "boolean",
            "description": "Nothing of the environment is installed, upgraded or removed while this is true."
          }
        },
        "additionalProperties": false
      },
      "status": {
        "type": "object",
        "description": "Written by the controllers, not by people."
      }
    }
  },
  "UpstartService": {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "UpstartService",
    "description": "A microservice and what it needs: Helm releases that wait for one another and take one another's outputs.",
    "type": "object",
    "required": [
      "apiVersion",
      "kind",
      "spec"
    ],
    "additionalProperties": false,
    "properties": {
      "apiVersion": {
        "const": "upstartoperators.upstart.com/v1alpha1",
        "description": "Group and version of the kind."
      },
      "kind": {
        "const": "UpstartService",
        "description": "The kind."
      },
      "metadata": {
        "type": [
          "object",
          "null"
        ],
        "description": "Name, namespace, labels and annotations.",
        "properties": {
          "name": {
            "type": "string",
            "description": "Name of the object. The command line names an object without one after its file.",
            "maxLength": 253,
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"
          },
          "namespace": {
            "type": "string",
            "description": "Namespace of the object.",
            "maxLength": 63,
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"
          },
          "labels": {
            "type": [
              "object",
              "null"
            ],
            "description": "Labels.",
            "additionalProperties": {
              "type": "string"
            }
          },
          "annotations": {
            "type": [
              "object",
              "null"
            ],
            "description": "Annotations.",
            "additionalProperties": {
              "type": "string"
            }
          }
        }
      },
      "spec": {
        "type": "object",
        "description": "What the service is made of.",
        "required": [
          "helmReleases"
        ],
        "properties": {
          "helmReleases": {
            "type": "object",
            "description": "The Helm releases that make up the service, by key. A key becomes the Helm release's name in kebab-case (exampleService is installed as example-service).",
            "maxProperties": 64,
            "additionalProperties": {
              "type": "object",
              "description": "A Helm release of this service.",
              "required": [
                "chart"
              ],
              "properties": {
                "chart": {
                  "type": "string",
                  "description": "The chart: `repository/chart` from a chart repository that is configured by name, `oci://…`, or the address of a `.tgz`. The command line also takes a local path.",
                  "minLength": 1,
                  "maxLength": 2048
                },
                "version": {
                  "type": "string",
                  "description": "A version or a range of versions, as Helm reads it. Absent: the newest release.",
                  "maxLength": 256
                },
                "values": {
                  "type": [
                    "object",
                    "null"
                  ],
                  "description": "Values for the chart, free in form. Every string may hold references to outputs of the dependencies: `<< postgres.outputs.PG_HOST >>`."
                },
                "dependencies": {
                  "type": [
                    "array",
                    "null"
                  ],
                  "description": "What must be ready, with its outputs there, before this release is installed or upgraded.",
                  "maxItems": 64,
                  "items": {
                    "type": "object",
                    "description": "Something that must be ready first.",
                    "required": [
                      "name"
                    ],
                    "properties": {
                      "name": {
                        "type": "string",
                        "description": "A sibling release, else a service of the same environment, else an UpstartService of that name in the same namespace.",
                        "minLength": 1,
                        "maxLength": 253
                      },
                      "kind": {
                        "type": "string",
                        "description": "Says which is meant where a release and a service have the same name.",
                        "enum": [
                          "HelmRelease",
                          "UpstartService"
                        ]
                      },
                      "namespace": {
                        "type": "string",
                        "description": "Namespace of the service, where it is another one. Only outputs with scope external are seen from there.",
                        "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
                        "minLength": 1,
                        "maxLength": 63
                      }
                    },
                    "additionalProperties": false
                  }
                },
                "outputsFrom": {
                  "type": [
                    "array",
                    "null"
                  ],
                  "description": "Secrets and ConfigMaps that this release publishes its outputs through. It counts as ready once they exist.",
                  "maxItems": 32,
                  "items": {
                    "type": "object",
                    "description": "One object that holds outputs.",
                    "properties": {
                      "secretRef": {
                        "type": "object",
                        "description": "A Secret of the release's namespace. What is read from it is kept secret.",
                        "required": [
                          "name"
                        ],
                        "properties": {
                          "name": {
                            "type": "string",
                            "description": "Name of the Secret.",
                            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                            "minLength": 1,
                            "maxLength": 253
                          }
                        },
                        "additionalProperties": false
                      },
                      "configMapRef": {
                        "type": "object",
                        "description": "A ConfigMap of the release's namespace.",
                        "required": [
                          "name"
                        ],
                        "properties": {
                          "name": {
                            "type": "string",
                            "description": "Name of the ConfigMap.",
                            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                            "minLength": 1,
                            "maxLength": 253
                          }
                        },
                        "additionalProperties": false
                      },
                      "scope": {
                        "type": "string",
                        "description": "Who may use these outputs: internal, the siblings only; external, everyone who depends on the service. Absent: internal.",
                        "enum": [
                          "internal",
                          "external"
                        ]
                      },
                      "keys": {
                        "type": "array",
                        "description": "The contract: exactly these keys are published, and the release is ready only when all are there. Absent: every key of the object.",
                        "maxItems": 128,
                        "items": {
                          "type": "string",
                          "description": "A key of the object.",
                          "pattern": "^[-._a-zA-Z0-9]+$",
                          "minLength": 1,
                          "maxLength": 253
                        }
                      }
                    },
                    "additionalProperties": false
                  }
                },
                "releaseName": {
                  "type": "string",
                  "description": "Name of Helm's release. Absent: the key in kebab-case.",
                  "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                  "minLength": 1,
                  "maxLength": 53
                },
                "timeout": {
                  "type": "string",
                  "description": "How long an install or upgrade may take until everything is ready: a duration such as 5m or 1h30m. Absent: 5m.",
                  "pattern": "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$",
                  "maxLength": 32
                },
                "suspend": {
                  "type": "boolean",
                  "description": "Nothing is installed, upgraded or removed while this is true."
                },
                "serviceAccountName": {
                  "type": "string",
                  "description": "ServiceAccount to install as, of the namespace of this object. Absent: the controller's own rights.",
                  "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
                  "minLength": 1,
                  "maxLength": 253
                },
                "driftDetection": {
                  "type": "string",
                  "description": "What to do about objects that were changed or deleted by hand: Enabled puts them right, Warn tells, Disabled does not look. Absent: Enabled.",
                  "enum": [
                    "Enabled",
                    "Warn",
                    "Disabled"
                  ]
                }
              },
              "additionalProperties": false
            }
          },
          "suspend": {
            "type": "boolean",
            "description": "Nothing of the service is installed, upgraded or removed while this is true. It can still be the template of an environment's service."
          }
        },
        "additionalProperties": false
      },
      "status": {
        "type": "object",
        "description": "Written by the controllers, not by people."
      }
    }
  }
} as const;
