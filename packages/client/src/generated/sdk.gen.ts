// Generated from openapi/ by `npm run generate`. Do not edit.

import type { Operation } from '../operation.ts';

import type { AlterOffsetsData, AlterOffsetsResponses, CreateConnectorData, CreateConnectorResponses, DeleteConnectorData, DeleteConnectorResponses, FenceZombiesData, FenceZombiesResponses, GetConnectorConfigData, GetConnectorConfigResponses, GetConnectorData, GetConnectorResponses, GetConnectorStatusData, GetConnectorStatusResponses, GetConnectorTopicsData, GetConnectorTopicsResponses, GetHealthData, GetHealthResponses, GetLoggerData, GetLoggerResponses, GetMetricsData, GetMetricsResponses, GetOffsetsData, GetOffsetsResponses, GetOpenApiDocumentData, GetOpenApiDocumentResponses, GetPluginConfigData, GetPluginConfigResponses, GetServerInfoData, GetServerInfoResponses, GetTaskStatusData, GetTaskStatusResponses, ListConnectorsData, ListConnectorsResponses, ListLoggersData, ListLoggersResponses, ListPluginsData, ListPluginsResponses, ListTasksData, ListTasksResponses, PatchConnectorConfigData, PatchConnectorConfigResponses, PauseConnectorData, PauseConnectorResponses, PutConnectorConfigData, PutConnectorConfigResponses, PutTaskConfigsData, PutTaskConfigsResponses, ResetConnectorTopicsData, ResetConnectorTopicsResponses, ResetOffsetsData, ResetOffsetsResponses, RestartConnectorData, RestartConnectorResponses, RestartTaskData, RestartTaskResponses, ResumeConnectorData, ResumeConnectorResponses, SetLoggerLevelData, SetLoggerLevelResponses, StopConnectorData, StopConnectorResponses, ValidatePluginConfigData, ValidatePluginConfigResponses } from '@millrace/contract';

/**
 * GET /
 *
 * Tell the version of the worker and the id of its Kafka cluster
 *
 * The quickest proof that a worker listens. It says nothing about whether the worker can do its work: ask `/health` for that.
 */
export const getServerInfo: Operation<GetServerInfoData, GetServerInfoResponses> = { method: 'GET', path: '/' };

/**
 * GET /health
 *
 * Tell whether the worker is ready, and alive
 *
 * Made for probes: the status alone is enough. A worker that has not yet begun to answer requests at all says 404 here, which a
 * probe takes for `starting`. One that cannot be reached by its own herder within ten seconds is `unhealthy`.
 */
export const getHealth: Operation<GetHealthData, GetHealthResponses> = { method: 'GET', path: '/health' };

/**
 * GET /connectors
 *
 * List the connectors
 *
 * Answers with an array of names. With `expand`, whatever its value, the answer is an object instead: a member for each connector,
 * holding what was asked for. That spares a tool one request for each connector.
 */
export const listConnectors: Operation<ListConnectorsData, ListConnectorsResponses> = { method: 'GET', path: '/connectors' };

/**
 * POST /connectors
 *
 * Create a connector
 *
 * Checks the configuration as `PUT /connector-plugins/{plugin}/config/validate` does, writes it down and starts the connector soon
 * after. The answer shows no tasks yet. To put the configuration in place whether or not the connector is there already, use
 * `PUT /connectors/{name}/config`.
 */
export const createConnector: Operation<CreateConnectorData, CreateConnectorResponses> = { method: 'POST', path: '/connectors' };

/**
 * DELETE /connectors/{name}
 *
 * Delete a connector
 *
 * Stops the connector's tasks and forgets its configuration and status. Its **offsets stay**: a connector created under the same
 * name goes on where this one ended. To start over, stop it and delete its offsets first.
 */
export const deleteConnector: Operation<DeleteConnectorData, DeleteConnectorResponses> = { method: 'DELETE', path: '/connectors/{name}' };

/**
 * GET /connectors/{name}
 *
 * Show a connector
 *
 * The connector's configuration, its type and which tasks it has.
 */
export const getConnector: Operation<GetConnectorData, GetConnectorResponses> = { method: 'GET', path: '/connectors/{name}' };

/**
 * GET /connectors/{name}/config
 *
 * Show a connector's configuration
 *
 * The settings as they were given, with `name` among them. References to config providers are shown as they are, never what stands
 * behind them.
 */
export const getConnectorConfig: Operation<GetConnectorConfigData, GetConnectorConfigResponses> = { method: 'GET', path: '/connectors/{name}/config' };

/**
 * PATCH /connectors/{name}/config
 *
 * Change some of a connector's settings
 *
 * Sets what is named, removes what is null and leaves everything else. The configuration that results is checked as a whole, and
 * nothing changes if it is wrong.
 */
export const patchConnectorConfig: Operation<PatchConnectorConfigData, PatchConnectorConfigResponses> = { method: 'PATCH', path: '/connectors/{name}/config' };

