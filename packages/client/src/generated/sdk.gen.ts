// Generated from openapi/ by `npm run generate`. Do not edit.

import { client } from './client.gen.ts';
import type { Client, ClientMeta, Options as Options2, RequestResult, TDataShape } from './client/index.gen.ts';
import type { AlterOffsetsData, AlterOffsetsErrors, AlterOffsetsResponses, CreateConnectorData, CreateConnectorErrors, CreateConnectorResponses, DeleteConnectorData, DeleteConnectorErrors, DeleteConnectorResponses, FenceZombiesData, FenceZombiesErrors, FenceZombiesResponses, GetConnectorConfigData, GetConnectorConfigErrors, GetConnectorConfigResponses, GetConnectorData, GetConnectorErrors, GetConnectorResponses, GetConnectorStatusData, GetConnectorStatusErrors, GetConnectorStatusResponses, GetConnectorTopicsData, GetConnectorTopicsErrors, GetConnectorTopicsResponses, GetHealthData, GetHealthErrors, GetHealthResponses, GetLoggerData, GetLoggerErrors, GetLoggerResponses, GetMetricsData, GetMetricsErrors, GetMetricsResponses, GetOffsetsData, GetOffsetsErrors, GetOffsetsResponses, GetOpenApiDocumentData, GetOpenApiDocumentErrors, GetOpenApiDocumentResponses, GetPluginConfigData, GetPluginConfigErrors, GetPluginConfigResponses, GetServerInfoData, GetServerInfoErrors, GetServerInfoResponses, GetTaskStatusData, GetTaskStatusErrors, GetTaskStatusResponses, ListConnectorsData, ListConnectorsErrors, ListConnectorsResponses, ListLoggersData, ListLoggersErrors, ListLoggersResponses, ListPluginsData, ListPluginsErrors, ListPluginsResponses, ListTasksData, ListTasksErrors, ListTasksResponses, PatchConnectorConfigData, PatchConnectorConfigErrors, PatchConnectorConfigResponses, PauseConnectorData, PauseConnectorErrors, PauseConnectorResponses, PutConnectorConfigData, PutConnectorConfigErrors, PutConnectorConfigResponses, PutTaskConfigsData, PutTaskConfigsErrors, PutTaskConfigsResponses, ResetConnectorTopicsData, ResetConnectorTopicsErrors, ResetConnectorTopicsResponses, ResetOffsetsData, ResetOffsetsErrors, ResetOffsetsResponses, RestartConnectorData, RestartConnectorErrors, RestartConnectorResponses, RestartTaskData, RestartTaskErrors, RestartTaskResponses, ResumeConnectorData, ResumeConnectorErrors, ResumeConnectorResponses, SetLoggerLevelData, SetLoggerLevelErrors, SetLoggerLevelResponses, StopConnectorData, StopConnectorErrors, StopConnectorResponses, ValidatePluginConfigData, ValidatePluginConfigErrors, ValidatePluginConfigResponses } from '@millrace/contract';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client?: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: keyof ClientMeta extends never ? Record<string, unknown> : ClientMeta;
};

/**
 * Tell the version of the worker and the id of its Kafka cluster
 *
 * The quickest proof that a worker listens. It says nothing about whether the worker can do its work: ask `/health` for that.
 *
 */
export const getServerInfo = <ThrowOnError extends boolean = false>(options?: Options<GetServerInfoData, ThrowOnError>): RequestResult<GetServerInfoResponses, GetServerInfoErrors, ThrowOnError> => (options?.client ?? client).get<GetServerInfoResponses, GetServerInfoErrors, ThrowOnError>({ url: '/', ...options });

/**
 * Tell whether the worker is ready, and alive
 *
 * Made for probes: the status alone is enough. A worker that has not yet begun to answer requests at all says 404 here, which a
 * probe takes for `starting`. One that cannot be reached by its own herder within ten seconds is `unhealthy`.
 *
 */
export const getHealth = <ThrowOnError extends boolean = false>(options?: Options<GetHealthData, ThrowOnError>): RequestResult<GetHealthResponses, GetHealthErrors, ThrowOnError> => (options?.client ?? client).get<GetHealthResponses, GetHealthErrors, ThrowOnError>({ url: '/health', ...options });

/**
 * List the connectors
 *
 * Answers with an array of names. With `expand`, whatever its value, the answer is an object instead: a member for each connector,
 * holding what was asked for. That spares a tool one request for each connector.
 *
 */
