// Generated from openapi/ by `npm run generate`. Do not edit.

import type { OpenApiDocument } from '../openapi-document.ts';

export const openApiDocument: OpenApiDocument = {
  "openapi": "3.1.0",
  "info": {
    "title": "Kafka Connect REST API",
    "version": "4.3.1",
    "summary": "The whole REST API of an Apache Kafka Connect worker, with every answer that it gives.",
    "license": {
      "name": "Apache-2.0",
      "identifier": "Apache-2.0"
    },
    "description": "A Kafka Connect worker runs connectors: a *source* brings records into Kafka topics, a *sink* takes them out. This API\ncreates, changes, watches and removes them. Any worker of a cluster takes any request; what only the leader can do is\npassed on to it.\n\n**Asynchronous by design.** An answer of the 2xx family says that a change has been written, not that it has taken\neffect. Connectors and tasks follow within a second or so; ask for the status until it shows what you are waiting for.\nRight after a connector was created its status can still be a 404 and its list of tasks empty.\n\n**Rebalances.** In a cluster a worker can be in the middle of agreeing with the others who runs what. It then answers\n409 to a write, and 500 with `Request cannot be completed because a rebalance is expected` to some reads. Both are\nharmless: repeat the request.\n\n**Errors** are always `{\"error_code\": <the HTTP status>, \"message\": <text or null>}`. Apache Kafka Connect answers some\nmistakes of a client (malformed JSON, a missing body, an unknown member) with 500; this contract allows 400 in their\nplace, and a client should take both for the same thing.\n\n**On every path**, whatever the operation: an unknown path is 404, a known path with another method 405, an `Accept`\nheader that leaves out JSON (or whatever else the operation answers in) 406, a body that is not `application/json` 415. HEAD answers as GET without a body, OPTIONS\ntells the methods in `Allow`. One trailing slash is the same resource, unknown query parameters are ignored.\n\n**Names in paths** are one segment, percent-encoded once: the connector `a/b c` is `/connectors/a%2Fb%20c`. Apache's HTTP\nserver refuses the encoded `/`, `%` and `\\` with a 400 of its own, so such connectors cannot be addressed there.\n\n**Extensions used in this document**\n\n- `x-since`: the version of Apache Kafka that brought the operation, parameter or member.\n- `x-kip`: the Kafka Improvement Proposals that define it, where there are any.\n- `x-internal: true`: workers use it among themselves; clients do not.\n- `x-millrace: true`: not part of Kafka Connect. Only a Millrace worker has it, and no other implementation needs it.\n- `x-extensible-enum`: the values known today of a text that may have others, so that newer servers can add some.\n- `x-general-responses`: answers that do not belong to one operation.\n- `x-content-type-may-be-missing: true`: Apache sends this JSON answer without a Content-Type header.\n- `x-body-may-be-missing: true`: Apache's HTTP server sends this answer without a body to other methods than GET.\n"
  },
  "servers": [
    {
      "url": "http://127.0.0.1:8083",
      "description": "A worker on this machine. Any worker of a cluster does; put its address here."
    }
  ],
  "security": [],
  "tags": [
    {
      "name": "Worker",
      "description": "What this worker is, and whether it is well."
    },
    {
      "name": "Connectors",
      "description": "Create, look at, reconfigure and delete connectors."
    },
    {
      "name": "Lifecycle",
      "description": "Pause, stop, resume and restart connectors."
    },
    {
      "name": "Tasks",
      "description": "The pieces of work a connector is split into."
    },
    {
      "name": "Topics",
      "description": "The topics that a connector has really used."
    },
    {
      "name": "Offsets",
      "description": "How far a connector has come, and how to move it."
    },
    {
      "name": "Plugins",
      "description": "What is installed, what it can be configured with, and whether a configuration is right."
    },
    {
      "name": "Loggers",
      "description": "Log levels, changed while the worker runs."
    },
    {
      "name": "Internal",
      "description": "Requests that workers send to their leader. They are signed; users do not call them."
    },
    {
      "name": "Millrace",
      "description": "What only a Millrace worker offers. Other implementations need none of it."
    }
  ],
  "paths": {
    "/": {
      "get": {
        "operationId": "getServerInfo",
        "tags": [
          "Worker"
        ],
        "summary": "Tell the version of the worker and the id of its Kafka cluster",
        "description": "The quickest proof that a worker listens. It says nothing about whether the worker can do its work: ask `/health` for that.\n",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26",
          "KIP-238"
        ],
        "responses": {
          "200": {
            "description": "The worker.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ServerInfo"
                },
                "example": {
                  "version": "4.3.1",
                  "commit": "26b251a451ce941d",
                  "kafka_cluster_id": "mpKWdGfDRsuH19Z7E-PEUg"
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/health": {
      "get": {
        "operationId": "getHealth",
        "tags": [
          "Worker"
        ],
        "summary": "Tell whether the worker is ready, and alive",
        "description": "Made for probes: the status alone is enough. A worker that has not yet begun to answer requests at all says 404 here, which a\nprobe takes for `starting`. One that cannot be reached by its own herder within ten seconds is `unhealthy`.\n",
        "x-since": "3.9.0",
        "x-kip": [
          "KIP-1017"
        ],
        "responses": {
          "200": {
            "description": "The worker takes requests.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WorkerStatus"
                },
                "example": {
                  "status": "healthy",
                  "message": "Worker has completed startup and is ready to handle requests."
                }
              }
            }
          },
          "404": {
            "$ref": "#/components/responses/UnknownPath"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "500": {
            "description": "The worker was up, but does not get its work done, or the check itself failed.",
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/WorkerStatus"
                    },
                    {
                      "$ref": "#/components/schemas/ErrorMessage"
                    }
                  ]
                },
                "examples": {
                  "unhealthy": {
                    "value": {
                      "status": "unhealthy",
                      "message": "Worker was unable to handle this request and may be unable to handle other requests."
                    }
                  },
                  "failed": {
                    "value": {
                      "error_code": 500,
                      "message": "Request timed out"
                    }
                  }
                }
              }
            }
          },
          "503": {
            "description": "The worker is starting.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WorkerStatus"
                },
                "example": {
                  "status": "starting",
                  "message": "Worker is still starting up."
                }
              }
            }
          }
        }
      }
    },
    "/connectors": {
      "get": {
        "operationId": "listConnectors",
        "tags": [
          "Connectors"
        ],
        "summary": "List the connectors",
        "description": "Answers with an array of names. With `expand`, whatever its value, the answer is an object instead: a member for each connector,\nholding what was asked for. That spares a tool one request for each connector.\n",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26",
          "KIP-465"
        ],
        "parameters": [
          {
            "name": "expand",
            "in": "query",
            "required": false,
            "x-since": "2.3.0",
            "x-kip": [
              "KIP-465"
            ],
            "description": "What to tell of each connector. Give the parameter several times to get several (`?expand=status&expand=info`). A value that\nis not known adds nothing, so that each connector then has an empty object.\n",
            "style": "form",
            "explode": true,
            "schema": {
              "type": "array",
              "items": {
                "$ref": "#/components/schemas/Expansion"
              }
            },
            "examples": {
              "status": {
                "value": [
                  "status"
                ]
              },
              "both": {
                "value": [
                  "status",
                  "info"
                ]
              }
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The connectors.",
            "content": {
              "application/json": {
                "schema": {
                  "anyOf": [
                    {
                      "$ref": "#/components/schemas/ConnectorNames"
                    },
                    {
                      "$ref": "#/components/schemas/ConnectorExpansions"
                    }
                  ]
                },
                "examples": {
                  "names": {
                    "summary": "Without `expand`",
                    "value": [
                      "access-log-source",
                      "access-log-sink"
                    ]
                  },
                  "expanded": {
                    "summary": "With `expand=status&expand=info`",
                    "value": {
                      "access-log-source": {
                        "status": {
                          "name": "access-log-source",
                          "connector": {
                            "state": "RUNNING",
                            "worker_id": "10.0.0.5:8083",
                            "version": "4.3.1"
                          },
                          "tasks": [
                            {
                              "id": 0,
                              "state": "RUNNING",
                              "worker_id": "10.0.0.5:8083",
                              "version": "4.3.1"
                            }
                          ],
                          "type": "source"
                        },
                        "info": {
                          "name": "access-log-source",
                          "config": {
                            "connector.class": "FileStreamSource",
                            "file": "/var/log/access.log",
                            "topic": "access-log",
                            "tasks.max": "1",
                            "name": "access-log-source"
                          },
                          "tasks": [
                            {
                              "connector": "access-log-source",
                              "task": 0
                            }
                          ],
                          "type": "source"
                        }
                      }
                    }
                  },
                  "unknown": {
                    "summary": "With a value of `expand` that is not known",
                    "value": {
                      "access-log-source": {}
                    }
                  }
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ReadError"
          }
        }
      },
      "post": {
        "operationId": "createConnector",
        "tags": [
          "Connectors"
        ],
        "summary": "Create a connector",
        "description": "Checks the configuration as `PUT /connector-plugins/{plugin}/config/validate` does, writes it down and starts the connector soon\nafter. The answer shows no tasks yet. To put the configuration in place whether or not the connector is there already, use\n`PUT /connectors/{name}/config`.\n",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26",
          "KIP-980"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "requestBody": {
          "required": true,
          "description": "The connector's name and settings. `name` inside `config` may be left out; if it is there it has to be the same.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CreateConnectorRequest"
              },
              "examples": {
                "source": {
                  "summary": "Read a file into a topic",
                  "value": {
                    "name": "access-log-source",
                    "config": {
                      "connector.class": "FileStreamSource",
                      "file": "/var/log/access.log",
                      "topic": "access-log",
                      "tasks.max": 1
                    }
                  }
                },
                "stopped-sink": {
                  "summary": "Write topics into a file, but not before it is resumed",
                  "value": {
                    "name": "access-log-sink",
                    "config": {
                      "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
                      "file": "/srv/archive/access.log",
                      "topics": "access-log",
                      "value.converter": "org.apache.kafka.connect.storage.StringConverter"
                    },
                    "initial_state": "STOPPED"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The connector is written down, and will start.",
            "headers": {
              "Location": {
                "required": true,
                "description": "The connector's address. Host and port are those of the request's Host header.",
                "schema": {
                  "type": "string",
                  "format": "uri"
                },
                "example": "http://127.0.0.1:8083/connectors/access-log-source"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorInfo"
                },
                "example": {
                  "name": "access-log-source",
                  "config": {
                    "connector.class": "FileStreamSource",
                    "file": "/var/log/access.log",
                    "topic": "access-log",
                    "tasks.max": "1",
                    "name": "access-log-source"
                  },
                  "tasks": [],
                  "type": "source"
                }
              }
            },
            "links": {
              "get": {
                "operationId": "getConnector",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "The connector that was created."
              },
              "status": {
                "operationId": "getConnectorStatus",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "How it fares. Can be a 404 for a moment."
              },
              "reconfigure": {
                "operationId": "putConnectorConfig",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "Other settings for it."
              },
              "stop": {
                "operationId": "stopConnector",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "Stop it, for instance to change its offsets."
              },
              "delete": {
                "operationId": "deleteConnector",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "Remove it again."
              }
            }
          },
          "400": {
            "description": "The request or the configuration is wrong. Nothing was written.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "invalid-configuration": {
                    "value": {
                      "error_code": 400,
                      "message": "Connector configuration is invalid and contains the following 1 error(s):\nMissing required configuration \"topic\" which has no default value.\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`"
                    }
                  },
                  "no-class": {
                    "value": {
                      "error_code": 400,
                      "message": "Connector config {name=access-log-source} contains no connector type"
                    }
                  },
                  "another-name": {
                    "value": {
                      "error_code": 400,
                      "message": "Connector name configuration (other) doesn't match connector name in the URL (access-log-source)"
                    }
                  },
                  "malformed": {
                    "summary": "A body that is not JSON, where the implementation does not answer 500 to that",
                    "value": {
                      "error_code": 400,
                      "message": "The request body is not valid JSON: unexpected end at position 17"
                    }
                  }
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "description": "A connector of that name is there already; or the cluster cannot take a write at the moment.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "exists": {
                    "value": {
                      "error_code": 409,
                      "message": "Connector access-log-source already exists"
                    }
                  },
                  "rebalance": {
                    "value": {
                      "error_code": 409,
                      "message": "Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)"
                    }
                  }
                }
              }
            }
          },
          "413": {
            "$ref": "#/components/responses/ContentTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/BodyError"
          }
        }
      }
    },
    "/connectors/{name}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "get": {
        "operationId": "getConnector",
        "tags": [
          "Connectors"
        ],
        "summary": "Show a connector",
        "description": "The connector's configuration, its type and which tasks it has.",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26"
        ],
        "responses": {
          "200": {
            "description": "The connector.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorInfo"
                },
                "example": {
                  "name": "access-log-source",
                  "config": {
                    "connector.class": "FileStreamSource",
                    "file": "/var/log/access.log",
                    "topic": "access-log",
                    "tasks.max": "1",
                    "name": "access-log-source"
                  },
                  "tasks": [
                    {
                      "connector": "access-log-source",
                      "task": 0
                    }
                  ],
                  "type": "source"
                }
              }
            },
            "links": {
              "tasks": {
                "operationId": "listTasks",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "The tasks and what they were configured with."
              },
              "delete": {
                "operationId": "deleteConnector",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "Remove it."
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ReadError"
          }
        }
      },
      "delete": {
        "operationId": "deleteConnector",
        "tags": [
          "Connectors"
        ],
        "summary": "Delete a connector",
        "description": "Stops the connector's tasks and forgets its configuration and status. Its **offsets stay**: a connector created under the same\nname goes on where this one ended. To start over, stop it and delete its offsets first.\n",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "responses": {
          "204": {
            "description": "It is deleted."
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/config": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "get": {
        "operationId": "getConnectorConfig",
        "tags": [
          "Connectors"
        ],
        "summary": "Show a connector's configuration",
        "description": "The settings as they were given, with `name` among them. References to config providers are shown as they are, never what stands\nbehind them.\n",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26"
        ],
        "responses": {
          "200": {
            "description": "The configuration.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorConfig"
                },
                "example": {
                  "connector.class": "FileStreamSource",
                  "file": "/var/log/access.log",
                  "topic": "access-log",
                  "tasks.max": "1",
                  "name": "access-log-source"
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ReadError"
          }
        }
      },
      "put": {
        "operationId": "putConnectorConfig",
        "tags": [
          "Connectors"
        ],
        "summary": "Create a connector, or replace its configuration",
        "description": "Puts the whole configuration in place: what is left out is gone. Since it says what is to be, and not what is to be done, it can be\nrepeated without harm. The connector and the tasks whose settings have changed start again, failed ones included; a paused or\nstopped connector stays so.\n",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "requestBody": {
          "required": true,
          "description": "All settings. `name` may be left out; if it is there it has to be that of the path.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ConfigSettings"
              },
              "example": {
                "connector.class": "FileStreamSource",
                "file": "/var/log/access.log",
                "topic": "access-log",
                "tasks.max": 1,
                "batch.size": 500
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The configuration of a connector that was there is replaced.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorInfo"
                },
                "example": {
                  "name": "access-log-source",
                  "config": {
                    "connector.class": "FileStreamSource",
                    "file": "/var/log/access.log",
                    "topic": "access-log",
                    "tasks.max": "1",
                    "batch.size": "500",
                    "name": "access-log-source"
                  },
                  "tasks": [
                    {
                      "connector": "access-log-source",
                      "task": 0
                    }
                  ],
                  "type": "source"
                }
              }
            }
          },
          "201": {
            "description": "The connector was not there, and is created.",
            "headers": {
              "Location": {
                "required": true,
                "description": "The connector's address. Host and port are those of the request's Host header.",
                "schema": {
                  "type": "string",
                  "format": "uri"
                },
                "example": "http://127.0.0.1:8083/connectors/access-log-source"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorInfo"
                },
                "example": {
                  "name": "access-log-source",
                  "config": {
                    "connector.class": "FileStreamSource",
                    "file": "/var/log/access.log",
                    "topic": "access-log",
                    "tasks.max": "1",
                    "batch.size": "500",
                    "name": "access-log-source"
                  },
                  "tasks": [],
                  "type": "source"
                }
              }
            },
            "links": {
              "get": {
                "operationId": "getConnector",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "The connector that was created."
              },
              "delete": {
                "operationId": "deleteConnector",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "Remove it again."
              }
            }
          },
          "400": {
            "description": "The request or the configuration is wrong. Nothing was written.",
            "x-body-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "invalid-configuration": {
                    "value": {
                      "error_code": 400,
                      "message": "Connector configuration is invalid and contains the following 2 error(s):\nInvalid value some for configuration errors.tolerance: String must be one of: none, all\nInvalid value  for configuration topic: String must be non-empty\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`"
                    }
                  },
                  "another-name": {
                    "value": {
                      "error_code": 400,
                      "message": "Connector name configuration (other) doesn't match connector name in the URL (access-log-source)"
                    }
                  }
                }
              },
              "text/html": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "413": {
            "$ref": "#/components/responses/ContentTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/BodyError"
          }
        }
      },
      "patch": {
        "operationId": "patchConnectorConfig",
        "tags": [
          "Connectors"
        ],
        "summary": "Change some of a connector's settings",
        "description": "Sets what is named, removes what is null and leaves everything else. The configuration that results is checked as a whole, and\nnothing changes if it is wrong.\n",
        "x-since": "3.8.0",
        "x-kip": [
          "KIP-477"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "requestBody": {
          "required": true,
          "description": "The settings to change.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ConfigSettingsPatch"
              },
              "example": {
                "batch.size": 1000,
                "errors.tolerance": null
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The settings are changed.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorInfo"
                },
                "example": {
                  "name": "access-log-source",
                  "config": {
                    "connector.class": "FileStreamSource",
                    "file": "/var/log/access.log",
                    "topic": "access-log",
                    "tasks.max": "1",
                    "batch.size": "1000",
                    "name": "access-log-source"
                  },
                  "tasks": [
                    {
                      "connector": "access-log-source",
                      "task": 0
                    }
                  ],
                  "type": "source"
                }
              }
            }
          },
          "400": {
            "description": "The request, or the configuration that would result, is wrong. Nothing was written.",
            "x-body-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 400,
                  "message": "Connector configuration is invalid and contains the following 1 error(s):\nMissing required configuration \"topic\" which has no default value.\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`"
                }
              },
              "text/html": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "413": {
            "$ref": "#/components/responses/ContentTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/BodyError"
          }
        }
      }
    },
    "/connectors/{name}/status": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "get": {
        "operationId": "getConnectorStatus",
        "tags": [
          "Connectors"
        ],
        "summary": "Show how a connector and its tasks fare",
        "description": "Connector and tasks have states of their own: a connector can be RUNNING while all its tasks have FAILED. Nothing that failed\nstarts again by itself. States are reported by the workers and lag a little behind.\n",
        "x-since": "0.10.0",
        "x-kip": [
          "KIP-891"
        ],
        "responses": {
          "200": {
            "description": "The states.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorStateInfo"
                },
                "examples": {
                  "running": {
                    "value": {
                      "name": "access-log-source",
                      "connector": {
                        "state": "RUNNING",
                        "worker_id": "10.0.0.5:8083",
                        "version": "4.3.1"
                      },
                      "tasks": [
                        {
                          "id": 0,
                          "state": "RUNNING",
                          "worker_id": "10.0.0.5:8083",
                          "version": "4.3.1"
                        }
                      ],
                      "type": "source"
                    }
                  },
                  "failed-task": {
                    "value": {
                      "name": "access-log-sink",
                      "connector": {
                        "state": "RUNNING",
                        "worker_id": "10.0.0.5:8083",
                        "version": "4.3.1"
                      },
                      "tasks": [
                        {
                          "id": 0,
                          "state": "FAILED",
                          "worker_id": "10.0.0.6:8083",
                          "version": "4.3.1",
                          "trace": "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler"
                        }
                      ],
                      "type": "sink"
                    }
                  },
                  "stopped": {
                    "value": {
                      "name": "access-log-sink",
                      "connector": {
                        "state": "STOPPED",
                        "worker_id": "10.0.0.5:8083",
                        "version": null
                      },
                      "tasks": [],
                      "type": "sink"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "description": "There is no status; because there is no such connector, or because it was created a moment ago.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 404,
                  "message": "No status found for connector access-log-source"
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ReadError"
          }
        }
      }
    },
    "/connectors/{name}/pause": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "put": {
        "operationId": "pauseConnector",
        "tags": [
          "Lifecycle"
        ],
        "summary": "Pause a connector",
        "description": "Source tasks read nothing and sink tasks write nothing until the connector is resumed; connector and tasks stay in memory and go\non at once then. Pausing what is paused changes nothing. The state survives restarts of the workers.\n",
        "x-since": "0.10.0",
        "x-kip": [
          "KIP-52"
        ],
        "responses": {
          "202": {
            "description": "The connector is going to be paused."
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "$ref": "#/components/responses/UnknownConnector"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/resume": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "put": {
        "operationId": "resumeConnector",
        "tags": [
          "Lifecycle"
        ],
        "summary": "Resume a paused or stopped connector",
        "description": "A paused connector goes on; a stopped one is started with tasks made anew. Nothing is lost or repeated by the pause. Resuming what\nruns changes nothing, and does not restart what has failed.\n",
        "x-since": "0.10.0",
        "x-kip": [
          "KIP-52",
          "KIP-875"
        ],
        "responses": {
          "202": {
            "description": "The connector is going to be resumed."
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "$ref": "#/components/responses/UnknownConnector"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/stop": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "put": {
        "operationId": "stopConnector",
        "tags": [
          "Lifecycle"
        ],
        "summary": "Stop a connector",
        "description": "Shuts the connector and its tasks down and frees what they hold; the configuration and the offsets stay. A stopped connector has\nno tasks, and only then can its offsets be changed. Stopping what is stopped changes nothing.\n",
        "x-since": "3.5.0",
        "x-kip": [
          "KIP-875"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "responses": {
          "204": {
            "description": "The connector is going to be stopped.",
            "links": {
              "offsets": {
                "operationId": "getOffsets",
                "parameters": {
                  "name": "$request.path.name"
                },
                "description": "How far it came."
              },
              "resume": {
                "operationId": "resumeConnector",
                "parameters": {
                  "name": "$request.path.name"
                },
                "description": "Start it again."
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "$ref": "#/components/responses/UnknownConnector"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/restart": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "post": {
        "operationId": "restartConnector",
        "tags": [
          "Lifecycle"
        ],
        "summary": "Restart a connector, and its tasks if wanted",
        "description": "Without parameters only the connector itself is restarted, and the answer is 204. With `includeTasks` or `onlyFailed` the answer is\n202 and the status as it is going to be: what will restart is shown as RESTARTING, all else as it is. The usual way to mend a\nconnector is `?includeTasks=true&onlyFailed=true`.\n",
        "x-since": "0.10.0",
        "x-kip": [
          "KIP-52",
          "KIP-745"
        ],
        "parameters": [
          {
            "name": "includeTasks",
            "in": "query",
            "required": false,
            "x-since": "3.0.0",
            "x-kip": [
              "KIP-745"
            ],
            "description": "Whether to restart the tasks too. False unless told otherwise.",
            "schema": {
              "$ref": "#/components/schemas/Flag"
            },
            "example": true
          },
          {
            "name": "onlyFailed",
            "in": "query",
            "required": false,
            "x-since": "3.0.0",
            "x-kip": [
              "KIP-745"
            ],
            "description": "Whether to restart only what has FAILED. False unless told otherwise.",
            "schema": {
              "$ref": "#/components/schemas/Flag"
            },
            "example": true
          },
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "responses": {
          "202": {
            "description": "What was asked for is going to be restarted.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorStateInfo"
                },
                "example": {
                  "name": "access-log-sink",
                  "connector": {
                    "state": "RUNNING",
                    "worker_id": "10.0.0.5:8083",
                    "version": "4.3.1"
                  },
                  "tasks": [
                    {
                      "id": 0,
                      "state": "RESTARTING",
                      "worker_id": "10.0.0.6:8083",
                      "version": "4.3.1"
                    },
                    {
                      "id": 1,
                      "state": "RUNNING",
                      "worker_id": "10.0.0.5:8083",
                      "version": "4.3.1"
                    }
                  ],
                  "type": "sink"
                }
              }
            },
            "links": {
              "status": {
                "operationId": "getConnectorStatus",
                "parameters": {
                  "name": "$response.body#/name"
                },
                "description": "What has become of it."
              }
            }
          },
          "204": {
            "description": "The connector, without its tasks, was restarted."
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "description": "There is no connector of that name, or nothing is known of its state.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "unknown": {
                    "value": {
                      "error_code": 404,
                      "message": "Unknown connector: access-log-sink"
                    }
                  },
                  "no-status": {
                    "value": {
                      "error_code": 404,
                      "message": "Status for connector access-log-sink not found"
                    }
                  }
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/tasks": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "get": {
        "operationId": "listTasks",
        "tags": [
          "Tasks"
        ],
        "summary": "List a connector's tasks and their configurations",
        "description": "What the connector made of its own configuration when it split its work. Empty while it is stopped, and for a moment after it was\ncreated.\n",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26"
        ],
        "responses": {
          "200": {
            "description": "The tasks by their numbers.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/TaskInfo"
                  }
                },
                "example": [
                  {
                    "id": {
                      "connector": "access-log-source",
                      "task": 0
                    },
                    "config": {
                      "task.class": "org.apache.kafka.connect.file.FileStreamSourceTask",
                      "connector.class": "FileStreamSource",
                      "file": "/var/log/access.log",
                      "topic": "access-log",
                      "tasks.max": "1",
                      "name": "access-log-source"
                    }
                  }
                ]
              }
            },
            "links": {
              "status": {
                "operationId": "getTaskStatus",
                "parameters": {
                  "name": "$request.path.name",
                  "id": "$response.body#/0/id/task"
                },
                "description": "How the first task fares."
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ReadError"
          }
        }
      },
      "post": {
        "operationId": "putTaskConfigs",
        "tags": [
          "Internal"
        ],
        "x-internal": true,
        "summary": "Hand a connector's task configurations to the leader",
        "description": "Sent by the worker that runs a connector when the connector has split its work anew. Only the leader writes configurations.\n",
        "x-since": "0.9.0",
        "x-kip": [
          "KIP-26",
          "KIP-507"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Signature"
          },
          {
            "$ref": "#/components/parameters/SignatureAlgorithm"
          },
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "requestBody": {
          "required": true,
          "description": "The configurations. The signature is over these bytes.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/TaskConfigs"
              },
              "example": [
                {
                  "task.class": "org.apache.kafka.connect.file.FileStreamSourceTask",
                  "file": "/var/log/access.log",
                  "topic": "access-log"
                }
              ]
            }
          }
        },
        "responses": {
          "204": {
            "description": "The configurations are written."
          },
          "400": {
            "$ref": "#/components/responses/UnsignedRequest"
          },
          "403": {
            "$ref": "#/components/responses/WrongSignature"
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "413": {
            "$ref": "#/components/responses/ContentTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/BodyError"
          },
          "503": {
            "$ref": "#/components/responses/NoSessionKey"
          }
        }
      }
    },
    "/connectors/{name}/tasks/{id}/status": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        },
        {
          "$ref": "#/components/parameters/TaskId"
        }
      ],
      "get": {
        "operationId": "getTaskStatus",
        "tags": [
          "Tasks"
        ],
        "summary": "Show how a task fares",
        "description": "One of the tasks of `GET /connectors/{name}/status`, by its number.",
        "x-since": "0.10.0",
        "x-kip": [
          "KIP-891"
        ],
        "responses": {
          "200": {
            "description": "The task's state.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TaskState"
                },
                "examples": {
                  "running": {
                    "value": {
                      "id": 0,
                      "state": "RUNNING",
                      "worker_id": "10.0.0.5:8083",
                      "version": "4.3.1"
                    }
                  },
                  "failed": {
                    "value": {
                      "id": 0,
                      "state": "FAILED",
                      "worker_id": "10.0.0.6:8083",
                      "version": "4.3.1",
                      "trace": "org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler"
                    }
                  }
                }
              }
            },
            "links": {
              "restart": {
                "operationId": "restartTask",
                "parameters": {
                  "name": "$request.path.name",
                  "id": "$response.body#/id"
                },
                "description": "Restart it, for instance when it has FAILED."
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "description": "There is no such task, or no such connector, or the task's number is not one.",
            "x-content-type-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "unknown": {
                    "value": {
                      "error_code": 404,
                      "message": "No status found for task access-log-source-7"
                    }
                  },
                  "not-a-number": {
                    "value": {
                      "error_code": 404,
                      "message": "HTTP 404 Not Found"
                    }
                  }
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ReadError"
          }
        }
      }
    },
    "/connectors/{name}/tasks/{id}/restart": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        },
        {
          "$ref": "#/components/parameters/TaskId"
        }
      ],
      "post": {
        "operationId": "restartTask",
        "tags": [
          "Tasks"
        ],
        "summary": "Restart a task",
        "description": "Starts the task again, whether it has failed or not. Its connector and the other tasks are not touched.",
        "x-since": "0.10.0",
        "x-kip": [
          "KIP-52"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "responses": {
          "204": {
            "description": "The task was restarted.",
            "links": {
              "status": {
                "operationId": "getTaskStatus",
                "parameters": {
                  "name": "$request.path.name",
                  "id": "$request.path.id"
                },
                "description": "What has become of it."
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "description": "There is no such task, or no such connector, or the task's number is not one.",
            "x-content-type-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "unknown-connector": {
                    "value": {
                      "error_code": 404,
                      "message": "Unknown connector: access-log-source"
                    }
                  },
                  "unknown-task": {
                    "value": {
                      "error_code": 404,
                      "message": "Unknown task: access-log-source-7"
                    }
                  },
                  "not-a-number": {
                    "value": {
                      "error_code": 404,
                      "message": "HTTP 404 Not Found"
                    }
                  }
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/topics": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "get": {
        "operationId": "getConnectorTopics",
        "tags": [
          "Topics"
        ],
        "summary": "List the topics that a connector has used",
        "description": "The topics that a record was really written to or read from since the connector was created or the list was reset; changes of the\nconfiguration do not shorten it. For a connector that is not there the list is empty, and no 404.\n",
        "x-since": "2.5.0",
        "x-kip": [
          "KIP-558"
        ],
        "responses": {
          "200": {
            "description": "The topics, under the connector's name.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorActiveTopics"
                },
                "example": {
                  "access-log-source": {
                    "topics": [
                      "access-log"
                    ]
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "403": {
            "description": "The workers do not keep that list (`topic.tracking.enable=false`).",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 403,
                  "message": "Topic tracking is disabled."
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/topics/reset": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "put": {
        "operationId": "resetConnectorTopics",
        "tags": [
          "Topics"
        ],
        "summary": "Empty the list of topics that a connector has used",
        "description": "The next record that the connector writes or reads puts its topic back on the list. Topics and data are not touched.",
        "x-since": "2.5.0",
        "x-kip": [
          "KIP-558"
        ],
        "responses": {
          "202": {
            "description": "The list is going to be emptied.",
            "links": {
              "topics": {
                "operationId": "getConnectorTopics",
                "parameters": {
                  "name": "$request.path.name"
                },
                "description": "The list."
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "403": {
            "description": "The workers do not keep that list (`topic.tracking.enable=false`), or do not let it be emptied\n(`topic.tracking.allow.reset=false`).\n",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "no-tracking": {
                    "value": {
                      "error_code": 403,
                      "message": "Topic tracking is disabled."
                    }
                  },
                  "no-reset": {
                    "value": {
                      "error_code": 403,
                      "message": "Topic tracking reset is disabled."
                    }
                  }
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/offsets": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "get": {
        "operationId": "getOffsets",
        "tags": [
          "Offsets"
        ],
        "summary": "Show how far a connector has come",
        "description": "The positions that were committed: every `offset.flush.interval.ms`, and when tasks stop. A running connector is therefore usually\nfurther than this. Works in every state.\n",
        "x-since": "3.5.0",
        "x-kip": [
          "KIP-875"
        ],
        "responses": {
          "200": {
            "description": "The positions.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConnectorOffsets"
                },
                "examples": {
                  "source": {
                    "summary": "A file source, with the byte it goes on at",
                    "value": {
                      "offsets": [
                        {
                          "partition": {
                            "filename": "/var/log/access.log"
                          },
                          "offset": {
                            "position": 20480
                          }
                        }
                      ]
                    }
                  },
                  "sink": {
                    "summary": "A sink, with the next record of each partition",
                    "value": {
                      "offsets": [
                        {
                          "partition": {
                            "kafka_topic": "access-log",
                            "kafka_partition": 0
                          },
                          "offset": {
                            "kafka_offset": 1500
                          }
                        },
                        {
                          "partition": {
                            "kafka_topic": "access-log",
                            "kafka_partition": 1
                          },
                          "offset": {
                            "kafka_offset": 1492
                          }
                        }
                      ]
                    }
                  },
                  "none": {
                    "value": {
                      "offsets": []
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ReadError"
          }
        }
      },
      "patch": {
        "operationId": "alterOffsets",
        "tags": [
          "Offsets"
        ],
        "summary": "Move a stopped connector to other positions",
        "description": "Sets the named positions; the connector goes on there when it is resumed. It has to be STOPPED. The connector itself may check the\npositions and refuse them. Take partitions as `GET` shows them: one that the connector does not know is stored all the same.\n",
        "x-since": "3.6.0",
        "x-kip": [
          "KIP-875"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "requestBody": {
          "required": true,
          "description": "The positions to set.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/AlterOffsetsRequest"
              },
              "examples": {
                "source": {
                  "summary": "Go back to the start of a file",
                  "value": {
                    "offsets": [
                      {
                        "partition": {
                          "filename": "/var/log/access.log"
                        },
                        "offset": {
                          "position": 0
                        }
                      }
                    ]
                  }
                },
                "sink": {
                  "summary": "Skip to record 2000 in one partition, and start over with another",
                  "value": {
                    "offsets": [
                      {
                        "partition": {
                          "kafka_topic": "access-log",
                          "kafka_partition": 0
                        },
                        "offset": {
                          "kafka_offset": 2000
                        }
                      },
                      {
                        "partition": {
                          "kafka_topic": "access-log",
                          "kafka_partition": 1
                        },
                        "offset": null
                      }
                    ]
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The positions are set. The message says whether the connector itself took part.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Message"
                },
                "examples": {
                  "altered": {
                    "value": {
                      "message": "The offsets for this connector have been altered successfully"
                    }
                  },
                  "only-stored": {
                    "summary": "The connector keeps no offsets outside of Kafka Connect",
                    "value": {
                      "message": "The Connect framework-managed offsets for this connector have been altered successfully. However, if this connector manages offsets externally, they will need to be manually altered in the system that the connector uses."
                    }
                  }
                }
              }
            }
          },
          "400": {
            "description": "The connector is not stopped, or the positions are missing or no such positions as the connector has.",
            "x-body-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "none-given": {
                    "value": {
                      "error_code": 400,
                      "message": "Partitions / offsets need to be provided for an alter offsets request"
                    }
                  },
                  "not-stopped": {
                    "value": {
                      "error_code": 400,
                      "message": "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request to the '/connectors/access-log-source/stop' endpoint"
                    }
                  }
                }
              },
              "text/html": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "413": {
            "$ref": "#/components/responses/ContentTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/BodyError"
          }
        }
      },
      "delete": {
        "operationId": "resetOffsets",
        "tags": [
          "Offsets"
        ],
        "summary": "Forget all positions of a stopped connector",
        "description": "The connector starts over when it is resumed: a source at its beginning, a sink where `auto.offset.reset` of its consumer says. It\nhas to be STOPPED. Works also when there are no positions.\n",
        "x-since": "3.6.0",
        "x-kip": [
          "KIP-875"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "responses": {
          "200": {
            "description": "The positions are forgotten. The message says whether the connector itself took part.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Message"
                },
                "example": {
                  "message": "The offsets for this connector have been reset successfully"
                }
              }
            }
          },
          "400": {
            "description": "The connector is not stopped, or its name cannot be used in a path.",
            "x-body-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 400,
                  "message": "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for the specified connector by issuing a 'PUT' request to the '/connectors/access-log-source/stop' endpoint"
                }
              },
              "text/html": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connectors/{name}/fence": {
      "parameters": [
        {
          "$ref": "#/components/parameters/ConnectorName"
        }
      ],
      "put": {
        "operationId": "fenceZombies",
        "tags": [
          "Internal"
        ],
        "x-internal": true,
        "summary": "Have the leader fence off former tasks of a source",
        "description": "Sent by a worker before it starts tasks of an exactly-once source, so that no former instance of a task can write any more. Any body\nis part of what is signed, and otherwise ignored.\n",
        "x-since": "3.3.0",
        "x-kip": [
          "KIP-618"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/Signature"
          },
          {
            "$ref": "#/components/parameters/SignatureAlgorithm"
          },
          {
            "$ref": "#/components/parameters/Forward"
          }
        ],
        "responses": {
          "204": {
            "description": "Former tasks cannot write any more."
          },
          "400": {
            "$ref": "#/components/responses/UnsignedRequest"
          },
          "403": {
            "$ref": "#/components/responses/WrongSignature"
          },
          "404": {
            "$ref": "#/components/responses/ConnectorNotFound"
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "409": {
            "$ref": "#/components/responses/Rebalance"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          },
          "503": {
            "$ref": "#/components/responses/NoSessionKey"
          }
        }
      }
    },
    "/connector-plugins": {
      "get": {
        "operationId": "listPlugins",
        "tags": [
          "Plugins"
        ],
        "summary": "List the installed plugins",
        "description": "What this worker has installed; other workers of the cluster should have the same. Only connectors unless told otherwise. A class\nthat is both a converter and a header converter stands there twice.\n",
        "x-since": "0.10.0",
        "x-kip": [
          "KIP-769"
        ],
        "parameters": [
          {
            "name": "connectorsOnly",
            "in": "query",
            "required": false,
            "x-since": "3.2.0",
            "x-kip": [
              "KIP-769"
            ],
            "description": "False to list converters, transformations and predicates as well. True unless told otherwise.",
            "schema": {
              "$ref": "#/components/schemas/Flag"
            },
            "example": false
          }
        ],
        "responses": {
          "200": {
            "description": "The plugins.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/PluginInfo"
                  }
                },
                "example": [
                  {
                    "class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
                    "type": "sink",
                    "version": "4.3.1"
                  },
                  {
                    "class": "org.apache.kafka.connect.file.FileStreamSourceConnector",
                    "type": "source",
                    "version": "4.3.1"
                  }
                ]
              }
            },
            "links": {
              "config": {
                "operationId": "getPluginConfig",
                "parameters": {
                  "plugin": "$response.body#/0/class"
                },
                "description": "What the first plugin can be configured with."
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connector-plugins/{plugin}/config": {
      "parameters": [
        {
          "$ref": "#/components/parameters/PluginName"
        }
      ],
      "get": {
        "operationId": "getPluginConfig",
        "tags": [
          "Plugins"
        ],
        "summary": "Tell what a plugin can be configured with",
        "description": "Works for plugins of every type. For connectors the plugin's own settings come first and those that Kafka Connect gives to all\nsources or sinks follow.\n",
        "x-since": "3.2.0",
        "x-kip": [
          "KIP-769",
          "KIP-891"
        ],
        "parameters": [
          {
            "name": "version",
            "in": "query",
            "required": false,
            "x-since": "4.1.0",
            "x-kip": [
              "KIP-891"
            ],
            "description": "Which version, where several are installed: one, or a range in Maven's notation. `latest` unless told otherwise.\n",
            "schema": {
              "type": "string"
            },
            "examples": {
              "latest": {
                "value": "latest"
              },
              "one": {
                "value": "4.3.1"
              },
              "range": {
                "value": "[4.0.0,5.0.0)"
              }
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The settings.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "array",
                  "items": {
                    "$ref": "#/components/schemas/ConfigKeyInfo"
                  }
                },
                "example": [
                  {
                    "name": "topic",
                    "type": "STRING",
                    "required": true,
                    "default_value": null,
                    "importance": "HIGH",
                    "documentation": "The topic to write to.",
                    "group": null,
                    "order_in_group": -1,
                    "width": "NONE",
                    "display_name": "topic",
                    "dependents": []
                  }
                ]
              }
            }
          },
          "400": {
            "description": "The version is no version and no range, is not installed, or the class is not that of a plugin; or the name cannot be used in a path.",
            "x-body-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 400,
                  "message": "Invalid version specification: [1,"
                }
              },
              "text/html": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "404": {
            "description": "There is no such plugin.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 404,
                  "message": "Unknown plugin NoSuchConnector."
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/connector-plugins/{plugin}/config/validate": {
      "parameters": [
        {
          "$ref": "#/components/parameters/PluginName"
        }
      ],
      "put": {
        "operationId": "validatePluginConfig",
        "tags": [
          "Plugins"
        ],
        "summary": "Check a configuration without creating anything",
        "description": "Answers 200 with a verdict on every setting, however wrong the configuration is: look at `error_count`. Made for forms: the answer\nholds all that is needed to draw one and to say beside each field what is wrong with it.\n",
        "x-since": "0.10.0",
        "requestBody": {
          "required": true,
          "description": "The configuration to check. Its `connector.class` has to name the plugin of the path.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/CandidateConfig"
              },
              "example": {
                "connector.class": "FileStreamSource",
                "name": "access-log-source",
                "file": "/var/log/access.log",
                "tasks.max": 0
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The verdict.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ConfigInfos"
                },
                "example": {
                  "name": "FileStreamSource",
                  "error_count": 1,
                  "groups": [
                    "Common",
                    "Transforms",
                    "Predicates",
                    "Error Handling",
                    "Topic Creation",
                    "Exactly Once Support",
                    "offsets.topic"
                  ],
                  "configs": [
                    {
                      "definition": {
                        "name": "tasks.max",
                        "type": "INT",
                        "required": false,
                        "default_value": "1",
                        "importance": "HIGH",
                        "documentation": "How many tasks the connector may have.",
                        "group": "Common",
                        "order_in_group": 4,
                        "width": "SHORT",
                        "display_name": "Tasks max",
                        "dependents": []
                      },
                      "value": {
                        "name": "tasks.max",
                        "value": "0",
                        "recommended_values": [],
                        "errors": [
                          "Invalid value 0 for configuration tasks.max: Value must be at least 1"
                        ],
                        "visible": true
                      }
                    }
                  ]
                }
              }
            }
          },
          "400": {
            "description": "The configuration is for another plugin, or names no connector class or one that is not installed.",
            "x-body-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "another-plugin": {
                    "value": {
                      "error_code": 400,
                      "message": "Included connector type FileStreamSink does not match request type FileStreamSource"
                    }
                  },
                  "no-class": {
                    "value": {
                      "error_code": 400,
                      "message": "Connector config {name=access-log-source} contains no connector type"
                    }
                  }
                }
              },
              "text/html": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "413": {
            "$ref": "#/components/responses/ContentTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "description": "The check failed or took too long. Apache Kafka Connect also answers so when the configuration names no connector class or an\nunknown one, or when the body is missing or malformed; other implementations may say 400 to that.\n",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "examples": {
                  "no-class": {
                    "value": {
                      "error_code": 500,
                      "message": "org.apache.kafka.connect.runtime.rest.errors.BadRequestException: Connector config {name=x} contains no connector type"
                    }
                  },
                  "timeout": {
                    "value": {
                      "error_code": 500,
                      "message": "Request timed out"
                    }
                  }
                }
              }
            }
          }
        }
      }
    },
    "/admin/loggers": {
      "get": {
        "operationId": "listLoggers",
        "tags": [
          "Loggers"
        ],
        "summary": "List the loggers and their levels",
        "description": "Those that have a level of their own, and `root`, on the worker that answers.",
        "x-since": "2.4.0",
        "x-kip": [
          "KIP-495",
          "KIP-976"
        ],
        "responses": {
          "200": {
            "description": "The loggers.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/LoggerLevels"
                },
                "example": {
                  "root": {
                    "level": "INFO",
                    "last_modified": null
                  },
                  "org.apache.kafka.connect.runtime": {
                    "level": "DEBUG",
                    "last_modified": 1795350144851
                  }
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/admin/loggers/{logger}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/LoggerName"
        }
      ],
      "get": {
        "operationId": "getLogger",
        "tags": [
          "Loggers"
        ],
        "summary": "Show a logger's level",
        "description": "The level of one logger, on the worker that answers.",
        "x-since": "2.4.0",
        "x-kip": [
          "KIP-495",
          "KIP-976"
        ],
        "responses": {
          "200": {
            "description": "The logger.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/LoggerLevel"
                },
                "example": {
                  "level": "DEBUG",
                  "last_modified": 1795350144851
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/UnusableName"
          },
          "404": {
            "description": "There is no such logger.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 404,
                  "message": "Logger com.example not found."
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      },
      "put": {
        "operationId": "setLoggerLevel",
        "tags": [
          "Loggers"
        ],
        "summary": "Set the level of a logger and of those below it",
        "description": "Takes effect at once on the worker that answers, or a little later on all workers with `scope=cluster`. It is forgotten when a\nworker restarts. A logger that is not there yet is made.\n",
        "x-since": "2.4.0",
        "x-kip": [
          "KIP-495",
          "KIP-976"
        ],
        "parameters": [
          {
            "name": "scope",
            "in": "query",
            "required": false,
            "x-since": "3.7.0",
            "x-kip": [
              "KIP-976"
            ],
            "description": "`worker` for the worker that answers, which is the default, or `cluster` for all. Letter case does not matter, and what is\nneither counts as `worker`.\n",
            "schema": {
              "type": "string",
              "x-extensible-enum": [
                "worker",
                "cluster"
              ]
            },
            "example": "cluster"
          }
        ],
        "requestBody": {
          "required": true,
          "description": "The level.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/SetLogLevelRequest"
              },
              "example": {
                "level": "DEBUG"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The level is set on this worker. Loggers that had that level already are not in the list.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/LoggerNames"
                },
                "example": [
                  "org.apache.kafka.connect.runtime",
                  "org.apache.kafka.connect.runtime.Worker"
                ]
              }
            }
          },
          "204": {
            "description": "All workers are told to set the level.",
            "x-since": "3.7.0",
            "x-kip": [
              "KIP-976"
            ]
          },
          "400": {
            "description": "No level was given, or the request is malformed, or the name cannot be used in a path.",
            "x-body-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 400,
                  "message": "Desired 'level' parameter was not specified in request."
                }
              },
              "text/html": {
                "schema": {
                  "type": "string"
                }
              }
            }
          },
          "404": {
            "description": "There is no such level.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 404,
                  "message": "invalid log level 'LOUD'."
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "413": {
            "$ref": "#/components/responses/ContentTooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "500": {
            "$ref": "#/components/responses/BodyError"
          }
        }
      }
    },
    "/openapi.json": {
      "get": {
        "operationId": "getOpenApiDocument",
        "tags": [
          "Millrace"
        ],
        "x-millrace": true,
        "summary": "Fetch this document",
        "description": "The contract that this worker keeps to, as one OpenAPI 3.1 document in JSON.",
        "responses": {
          "200": {
            "description": "The document.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "openapi",
                    "info",
                    "paths"
                  ],
                  "properties": {
                    "openapi": {
                      "description": "The version of OpenAPI.",
                      "type": "string"
                    },
                    "info": {
                      "description": "What this is.",
                      "type": "object",
                      "additionalProperties": true
                    },
                    "paths": {
                      "description": "The operations.",
                      "type": "object",
                      "additionalProperties": true
                    }
                  }
                },
                "example": {
                  "openapi": "3.1.0",
                  "info": {
                    "title": "Kafka Connect REST API",
                    "version": "4.3.1"
                  },
                  "paths": {}
                }
              }
            }
          },
          "406": {
            "$ref": "#/components/responses/NotAcceptable"
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    },
    "/metrics": {
      "get": {
        "operationId": "getMetrics",
        "tags": [
          "Millrace"
        ],
        "x-millrace": true,
        "summary": "Show the metrics of this worker and of what runs on it, for Prometheus",
        "description": "In the text format of Prometheus, version 0.0.4. They are the metrics that Kafka Connect has in JMX, under the names that the usual\nconfigurations of the JMX exporter give them (`kafka_connect_source_task_source_record_poll_total`), with connector, task and the like\nas labels; those of the Node.js process; and Millrace's own (`millrace_thread_kills_total`). Each worker tells its own. What a\nconnector that was deleted had done is not told any more.\n",
        "responses": {
          "200": {
            "description": "The metrics.",
            "headers": {
              "Content-Type": {
                "required": true,
                "description": "The media type with the version of the format.",
                "schema": {
                  "type": "string"
                },
                "example": "text/plain; version=0.0.4; charset=utf-8"
              }
            },
            "content": {
              "text/plain": {
                "schema": {
                  "type": "string"
                },
                "example": "# HELP kafka_connect_worker_task_count Tasks on this worker, failed and paused ones included.\n# TYPE kafka_connect_worker_task_count gauge\nkafka_connect_worker_task_count 1\n\n# HELP kafka_connect_source_task_source_record_poll_total Records that the task gave since it was started, before transformations.\n# TYPE kafka_connect_source_task_source_record_poll_total counter\nkafka_connect_source_task_source_record_poll_total{connector=\"lines\",task=\"0\"} 1200\n"
              }
            }
          },
          "406": {
            "description": "The request's `Accept` header leaves out `text/plain`.",
            "x-content-type-may-be-missing": true,
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/ErrorMessage"
                },
                "example": {
                  "error_code": 406,
                  "message": "HTTP 406 Not Acceptable"
                }
              }
            }
          },
          "500": {
            "$ref": "#/components/responses/ServerError"
          }
        }
      }
    }
  },
  "components": {
    "responses": {
      "UnusableName": {
        "description": "The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an\nencoded `/`, `%`, `\\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.\n",
        "x-body-may-be-missing": true,
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 400,
              "message": "The path is not percent-encoded correctly"
            }
          },
          "text/html": {
            "schema": {
              "type": "string"
            }
          }
        }
      },
      "UnknownPath": {
        "description": "There is nothing at this path.",
        "x-content-type-may-be-missing": true,
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 404,
              "message": "HTTP 404 Not Found"
            }
          }
        }
      },
      "MethodNotAllowed": {
        "description": "The path is known, but not with this method.",
        "x-content-type-may-be-missing": true,
        "headers": {
          "Allow": {
            "description": "The methods of this path, separated by commas. Apache's server leaves it out.",
            "schema": {
              "type": "string"
            },
            "example": "HEAD,POST,GET,OPTIONS"
          }
        },
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 405,
              "message": "HTTP 405 Method Not Allowed"
            }
          }
        }
      },
      "NotAcceptable": {
        "description": "The request's `Accept` header leaves out JSON.",
        "x-content-type-may-be-missing": true,
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 406,
              "message": "HTTP 406 Not Acceptable"
            }
          }
        }
      },
      "UnsupportedMediaType": {
        "description": "The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.",
        "x-content-type-may-be-missing": true,
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 415,
              "message": "HTTP 415 Unsupported Media Type"
            }
          }
        }
      },
      "Options": {
        "description": "The methods of this path.",
        "headers": {
          "Allow": {
            "required": true,
            "description": "The methods, separated by commas. HEAD stands wherever GET does, and OPTIONS itself.",
            "schema": {
              "type": "string"
            },
            "example": "HEAD,POST,GET,OPTIONS"
          }
        },
        "content": {
          "text/plain": {
            "schema": {
              "type": "string"
            },
            "example": "HEAD, POST, GET, OPTIONS"
          }
        }
      },
      "ServerError": {
        "description": "Something is wrong with the worker, or it could not answer within its time limit.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 500,
              "message": "Request timed out"
            }
          }
        }
      },
      "ReadError": {
        "description": "The worker could not answer. In a cluster this is often only a rebalance, whose message says so: then repeat the request.\n",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "examples": {
              "rebalance": {
                "value": {
                  "error_code": 500,
                  "message": "Request cannot be completed because a rebalance is expected"
                }
              },
              "timeout": {
                "value": {
                  "error_code": 500,
                  "message": "Request timed out. The worker is currently flushing updates to the status topic"
                }
              }
            }
          }
        }
      },
      "ContentTooLarge": {
        "description": "The request's body is larger than the server takes. Apache Kafka Connect has no limit of its own; a Millrace worker takes 16 MiB.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 413,
              "message": "The request body is larger than 16777216 bytes"
            }
          }
        }
      },
      "BodyError": {
        "description": "The worker failed, or could not answer within its time limit. Apache Kafka Connect also answers so when the body is missing,\nis not JSON or has members that it does not know; other implementations may say 400 to that.\n",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "examples": {
              "malformed": {
                "summary": "A body that is cut off, as Apache Kafka Connect reports it",
                "value": {
                  "error_code": 500,
                  "message": "Unexpected end-of-input within/between Object entries"
                }
              },
              "timeout": {
                "value": {
                  "error_code": 500,
                  "message": "Request timed out"
                }
              }
            }
          }
        }
      },
      "ConnectorNotFound": {
        "description": "There is no connector of that name.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 404,
              "message": "Connector access-log-source not found"
            }
          }
        }
      },
      "Rebalance": {
        "description": "The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "examples": {
              "stale-configuration": {
                "value": {
                  "error_code": 409,
                  "message": "Cannot complete request momentarily due to stale configuration (typically caused by a concurrent config change)"
                }
              },
              "no-leader": {
                "value": {
                  "error_code": 409,
                  "message": "Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway."
                }
              },
              "conflicting-operation": {
                "value": {
                  "error_code": 409,
                  "message": "Cannot complete request because of a conflicting operation (e.g. worker rebalance)"
                }
              }
            }
          }
        }
      },
      "UnknownConnector": {
        "description": "There is no connector of that name.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 404,
              "message": "Unknown connector access-log-source"
            }
          }
        }
      },
      "UnsignedRequest": {
        "description": "The request is malformed, or not signed, or signed with an algorithm that this worker does not accept.",
        "x-body-may-be-missing": true,
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 400,
              "message": "Internal request missing required signature"
            }
          },
          "text/html": {
            "schema": {
              "type": "string"
            }
          }
        }
      },
      "WrongSignature": {
        "description": "The signature is wrong.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 403,
              "message": "Internal request contained invalid signature."
            }
          }
        }
      },
      "NoSessionKey": {
        "description": "The worker does not know the session key yet.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorMessage"
            },
            "example": {
              "error_code": 503,
              "message": "This worker is still starting up and has not been able to read a session key from the config topic yet"
            }
          }
        }
      }
    },
    "schemas": {
      "ServerInfo": {
        "description": "The worker and the cluster it works for.",
        "type": "object",
        "required": [
          "version",
          "commit",
          "kafka_cluster_id"
        ],
        "properties": {
          "version": {
            "description": "The version of Kafka Connect. Tools compare it to learn which parts of the API are there.",
            "type": "string"
          },
          "commit": {
            "description": "The commit that the worker was built from; `unknown` where that was not recorded.",
            "type": "string"
          },
          "kafka_cluster_id": {
            "description": "The id of the Kafka cluster that the worker is connected to.",
            "type": "string",
            "x-since": "1.1.0",
            "x-kip": [
              "KIP-238"
            ]
          }
        }
      },
      "ErrorMessage": {
        "description": "Every error of Kafka Connect.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "error_code",
          "message"
        ],
        "properties": {
          "error_code": {
            "description": "The HTTP status of the answer.",
            "type": "integer",
            "format": "int32",
            "minimum": 400,
            "maximum": 599
          },
          "message": {
            "description": "What went wrong, in words for people. Null where the failure had no text.",
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "WorkerStatus": {
        "description": "How the worker feels, and why.",
        "type": "object",
        "required": [
          "status",
          "message"
        ],
        "properties": {
          "status": {
            "description": "`starting` until the worker can take requests, then `healthy`, or `unhealthy` when it does not get its work done.",
            "type": "string",
            "x-extensible-enum": [
              "healthy",
              "starting",
              "unhealthy"
            ]
          },
          "message": {
            "description": "The same in words, with what the worker is busy with where that is known.",
            "type": "string"
          }
        }
      },
      "Expansion": {
        "description": "What to tell of a connector; what is not known adds nothing.",
        "type": "string",
        "x-extensible-enum": [
          "info",
          "status"
        ]
      },
      "ConnectorNames": {
        "description": "The names of all connectors, in no particular order.",
        "type": "array",
        "uniqueItems": true,
        "items": {
          "type": "string"
        }
      },
      "ConnectorConfig": {
        "description": "A connector's settings by their names. All values are text here, whatever they were sent as.",
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "ConnectorTaskId": {
        "description": "A task's identity.",
        "type": "object",
        "required": [
          "connector",
          "task"
        ],
        "properties": {
          "connector": {
            "description": "The connector's name.",
            "type": "string"
          },
          "task": {
            "description": "The task's number, from 0.",
            "type": "integer",
            "format": "int32",
            "minimum": 0
          }
        }
      },
      "ConnectorType": {
        "description": "Which way the data goes. `unknown` when the connector's class is not (or no longer) installed.",
        "x-since": "0.11.0",
        "x-kip": [
          "KIP-151"
        ],
        "type": "string",
        "x-extensible-enum": [
          "source",
          "sink",
          "unknown"
        ]
      },
      "ConnectorInfo": {
        "description": "A connector as it is configured.",
        "type": "object",
        "required": [
          "name",
          "config",
          "tasks",
          "type"
        ],
        "properties": {
          "name": {
            "description": "The connector's name.",
            "type": "string"
          },
          "config": {
            "$ref": "#/components/schemas/ConnectorConfig"
          },
          "tasks": {
            "description": "Its tasks; empty until they were made, and while the connector is stopped.",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ConnectorTaskId"
            }
          },
          "type": {
            "$ref": "#/components/schemas/ConnectorType"
          }
        }
      },
      "State": {
        "description": "UNASSIGNED: no worker has it yet. RUNNING. PAUSED. STOPPED (connectors only). FAILED: see `trace`; it stays so until it is\nrestarted or reconfigured. RESTARTING.\n",
        "type": "string",
        "x-extensible-enum": [
          "UNASSIGNED",
          "RUNNING",
          "PAUSED",
          "STOPPED",
          "FAILED",
          "RESTARTING"
        ]
      },
      "ConnectorState": {
        "description": "How the connector itself fares. A connector can run while its tasks have failed.",
        "type": "object",
        "required": [
          "state",
          "worker_id"
        ],
        "properties": {
          "state": {
            "$ref": "#/components/schemas/State"
          },
          "worker_id": {
            "description": "The worker that has it, as `host:port`.",
            "type": "string"
          },
          "version": {
            "description": "The version of the plugin. Null while nothing runs; missing if the plugin has none.",
            "type": [
              "string",
              "null"
            ],
            "x-since": "4.1.0",
            "x-kip": [
              "KIP-891"
            ]
          },
          "trace": {
            "description": "Why it failed. Only there when it did.",
            "type": "string",
            "minLength": 1
          }
        }
      },
      "TaskState": {
        "description": "How a task fares.",
        "type": "object",
        "required": [
          "id",
          "state",
          "worker_id"
        ],
        "properties": {
          "id": {
            "description": "The task's number, from 0.",
            "type": "integer",
            "format": "int32",
            "minimum": 0
          },
          "state": {
            "$ref": "#/components/schemas/State"
          },
          "worker_id": {
            "description": "The worker that has it, as `host:port`.",
            "type": "string"
          },
          "version": {
            "description": "The version of the plugin. Null while nothing runs; missing if the plugin has none.",
            "type": [
              "string",
              "null"
            ],
            "x-since": "4.1.0",
            "x-kip": [
              "KIP-891"
            ]
          },
          "trace": {
            "description": "Why it failed. Only there when it did.",
            "type": "string",
            "minLength": 1
          }
        }
      },
      "ConnectorStateInfo": {
        "description": "The state of a connector and of all its tasks, as the workers last reported it.",
        "type": "object",
        "required": [
          "name",
          "connector",
          "tasks",
          "type"
        ],
        "properties": {
          "name": {
            "description": "The connector's name.",
            "type": "string"
          },
          "connector": {
            "$ref": "#/components/schemas/ConnectorState"
          },
          "tasks": {
            "description": "Its tasks, by their numbers.",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/TaskState"
            }
          },
          "type": {
            "$ref": "#/components/schemas/ConnectorType"
          }
        }
      },
      "ConnectorExpansion": {
        "description": "Holds a member for each known value of `expand` in the request.",
        "type": "object",
        "properties": {
          "info": {
            "$ref": "#/components/schemas/ConnectorInfo"
          },
          "status": {
            "$ref": "#/components/schemas/ConnectorStateInfo"
          }
        }
      },
      "ConnectorExpansions": {
        "description": "What was asked for of each connector, by its name.",
        "x-since": "2.3.0",
        "x-kip": [
          "KIP-465"
        ],
        "type": "object",
        "additionalProperties": {
          "$ref": "#/components/schemas/ConnectorExpansion"
        }
      },
      "Flag": {
        "description": "`true` in any letter case is true; any other text counts as false, and an empty one as not given.",
        "anyOf": [
          {
            "type": "boolean"
          },
          {
            "type": "string"
          }
        ]
      },
      "ConfigSettings": {
        "description": "A connector's settings by their names. Numbers and booleans are kept as the text they were sent as (`1.0` stays `1.0`). What can\nbe set is told by `GET /connector-plugins/{plugin}/config`.\n",
        "type": "object",
        "additionalProperties": {
          "type": [
            "string",
            "number",
            "boolean"
          ]
        }
      },
      "InitialState": {
        "description": "What the connector is to be at first; RUNNING unless told otherwise. STOPPED allows to set offsets before the first start. Letter\ncase does not matter.\n",
        "x-since": "3.7.0",
        "x-kip": [
          "KIP-980"
        ],
        "anyOf": [
          {
            "enum": [
              "RUNNING",
              "PAUSED",
              "STOPPED"
            ]
          },
          {
            "type": "null"
          },
          {
            "type": "string",
            "pattern": "^([Rr][Uu][Nn][Nn][Ii][Nn][Gg]|[Pp][Aa][Uu][Ss][Ee][Dd]|[Ss][Tt][Oo][Pp][Pp][Ee][Dd])$"
          }
        ]
      },
      "CreateConnectorRequest": {
        "description": "A new connector.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "name",
          "config"
        ],
        "properties": {
          "name": {
            "description": "The connector's name, unique in the cluster. Blanks around it are cut off; control characters are refused. A number or a boolean\nis taken as its text.\n",
            "type": [
              "string",
              "number",
              "boolean"
            ]
          },
          "config": {
            "$ref": "#/components/schemas/ConfigSettings"
          },
          "initial_state": {
            "$ref": "#/components/schemas/InitialState"
          }
        }
      },
      "ConfigSettingsPatch": {
        "description": "The settings to change. A null removes the setting; what is not named stays as it is.",
        "type": "object",
        "additionalProperties": {
          "type": [
            "string",
            "number",
            "boolean",
            "null"
          ]
        }
      },
      "TaskConfig": {
        "description": "What the connector gave to the task, and `task.class`. Settings that refer to a config provider show the reference, not what\nstands behind it.\n",
        "type": "object",
        "additionalProperties": {
          "type": [
            "string",
            "null"
          ]
        }
      },
      "TaskInfo": {
        "description": "A task and what it was configured with.",
        "type": "object",
        "required": [
          "id",
          "config"
        ],
        "properties": {
          "id": {
            "$ref": "#/components/schemas/ConnectorTaskId"
          },
          "config": {
            "$ref": "#/components/schemas/TaskConfig"
          }
        }
      },
      "TaskConfigs": {
        "description": "The configuration of each task, in the order of their numbers.",
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": {
            "type": [
              "string",
              "number",
              "boolean",
              "null"
            ]
          }
        }
      },
      "ActiveTopics": {
        "description": "The topics of one connector.",
        "type": "object",
        "required": [
          "topics"
        ],
        "properties": {
          "topics": {
            "description": "The topics that a record was written to or read from since the list was last reset, in no particular order.",
            "type": "array",
            "uniqueItems": true,
            "items": {
              "type": "string"
            }
          }
        }
      },
      "ConnectorActiveTopics": {
        "description": "One member, named after the connector.",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": {
          "$ref": "#/components/schemas/ActiveTopics"
        }
      },
      "Partition": {
        "description": "What the position is a position in. Of a source it is the connector's own business (a file, a table, a shard); of a sink it is\n`kafka_topic` and `kafka_partition`.\n",
        "type": "object",
        "additionalProperties": true
      },
      "ConnectorOffset": {
        "description": "One position.",
        "type": "object",
        "required": [
          "partition",
          "offset"
        ],
        "properties": {
          "partition": {
            "$ref": "#/components/schemas/Partition"
          },
          "offset": {
            "description": "The position. What stands in it is the source connector's own business; a sink has `kafka_offset`, the offset of the next\nrecord to be read. Integers can need 64 bits.\n",
            "type": "object",
            "additionalProperties": true
          }
        }
      },
      "ConnectorOffsets": {
        "description": "How far a connector has come, for each part of its source, or for each partition of its topics.",
        "type": "object",
        "required": [
          "offsets"
        ],
        "properties": {
          "offsets": {
            "description": "Empty if nothing has been committed yet.",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ConnectorOffset"
            }
          }
        }
      },
      "Message": {
        "description": "What was done, in words.",
        "type": "object",
        "required": [
          "message"
        ],
        "properties": {
          "message": {
            "description": "A sentence for people.",
            "type": "string"
          }
        }
      },
      "OffsetChange": {
        "description": "One position to set or, with a null, to remove.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "partition": {
            "description": "What the position is a position in, as `GET` shows it. Null (or left out) is not refused together with a null for `offset`, but\ndoes nothing.\n",
            "type": [
              "object",
              "null"
            ],
            "additionalProperties": true
          },
          "offset": {
            "description": "The new position; null (or left out) forgets it, so that the connector starts over with this partition.",
            "type": [
              "object",
              "null"
            ],
            "additionalProperties": true
          }
        }
      },
      "AlterOffsetsRequest": {
        "description": "The positions to set. Those that are not named stay as they are.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "offsets"
        ],
        "properties": {
          "offsets": {
            "description": "At least one position, each partition as `GET` shows it.",
            "type": "array",
            "minItems": 1,
            "items": {
              "$ref": "#/components/schemas/OffsetChange"
            }
          }
        }
      },
      "PluginInfo": {
        "description": "An installed plugin.",
        "type": "object",
        "required": [
          "class",
          "type"
        ],
        "properties": {
          "class": {
            "description": "Its full class name.",
            "type": "string"
          },
          "type": {
            "description": "What it is.",
            "type": "string",
            "x-extensible-enum": [
              "source",
              "sink",
              "converter",
              "header_converter",
              "transformation",
              "predicate"
            ]
          },
          "version": {
            "description": "Its version; missing for a plugin that has none.",
            "type": [
              "string",
              "null"
            ]
          }
        }
      },
      "ConfigKeyInfo": {
        "description": "What a setting is.",
        "type": "object",
        "required": [
          "name",
          "type",
          "required",
          "default_value",
          "importance",
          "documentation",
          "group",
          "order_in_group",
          "width",
          "display_name",
          "dependents"
        ],
        "properties": {
          "name": {
            "description": "The setting's name.",
            "type": "string"
          },
          "type": {
            "description": "What its text is read as. Values of a PASSWORD are not shown; a LIST is separated by commas.",
            "type": "string",
            "x-extensible-enum": [
              "BOOLEAN",
              "STRING",
              "INT",
              "SHORT",
              "LONG",
              "DOUBLE",
              "LIST",
              "CLASS",
              "PASSWORD"
            ]
          },
          "required": {
            "description": "Whether it has to be set, because it has no default.",
            "type": "boolean"
          },
          "default_value": {
            "description": "The default as text. Null if there is none, or if it is null.",
            "type": [
              "string",
              "null"
            ]
          },
          "importance": {
            "description": "How much a user should care.",
            "type": "string",
            "x-extensible-enum": [
              "HIGH",
              "MEDIUM",
              "LOW"
            ]
          },
          "documentation": {
            "description": "What it does. Can hold HTML.",
            "type": [
              "string",
              "null"
            ]
          },
          "group": {
            "description": "The heading that it belongs under.",
            "type": [
              "string",
              "null"
            ]
          },
          "order_in_group": {
            "description": "Its place under that heading; -1 without one. Before 4.2 Apache Kafka Connect called it `order`.",
            "x-since": "4.2.0",
            "type": "integer",
            "format": "int32",
            "minimum": -1
          },
          "width": {
            "description": "How wide an input field should be.",
            "type": "string",
            "x-extensible-enum": [
              "NONE",
              "SHORT",
              "MEDIUM",
              "LONG"
            ]
          },
          "display_name": {
            "description": "Its name for people.",
            "type": [
              "string",
              "null"
            ]
          },
          "dependents": {
            "description": "Settings whose visibility or recommended values depend on this one.",
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "CandidateConfig": {
        "description": "Settings to be checked. They may be incomplete or wrong, nulls included; that is what is being asked.",
        "type": "object",
        "additionalProperties": {
          "type": [
            "string",
            "number",
            "boolean",
            "null"
          ]
        }
      },
      "ConfigValueInfo": {
        "description": "What a setting would be with the submitted configuration.",
        "type": "object",
        "required": [
          "name",
          "value",
          "recommended_values",
          "errors",
          "visible"
        ],
        "properties": {
          "name": {
            "description": "The setting's name.",
            "type": "string"
          },
          "value": {
            "description": "The value in its normal form, defaults included. Null if it has none, or if it could not be read.",
            "type": [
              "string",
              "null"
            ]
          },
          "recommended_values": {
            "description": "Values that make sense here; empty if anything may.",
            "type": "array",
            "items": {
              "type": [
                "string",
                "null"
              ]
            }
          },
          "errors": {
            "description": "What is wrong with it; empty if nothing is.",
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "visible": {
            "description": "Whether it matters at all, given the other settings.",
            "type": "boolean"
          }
        }
      },
      "ConfigInfo": {
        "description": "A setting and its value.",
        "type": "object",
        "required": [
          "definition",
          "value"
        ],
        "properties": {
          "definition": {
            "description": "Null for a setting that the connector complains about without having declared it.",
            "anyOf": [
              {
                "$ref": "#/components/schemas/ConfigKeyInfo"
              },
              {
                "type": "null"
              }
            ]
          },
          "value": {
            "description": "Null if the connector's own check said nothing about it.",
            "anyOf": [
              {
                "$ref": "#/components/schemas/ConfigValueInfo"
              },
              {
                "type": "null"
              }
            ]
          }
        }
      },
      "ConfigInfos": {
        "description": "The verdict on a configuration.",
        "type": "object",
        "required": [
          "name",
          "error_count",
          "groups",
          "configs"
        ],
        "properties": {
          "name": {
            "description": "The connector's class as it stood in the submitted configuration.",
            "type": "string"
          },
          "error_count": {
            "description": "How many error texts there are in all. 0 means that a connector can be created so.",
            "type": "integer",
            "format": "int32",
            "minimum": 0
          },
          "groups": {
            "description": "The headings in the order to show them.",
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "configs": {
            "description": "Every setting that there is for this connector. Submitted settings that nobody knows are left out.",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ConfigInfo"
            }
          }
        }
      },
      "LogLevel": {
        "description": "How much is logged, from most to least.",
        "type": "string",
        "x-extensible-enum": [
          "ALL",
          "TRACE",
          "DEBUG",
          "INFO",
          "WARN",
          "ERROR",
          "FATAL",
          "OFF"
        ]
      },
      "LoggerLevel": {
        "description": "A logger's level.",
        "type": "object",
        "required": [
          "level",
          "last_modified"
        ],
        "properties": {
          "level": {
            "$ref": "#/components/schemas/LogLevel"
          },
          "last_modified": {
            "description": "When it was last changed through this API, in milliseconds since 1970; null if never.",
            "type": [
              "integer",
              "null"
            ],
            "format": "int64",
            "x-since": "3.7.0",
            "x-kip": [
              "KIP-976"
            ]
          }
        }
      },
      "LoggerLevels": {
        "description": "The loggers that have a level of their own, and `root`, by their names.",
        "type": "object",
        "additionalProperties": {
          "$ref": "#/components/schemas/LoggerLevel"
        }
      },
      "SetLogLevelRequest": {
        "description": "The level to set.",
        "type": "object",
        "required": [
          "level"
        ],
        "properties": {
          "level": {
            "description": "One of the levels, in any letter case.",
            "type": "string",
            "x-extensible-enum": [
              "ALL",
              "TRACE",
              "DEBUG",
              "INFO",
              "WARN",
              "ERROR",
              "FATAL",
              "OFF"
            ]
          }
        },
        "additionalProperties": {
          "description": "Ignored.",
          "type": [
            "string",
            "number",
            "boolean",
            "null"
          ]
        }
      },
      "LoggerNames": {
        "description": "The loggers whose level was changed, sorted.",
        "type": "array",
        "uniqueItems": true,
        "items": {
          "type": "string"
        }
      }
    },
    "parameters": {
      "Forward": {
        "name": "forward",
        "in": "query",
        "required": false,
        "x-internal": true,
        "x-since": "0.10.0",
        "x-kip": [
          "KIP-52"
        ],
        "description": "Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does\nnot. Clients leave it out.\n",
        "schema": {
          "$ref": "#/components/schemas/Flag"
        },
        "example": false
      },
      "ConnectorName": {
        "name": "name",
        "in": "path",
        "required": true,
        "description": "The connector's name as one percent-encoded path segment.",
        "schema": {
          "type": "string",
          "minLength": 1
        },
        "examples": {
          "plain": {
            "value": "access-log-source"
          },
          "encoded": {
            "summary": "The connector `daily sales`, sent as `daily%20sales`",
            "value": "daily sales"
          }
        }
      },
      "Signature": {
        "name": "X-Connect-Authorization",
        "in": "header",
        "required": false,
        "description": "The signature of the body, base64. Required unless the cluster runs without session keys.",
        "schema": {
          "type": "string"
        },
        "example": "3vVxJtC0ONgX8Jx0nvGZ5yP8iUgcs0vvHz1Tz0tGQeM="
      },
      "SignatureAlgorithm": {
        "name": "X-Connect-Request-Signature-Algorithm",
        "in": "header",
        "required": false,
        "description": "The algorithm of the signature. Required unless the cluster runs without session keys.",
        "schema": {
          "type": "string"
        },
        "example": "HmacSHA256"
      },
      "TaskId": {
        "name": "id",
        "in": "path",
        "required": true,
        "description": "The task's number within its connector, from 0. What is no number is an unknown path (404).",
        "schema": {
          "type": "integer",
          "format": "int32",
          "minimum": 0,
          "maximum": 2147483647
        },
        "example": 0
      },
      "PluginName": {
        "name": "plugin",
        "in": "path",
        "required": true,
        "description": "The plugin's full class name, or its alias: the simple class name, with or without its suffix `Connector` or\n`Converter`. Nested classes have no alias and are written with a dollar sign.\n",
        "schema": {
          "type": "string",
          "minLength": 1
        },
        "examples": {
          "alias": {
            "value": "FileStreamSource"
          },
          "class": {
            "value": "org.apache.kafka.connect.file.FileStreamSourceConnector"
          },
          "nested": {
            "value": "org.apache.kafka.connect.transforms.InsertField$Value"
          }
        }
      },
      "LoggerName": {
        "name": "logger",
        "in": "path",
        "required": true,
        "description": "The logger's name, usually that of a class or a package; `root` is the one above all.",
        "schema": {
          "type": "string",
          "minLength": 1
        },
        "example": "org.apache.kafka.connect.runtime"
      }
    }
  },
  "x-general-responses": {
    "malformed-path": "#/components/responses/UnusableName",
    "unknown-path": "#/components/responses/UnknownPath",
    "method-not-allowed": "#/components/responses/MethodNotAllowed",
    "not-acceptable": "#/components/responses/NotAcceptable",
    "unsupported-media-type": "#/components/responses/UnsupportedMediaType",
    "options": "#/components/responses/Options"
  }
};