/**
 * PUT /connectors/{name}/config
 *
 * Create a connector, or replace its configuration
 *
 * Puts the whole configuration in place: what is left out is gone. Since it says what is to be, and not what is to be done, it can be
 * repeated without harm. The connector and the tasks whose settings have changed start again, failed ones included; a paused or
 * stopped connector stays so.
 */
export const putConnectorConfig: Operation<PutConnectorConfigData, PutConnectorConfigResponses> = { method: 'PUT', path: '/connectors/{name}/config' };

/**
 * GET /connectors/{name}/status
 *
 * Show how a connector and its tasks fare
 *
 * Connector and tasks have states of their own: a connector can be RUNNING while all its tasks have FAILED. Nothing that failed
 * starts again by itself. States are reported by the workers and lag a little behind.
 */
export const getConnectorStatus: Operation<GetConnectorStatusData, GetConnectorStatusResponses> = { method: 'GET', path: '/connectors/{name}/status' };

/**
 * PUT /connectors/{name}/pause
 *
 * Pause a connector
 *
 * Source tasks read nothing and sink tasks write nothing until the connector is resumed; connector and tasks stay in memory and go
 * on at once then. Pausing what is paused changes nothing. The state survives restarts of the workers.
 */
export const pauseConnector: Operation<PauseConnectorData, PauseConnectorResponses> = { method: 'PUT', path: '/connectors/{name}/pause' };

/**
 * PUT /connectors/{name}/resume
 *
 * Resume a paused or stopped connector
 *
 * A paused connector goes on; a stopped one is started with tasks made anew. Nothing is lost or repeated by the pause. Resuming what
 * runs changes nothing, and does not restart what has failed.
 */
export const resumeConnector: Operation<ResumeConnectorData, ResumeConnectorResponses> = { method: 'PUT', path: '/connectors/{name}/resume' };

/**
 * PUT /connectors/{name}/stop
 *
 * Stop a connector
 *
 * Shuts the connector and its tasks down and frees what they hold; the configuration and the offsets stay. A stopped connector has
 * no tasks, and only then can its offsets be changed. Stopping what is stopped changes nothing.
 */
export const stopConnector: Operation<StopConnectorData, StopConnectorResponses> = { method: 'PUT', path: '/connectors/{name}/stop' };

/**
 * POST /connectors/{name}/restart
 *
 * Restart a connector, and its tasks if wanted
 *
 * Without parameters only the connector itself is restarted, and the answer is 204. With `includeTasks` or `onlyFailed` the answer is
 * 202 and the status as it is going to be: what will restart is shown as RESTARTING, all else as it is. The usual way to mend a
 * connector is `?includeTasks=true&onlyFailed=true`.
 */
export const restartConnector: Operation<RestartConnectorData, RestartConnectorResponses> = { method: 'POST', path: '/connectors/{name}/restart' };

/**
 * GET /connectors/{name}/tasks
 *
 * List a connector's tasks and their configurations
 *
 * What the connector made of its own configuration when it split its work. Empty while it is stopped, and for a moment after it was
 * created.
 */
export const listTasks: Operation<ListTasksData, ListTasksResponses> = { method: 'GET', path: '/connectors/{name}/tasks' };

/**
 * POST /connectors/{name}/tasks
 *
 * Hand a connector's task configurations to the leader
 *
 * Sent by the worker that runs a connector when the connector has split its work anew. Only the leader writes configurations.
 */
export const putTaskConfigs: Operation<PutTaskConfigsData, PutTaskConfigsResponses> = { method: 'POST', path: '/connectors/{name}/tasks' };

/**
 * GET /connectors/{name}/tasks/{id}/status
 *
 * Show how a task fares
 *
 * One of the tasks of `GET /connectors/{name}/status`, by its number.
 */
export const getTaskStatus: Operation<GetTaskStatusData, GetTaskStatusResponses> = { method: 'GET', path: '/connectors/{name}/tasks/{id}/status' };

/**
 * POST /connectors/{name}/tasks/{id}/restart
 *
 * Restart a task
 *
 * Starts the task again, whether it has failed or not. Its connector and the other tasks are not touched.
 */
export const restartTask: Operation<RestartTaskData, RestartTaskResponses> = { method: 'POST', path: '/connectors/{name}/tasks/{id}/restart' };

/**
 * GET /connectors/{name}/topics
 *
 * List the topics that a connector has used
 *
 * The topics that a record was really written to or read from since the connector was created or the list was reset; changes of the
 * configuration do not shorten it. For a connector that is not there the list is empty, and no 404.
 */
export const getConnectorTopics: Operation<GetConnectorTopicsData, GetConnectorTopicsResponses> = { method: 'GET', path: '/connectors/{name}/topics' };

/**
 * PUT /connectors/{name}/topics/reset
 *
 * Empty the list of topics that a connector has used
 *
 * The next record that the connector writes or reads puts its topic back on the list. Topics and data are not touched.
 */
export const resetConnectorTopics: Operation<ResetConnectorTopicsData, ResetConnectorTopicsResponses> = { method: 'PUT', path: '/connectors/{name}/topics/reset' };