export const listConnectors = <ThrowOnError extends boolean = false>(options?: Options<ListConnectorsData, ThrowOnError>): RequestResult<ListConnectorsResponses, ListConnectorsErrors, ThrowOnError> => (options?.client ?? client).get<ListConnectorsResponses, ListConnectorsErrors, ThrowOnError>({ url: '/connectors', ...options });

/**
 * Create a connector
 *
 * Checks the configuration as `PUT /connector-plugins/{plugin}/config/validate` does, writes it down and starts the connector soon
 * after. The answer shows no tasks yet. To put the configuration in place whether or not the connector is there already, use
 * `PUT /connectors/{name}/config`.
 *
 */
export const createConnector = <ThrowOnError extends boolean = false>(options: Options<CreateConnectorData, ThrowOnError>): RequestResult<CreateConnectorResponses, CreateConnectorErrors, ThrowOnError> => (options.client ?? client).post<CreateConnectorResponses, CreateConnectorErrors, ThrowOnError>({
    url: '/connectors',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a connector
 *
 * Stops the connector's tasks and forgets its configuration and status. Its **offsets stay**: a connector created under the same
 * name goes on where this one ended. To start over, stop it and delete its offsets first.
 *
 */
export const deleteConnector = <ThrowOnError extends boolean = false>(options: Options<DeleteConnectorData, ThrowOnError>): RequestResult<DeleteConnectorResponses, DeleteConnectorErrors, ThrowOnError> => (options.client ?? client).delete<DeleteConnectorResponses, DeleteConnectorErrors, ThrowOnError>({ url: '/connectors/{name}', ...options });

/**
 * Show a connector
 *
 * The connector's configuration, its type and which tasks it has.
 */
export const getConnector = <ThrowOnError extends boolean = false>(options: Options<GetConnectorData, ThrowOnError>): RequestResult<GetConnectorResponses, GetConnectorErrors, ThrowOnError> => (options.client ?? client).get<GetConnectorResponses, GetConnectorErrors, ThrowOnError>({ url: '/connectors/{name}', ...options });

/**
 * Show a connector's configuration
 *
 * The settings as they were given, with `name` among them. References to config providers are shown as they are, never what stands
 * behind them.
 *
 */
export const getConnectorConfig = <ThrowOnError extends boolean = false>(options: Options<GetConnectorConfigData, ThrowOnError>): RequestResult<GetConnectorConfigResponses, GetConnectorConfigErrors, ThrowOnError> => (options.client ?? client).get<GetConnectorConfigResponses, GetConnectorConfigErrors, ThrowOnError>({ url: '/connectors/{name}/config', ...options });

/**
 * Change some of a connector's settings
 *
 * Sets what is named, removes what is null and leaves everything else. The configuration that results is checked as a whole, and
 * nothing changes if it is wrong.
 *
 */
export const patchConnectorConfig = <ThrowOnError extends boolean = false>(options: Options<PatchConnectorConfigData, ThrowOnError>): RequestResult<PatchConnectorConfigResponses, PatchConnectorConfigErrors, ThrowOnError> => (options.client ?? client).patch<PatchConnectorConfigResponses, PatchConnectorConfigErrors, ThrowOnError>({
    url: '/connectors/{name}/config',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Create a connector, or replace its configuration
 *
 * Puts the whole configuration in place: what is left out is gone. Since it says what is to be, and not what is to be done, it can be
 * repeated without harm. The connector and the tasks whose settings have changed start again, failed ones included; a paused or
 * stopped connector stays so.
 *
 */
export const putConnectorConfig = <ThrowOnError extends boolean = false>(options: Options<PutConnectorConfigData, ThrowOnError>): RequestResult<PutConnectorConfigResponses, PutConnectorConfigErrors, ThrowOnError> => (options.client ?? client).put<PutConnectorConfigResponses, PutConnectorConfigErrors, ThrowOnError>({
    url: '/connectors/{name}/config',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Show how a connector and its tasks fare
 *
 * Connector and tasks have states of their own: a connector can be RUNNING while all its tasks have FAILED. Nothing that failed
 * starts again by itself. States are reported by the workers and lag a little behind.
 *
 */
export const getConnectorStatus = <ThrowOnError extends boolean = false>(options: Options<GetConnectorStatusData, ThrowOnError>): RequestResult<GetConnectorStatusResponses, GetConnectorStatusErrors, ThrowOnError> => (options.client ?? client).get<GetConnectorStatusResponses, GetConnectorStatusErrors, ThrowOnError>({ url: '/connectors/{name}/status', ...options });

/**
 * Pause a connector
 *
 * Source tasks read nothing and sink tasks write nothing until the connector is resumed; connector and tasks stay in memory and go
 * on at once then. Pausing what is paused changes nothing. The state survives restarts of the workers.
 *
 */
export const pauseConnector = <ThrowOnError extends boolean = false>(options: Options<PauseConnectorData, ThrowOnError>): RequestResult<PauseConnectorResponses, PauseConnectorErrors, ThrowOnError> => (options.client ?? client).put<PauseConnectorResponses, PauseConnectorErrors, ThrowOnError>({ url: '/connectors/{name}/pause', ...options });

/**
 * Resume a paused or stopped connector
 *
 * A paused connector goes on; a stopped one is started with tasks made anew. Nothing is lost or repeated by the pause. Resuming what
 * runs changes nothing, and does not restart what has failed.
 *
 */
export const resumeConnector = <ThrowOnError extends boolean = false>(options: Options<ResumeConnectorData, ThrowOnError>): RequestResult<ResumeConnectorResponses, ResumeConnectorErrors, ThrowOnError> => (options.client ?? client).put<ResumeConnectorResponses, ResumeConnectorErrors, ThrowOnError>({ url: '/connectors/{name}/resume', ...options });

/**
 * Stop a connector
 *
 * Shuts the connector and its tasks down and frees what they hold; the configuration and the offsets stay. A stopped connector has
 * no tasks, and only then can its offsets be changed. Stopping what is stopped changes nothing.
 *
 */
export const stopConnector = <ThrowOnError extends boolean = false>(options: Options<StopConnectorData, ThrowOnError>): RequestResult<StopConnectorResponses, StopConnectorErrors, ThrowOnError> => (options.client ?? client).put<StopConnectorResponses, StopConnectorErrors, ThrowOnError>({ url: '/connectors/{name}/stop', ...options });

/**
 * Restart a connector, and its tasks if wanted
 *
 * Without parameters only the connector itself is restarted, and the answer is 204. With `includeTasks` or `onlyFailed` the answer is
 * 202 and the status as it is going to be: what will restart is shown as RESTARTING, all else as it is. The usual way to mend a
 * connector is `?includeTasks=true&onlyFailed=true`.
 *
 */
export const restartConnector = <ThrowOnError extends boolean = false>(options: Options<RestartConnectorData, ThrowOnError>): RequestResult<RestartConnectorResponses, RestartConnectorErrors, ThrowOnError> => (options.client ?? client).post<RestartConnectorResponses, RestartConnectorErrors, ThrowOnError>({ url: '/connectors/{name}/restart', ...options });

/**
 * List a connector's tasks and their configurations
 *
 * What the connector made of its own configuration when it split its work. Empty while it is stopped, and for a moment after it was
 * created.
 *
 */
export const listTasks = <ThrowOnError extends boolean = false>(options: Options<ListTasksData, ThrowOnError>): RequestResult<ListTasksResponses, ListTasksErrors, ThrowOnError> => (options.client ?? client).get<ListTasksResponses, ListTasksErrors, ThrowOnError>({ url: '/connectors/{name}/tasks', ...options });

/**
 * Hand a connector's task configurations to the leader
 *
 * Sent by the worker that runs a connector when the connector has split its work anew. Only the leader writes configurations.
 *
 */
export const putTaskConfigs = <ThrowOnError extends boolean = false>(options: Options<PutTaskConfigsData, ThrowOnError>): RequestResult<PutTaskConfigsResponses, PutTaskConfigsErrors, ThrowOnError> => (options.client ?? client).post<PutTaskConfigsResponses, PutTaskConfigsErrors, ThrowOnError>({
    url: '/connectors/{name}/tasks',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Show how a task fares
 *
 * One of the tasks of `GET /connectors/{name}/status`, by its number.
 */
export const getTaskStatus = <ThrowOnError extends boolean = false>(options: Options<GetTaskStatusData, ThrowOnError>): RequestResult<GetTaskStatusResponses, GetTaskStatusErrors, ThrowOnError> => (options.client ?? client).get<GetTaskStatusResponses, GetTaskStatusErrors, ThrowOnError>({ url: '/connectors/{name}/tasks/{id}/status', ...options });

/**
 * Restart a task
 *
 * Starts the task again, whether it has failed or not. Its connector and the other tasks are not touched.
 */
export const restartTask = <ThrowOnError extends boolean = false>(options: Options<RestartTaskData, ThrowOnError>): RequestResult<RestartTaskResponses, RestartTaskErrors, ThrowOnError> => (options.client ?? client).post<RestartTaskResponses, RestartTaskErrors, ThrowOnError>({ url: '/connectors/{name}/tasks/{id}/restart', ...options });

/**
 * List the topics that a connector has used
 *
 * The topics that a record was really written to or read from since the connector was created or the list was reset; changes of the
 * configuration do not shorten it. For a connector that is not there the list is empty, and no 404.
 *
 */
export const getConnectorTopics = <ThrowOnError extends boolean = false>(options: Options<GetConnectorTopicsData, ThrowOnError>): RequestResult<GetConnectorTopicsResponses, GetConnectorTopicsErrors, ThrowOnError> => (options.client ?? client).get<GetConnectorTopicsResponses, GetConnectorTopicsErrors, ThrowOnError>({ url: '/connectors/{name}/topics', ...options });

/**
 * Empty the list of topics that a connector has used
 *
 * The next record that the connector writes or reads puts its topic back on the list. Topics and data are not touched.
 */
export const resetConnectorTopics = <ThrowOnError extends boolean = false>(options: Options<ResetConnectorTopicsData, ThrowOnError>): RequestResult<ResetConnectorTopicsResponses, ResetConnectorTopicsErrors, ThrowOnError> => (options.client ?? client).put<ResetConnectorTopicsResponses, ResetConnectorTopicsErrors, ThrowOnError>({ url: '/connectors/{name}/topics/reset', ...options });

/**
 * Forget all positions of a stopped connector
 *
 * The connector starts over when it is resumed: a source at its beginning, a sink where `auto.offset.reset` of its consumer says. It
 * has to be STOPPED. Works also when there are no positions.
 *
 */
export const resetOffsets = <ThrowOnError extends boolean = false>(options: Options<ResetOffsetsData, ThrowOnError>): RequestResult<ResetOffsetsResponses, ResetOffsetsErrors, ThrowOnError> => (options.client ?? client).delete<ResetOffsetsResponses, ResetOffsetsErrors, ThrowOnError>({ url: '/connectors/{name}/offsets', ...options });

/**
 * Show how far a connector has come
 *
 * The positions that were committed: every `offset.flush.interval.ms`, and when tasks stop. A running connector is therefore usually
 * further than this. Works in every state.
 *
 */
export const getOffsets = <ThrowOnError extends boolean = false>(options: Options<GetOffsetsData, ThrowOnError>): RequestResult<GetOffsetsResponses, GetOffsetsErrors, ThrowOnError> => (options.client ?? client).get<GetOffsetsResponses, GetOffsetsErrors, ThrowOnError>({ url: '/connectors/{name}/offsets', ...options });

/**
 * Move a stopped connector to other positions
 *
 * Sets the named positions; the connector goes on there when it is resumed. It has to be STOPPED. The connector itself may check the
 * positions and refuse them. Take partitions as `GET` shows them: one that the connector does not know is stored all the same.
 *
 */
export const alterOffsets = <ThrowOnError extends boolean = false>(options: Options<AlterOffsetsData, ThrowOnError>): RequestResult<AlterOffsetsResponses, AlterOffsetsErrors, ThrowOnError> => (options.client ?? client).patch<AlterOffsetsResponses, AlterOffsetsErrors, ThrowOnError>({
    url: '/connectors/{name}/offsets',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Have the leader fence off former tasks of a source
 *
 * Sent by a worker before it starts tasks of an exactly-once source, so that no former instance of a task can write any more. Any body
 * is part of what is signed, and otherwise ignored.
 *
 */
export const fenceZombies = <ThrowOnError extends boolean = false>(options: Options<FenceZombiesData, ThrowOnError>): RequestResult<FenceZombiesResponses, FenceZombiesErrors, ThrowOnError> => (options.client ?? client).put<FenceZombiesResponses, FenceZombiesErrors, ThrowOnError>({ url: '/connectors/{name}/fence', ...options });

/**
 * List the installed plugins
 *
 * What this worker has installed; other workers of the cluster should have the same. Only connectors unless told otherwise. A class
 * that is both a converter and a header converter stands there twice.
 *
 */
export const listPlugins = <ThrowOnError extends boolean = false>(options?: Options<ListPluginsData, ThrowOnError>): RequestResult<ListPluginsResponses, ListPluginsErrors, ThrowOnError> => (options?.client ?? client).get<ListPluginsResponses, ListPluginsErrors, ThrowOnError>({ url: '/connector-plugins', ...options });

/**
 * Tell what a plugin can be configured with
 *
 * Works for plugins of every type. For connectors the plugin's own settings come first and those that Kafka Connect gives to all
 * sources or sinks follow.
 *
 */
export const getPluginConfig = <ThrowOnError extends boolean = false>(options: Options<GetPluginConfigData, ThrowOnError>): RequestResult<GetPluginConfigResponses, GetPluginConfigErrors, ThrowOnError> => (options.client ?? client).get<GetPluginConfigResponses, GetPluginConfigErrors, ThrowOnError>({ url: '/connector-plugins/{plugin}/config', ...options });

/**
 * Check a configuration without creating anything
 *
 * Answers 200 with a verdict on every setting, however wrong the configuration is: look at `error_count`. Made for forms: the answer
 * holds all that is needed to draw one and to say beside each field what is wrong with it.
 *
 */
export const validatePluginConfig = <ThrowOnError extends boolean = false>(options: Options<ValidatePluginConfigData, ThrowOnError>): RequestResult<ValidatePluginConfigResponses, ValidatePluginConfigErrors, ThrowOnError> => (options.client ?? client).put<ValidatePluginConfigResponses, ValidatePluginConfigErrors, ThrowOnError>({
    url: '/connector-plugins/{plugin}/config/validate',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the loggers and their levels
 *
 * Those that have a level of their own, and `root`, on the worker that answers.
 */
export const listLoggers = <ThrowOnError extends boolean = false>(options?: Options<ListLoggersData, ThrowOnError>): RequestResult<ListLoggersResponses, ListLoggersErrors, ThrowOnError> => (options?.client ?? client).get<ListLoggersResponses, ListLoggersErrors, ThrowOnError>({ url: '/admin/loggers', ...options });

/**
 * Show a logger's level
 *
 * The level of one logger, on the worker that answers.
 */
export const getLogger = <ThrowOnError extends boolean = false>(options: Options<GetLoggerData, ThrowOnError>): RequestResult<GetLoggerResponses, GetLoggerErrors, ThrowOnError> => (options.client ?? client).get<GetLoggerResponses, GetLoggerErrors, ThrowOnError>({ url: '/admin/loggers/{logger}', ...options });

/**
 * Set the level of a logger and of those below it
 *
 * Takes effect at once on the worker that answers, or a little later on all workers with `scope=cluster`. It is forgotten when a
 * worker restarts. A logger that is not there yet is made.
 *
 */
export const setLoggerLevel = <ThrowOnError extends boolean = false>(options: Options<SetLoggerLevelData, ThrowOnError>): RequestResult<SetLoggerLevelResponses, SetLoggerLevelErrors, ThrowOnError> => (options.client ?? client).put<SetLoggerLevelResponses, SetLoggerLevelErrors, ThrowOnError>({
    url: '/admin/loggers/{logger}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Fetch this document
 *
 * The contract that this worker keeps to, as one OpenAPI 3.1 document in JSON.
 */
export const getOpenApiDocument = <ThrowOnError extends boolean = false>(options?: Options<GetOpenApiDocumentData, ThrowOnError>): RequestResult<GetOpenApiDocumentResponses, GetOpenApiDocumentErrors, ThrowOnError> => (options?.client ?? client).get<GetOpenApiDocumentResponses, GetOpenApiDocumentErrors, ThrowOnError>({ url: '/openapi.json', ...options });

/**
 * Show the metrics of this worker and of what runs on it, for Prometheus
 *
 * In the text format of Prometheus, version 0.0.4. They are the metrics that Kafka Connect has in JMX, under the names that the usual
 * configurations of the JMX exporter give them (`kafka_connect_source_task_source_record_poll_total`), with connector, task and the like
 * as labels; those of the Node.js process; and Millrace's own (`millrace_thread_kills_total`). Each worker tells its own. What a
 * connector that was deleted had done is not told any more.
 *
 */
export const getMetrics = <ThrowOnError extends boolean = false>(options?: Options<GetMetricsData, ThrowOnError>): RequestResult<GetMetricsResponses, GetMetricsErrors, ThrowOnError> => (options?.client ?? client).get<GetMetricsResponses, GetMetricsErrors, ThrowOnError>({ url: '/metrics', ...options });