/**
 * DELETE /connectors/{name}/offsets
 *
 * Forget all positions of a stopped connector
 *
 * The connector starts over when it is resumed: a source at its beginning, a sink where `auto.offset.reset` of its consumer says. It
 * has to be STOPPED. Works also when there are no positions.
 */
export const resetOffsets: Operation<ResetOffsetsData, ResetOffsetsResponses> = { method: 'DELETE', path: '/connectors/{name}/offsets' };

/**
 * GET /connectors/{name}/offsets
 *
 * Show how far a connector has come
 *
 * The positions that were committed: every `offset.flush.interval.ms`, and when tasks stop. A running connector is therefore usually
 * further than this. Works in every state.
 */
export const getOffsets: Operation<GetOffsetsData, GetOffsetsResponses> = { method: 'GET', path: '/connectors/{name}/offsets' };

/**
 * PATCH /connectors/{name}/offsets
 *
 * Move a stopped connector to other positions
 *
 * Sets the named positions; the connector goes on there when it is resumed. It has to be STOPPED. The connector itself may check the
 * positions and refuse them. Take partitions as `GET` shows them: one that the connector does not know is stored all the same.
 */
export const alterOffsets: Operation<AlterOffsetsData, AlterOffsetsResponses> = { method: 'PATCH', path: '/connectors/{name}/offsets' };

/**
 * PUT /connectors/{name}/fence
 *
 * Have the leader fence off former tasks of a source
 *
 * Sent by a worker before it starts tasks of an exactly-once source, so that no former instance of a task can write any more. Any body
 * is part of what is signed, and otherwise ignored.
 */
export const fenceZombies: Operation<FenceZombiesData, FenceZombiesResponses> = { method: 'PUT', path: '/connectors/{name}/fence' };

/**
 * GET /connector-plugins
 *
 * List the installed plugins
 *
 * What this worker has installed; other workers of the cluster should have the same. Only connectors unless told otherwise. A class
 * that is both a converter and a header converter stands there twice.
 */
export const listPlugins: Operation<ListPluginsData, ListPluginsResponses> = { method: 'GET', path: '/connector-plugins' };

/**
 * GET /connector-plugins/{plugin}/config
 *
 * Tell what a plugin can be configured with
 *
 * Works for plugins of every type. For connectors the plugin's own settings come first and those that Kafka Connect gives to all
 * sources or sinks follow.
 */
export const getPluginConfig: Operation<GetPluginConfigData, GetPluginConfigResponses> = { method: 'GET', path: '/connector-plugins/{plugin}/config' };

/**
 * PUT /connector-plugins/{plugin}/config/validate
 *
 * Check a configuration without creating anything
 *
 * Answers 200 with a verdict on every setting, however wrong the configuration is: look at `error_count`. Made for forms: the answer
 * holds all that is needed to draw one and to say beside each field what is wrong with it.
 */
export const validatePluginConfig: Operation<ValidatePluginConfigData, ValidatePluginConfigResponses> = { method: 'PUT', path: '/connector-plugins/{plugin}/config/validate' };

/**
 * GET /admin/loggers
 *
 * List the loggers and their levels
 *
 * Those that have a level of their own, and `root`, on the worker that answers.
 */
export const listLoggers: Operation<ListLoggersData, ListLoggersResponses> = { method: 'GET', path: '/admin/loggers' };

/**
 * GET /admin/loggers/{logger}
 *
 * Show a logger's level
 *
 * The level of one logger, on the worker that answers.
 */
export const getLogger: Operation<GetLoggerData, GetLoggerResponses> = { method: 'GET', path: '/admin/loggers/{logger}' };

/**
 * PUT /admin/loggers/{logger}
 *
 * Set the level of a logger and of those below it
 *
 * Takes effect at once on the worker that answers, or a little later on all workers with `scope=cluster`. It is forgotten when a
 * worker restarts. A logger that is not there yet is made.
 */
export const setLoggerLevel: Operation<SetLoggerLevelData, SetLoggerLevelResponses> = { method: 'PUT', path: '/admin/loggers/{logger}' };

/**
 * GET /openapi.json
 *
 * Fetch this document
 *
 * The contract that this worker keeps to, as one OpenAPI 3.1 document in JSON.
 */
export const getOpenApiDocument: Operation<GetOpenApiDocumentData, GetOpenApiDocumentResponses> = { method: 'GET', path: '/openapi.json' };

/**
 * GET /metrics
 *
 * Show the metrics of this worker and of what runs on it, for Prometheus
 *
 * In the text format of Prometheus, version 0.0.4. They are the metrics that Kafka Connect has in JMX, under the names that the usual
 * configurations of the JMX exporter give them (`kafka_connect_source_task_source_record_poll_total`), with connector, task and the like
 * as labels; those of the Node.js process; and Millrace's own (`millrace_thread_kills_total`). Each worker tells its own. What a
 * connector that was deleted had done is not told any more.
 */
export const getMetrics: Operation<GetMetricsData, GetMetricsResponses> = { method: 'GET', path: '/metrics' };
