// Generated from openapi/ by `npm run generate`. Do not edit.

export type ClientOptions = {
    baseUrl: 'http://127.0.0.1:8083' | (string & {});
};

/**
 * The worker and the cluster it works for.
 */
export type ServerInfo = {
    /**
     * The version of Kafka Connect. Tools compare it to learn which parts of the API are there.
     */
    version: string;
    /**
     * The commit that the worker was built from; `unknown` where that was not recorded.
     */
    commit: string;
    /**
     * The id of the Kafka cluster that the worker is connected to.
     */
    kafka_cluster_id: string;
};

/**
 * Every error of Kafka Connect.
 */
export type ErrorMessage = {
    /**
     * The HTTP status of the answer.
     */
    error_code: number;
    /**
     * What went wrong, in words for people. Null where the failure had no text.
     */
    message: string | null;
};

/**
 * How the worker feels, and why.
 */
export type WorkerStatus = {
    /**
     * `starting` until the worker can take requests, then `healthy`, or `unhealthy` when it does not get its work done.
     */
    status: 'healthy' | 'starting' | 'unhealthy' | (string & {});
    /**
     * The same in words, with what the worker is busy with where that is known.
     */
    message: string;
};

/**
 * What to tell of a connector; what is not known adds nothing.
 */
export type Expansion = 'info' | 'status' | (string & {});

/**
 * The names of all connectors, in no particular order.
 */
export type ConnectorNames = Array<string>;

/**
 * A connector's settings by their names. All values are text here, whatever they were sent as.
 */
export type ConnectorConfig = {
    [key: string]: string;
};

/**
 * A task's identity.
 */
export type ConnectorTaskId = {
    /**
     * The connector's name.
     */
    connector: string;
    /**
     * The task's number, from 0.
     */
    task: number;
};

/**
 * Which way the data goes. `unknown` when the connector's class is not (or no longer) installed.
 */
export type ConnectorType = 'source' | 'sink' | 'unknown' | (string & {});

/**
 * A connector as it is configured.
 */
export type ConnectorInfo = {
    /**
     * The connector's name.
     */
    name: string;
    /**
     * A connector's settings by their names. All values are text here, whatever they were sent as.
     */
    config: ConnectorConfig;
    /**
     * Its tasks; empty until they were made, and while the connector is stopped.
     */
    tasks: Array<ConnectorTaskId>;
    /**
     * Which way the data goes. `unknown` when the connector's class is not (or no longer) installed.
     */
    type: ConnectorType;
};

/**
 * UNASSIGNED: no worker has it yet. RUNNING. PAUSED. STOPPED (connectors only). FAILED: see `trace`; it stays so until it is
 * restarted or reconfigured. RESTARTING.
 *
 */
export type State = 'UNASSIGNED' | 'RUNNING' | 'PAUSED' | 'STOPPED' | 'FAILED' | 'RESTARTING' | (string & {});

/**
 * How the connector itself fares. A connector can run while its tasks have failed.
 */
export type ConnectorState = {
    /**
     * UNASSIGNED: no worker has it yet. RUNNING. PAUSED. STOPPED (connectors only). FAILED: see `trace`; it stays so until it is
     * restarted or reconfigured. RESTARTING.
     *
     */
    state: State;
    /**
     * The worker that has it, as `host:port`.
     */
    worker_id: string;
    /**
     * The version of the plugin. Null while nothing runs; missing if the plugin has none.
     */
    version?: string | null;
    /**
     * Why it failed. Only there when it did.
     */
    trace?: string;
};

/**
 * How a task fares.
 */
export type TaskState = {
    /**
     * The task's number, from 0.
     */
    id: number;
    /**
     * UNASSIGNED: no worker has it yet. RUNNING. PAUSED. STOPPED (connectors only). FAILED: see `trace`; it stays so until it is
     * restarted or reconfigured. RESTARTING.
     *
     */
    state: State;
    /**
     * The worker that has it, as `host:port`.
     */
    worker_id: string;
    /**
     * The version of the plugin. Null while nothing runs; missing if the plugin has none.
     */
    version?: string | null;
    /**
     * Why it failed. Only there when it did.
     */
    trace?: string;
};

/**
 * The state of a connector and of all its tasks, as the workers last reported it.
 */
export type ConnectorStateInfo = {
    /**
     * The connector's name.
     */
    name: string;
    /**
     * How the connector itself fares. A connector can run while its tasks have failed.
     */
    connector: ConnectorState;
    /**
     * Its tasks, by their numbers.
     */
    tasks: Array<TaskState>;
    /**
     * Which way the data goes. `unknown` when the connector's class is not (or no longer) installed.
     */
    type: ConnectorType;
};

/**
 * Holds a member for each known value of `expand` in the request.
 */
export type ConnectorExpansion = {
    /**
     * A connector as it is configured.
     */
    info?: ConnectorInfo;
    /**
     * The state of a connector and of all its tasks, as the workers last reported it.
     */
    status?: ConnectorStateInfo;
};

/**
 * What was asked for of each connector, by its name.
 */
export type ConnectorExpansions = {
    [key: string]: ConnectorExpansion;
};

/**
 * `true` in any letter case is true; any other text counts as false, and an empty one as not given.
 */
export type Flag = boolean | string;

/**
 * A connector's settings by their names. Numbers and booleans are kept as the text they were sent as (`1.0` stays `1.0`). What can
 * be set is told by `GET /connector-plugins/{plugin}/config`.
 *
 */
export type ConfigSettings = {
    [key: string]: string | number | boolean;
};

/**
 * What the connector is to be at first; RUNNING unless told otherwise. STOPPED allows to set offsets before the first start. Letter
 * case does not matter.
 *
 */
export type InitialState = 'RUNNING' | 'PAUSED' | 'STOPPED' | null | string;

/**
 * A new connector.
 */
export type CreateConnectorRequest = {
    /**
     * The connector's name, unique in the cluster. Blanks around it are cut off; control characters are refused. A number or a boolean
     * is taken as its text.
     *
     */
    name: string | number | boolean;
    /**
     * A connector's settings by their names. Numbers and booleans are kept as the text they were sent as (`1.0` stays `1.0`). What can
     * be set is told by `GET /connector-plugins/{plugin}/config`.
     *
     */
    config: ConfigSettings;
    /**
     * What the connector is to be at first; RUNNING unless told otherwise. STOPPED allows to set offsets before the first start. Letter
     * case does not matter.
     *
     */
    initial_state?: InitialState;
};

/**
 * The settings to change. A null removes the setting; what is not named stays as it is.
 */
export type ConfigSettingsPatch = {
    [key: string]: string | number | boolean | null;
};

/**
 * What the connector gave to the task, and `task.class`. Settings that refer to a config provider show the reference, not what
 * stands behind it.
 *
 */
export type TaskConfig = {
    [key: string]: string | null;
};

/**
 * A task and what it was configured with.
 */
export type TaskInfo = {
    /**
     * A task's identity.
     */
    id: ConnectorTaskId;
    /**
     * What the connector gave to the task, and `task.class`. Settings that refer to a config provider show the reference, not what
     * stands behind it.
     *
     */
    config: TaskConfig;
};

/**
 * The configuration of each task, in the order of their numbers.
 */
export type TaskConfigs = Array<{
    [key: string]: string | number | boolean | null;
}>;

/**
 * The topics of one connector.
 */
export type ActiveTopics = {
    /**
     * The topics that a record was written to or read from since the list was last reset, in no particular order.
     */
    topics: Array<string>;
};

/**
 * One member, named after the connector.
 */
export type ConnectorActiveTopics = {
    [key: string]: ActiveTopics;
};

/**
 * What the position is a position in. Of a source it is the connector's own business (a file, a table, a shard); of a sink it is
 * `kafka_topic` and `kafka_partition`.
 *
 */
export type Partition = {
    [key: string]: unknown;
};

/**
 * One position.
 */
export type ConnectorOffset = {
    /**
     * What the position is a position in. Of a source it is the connector's own business (a file, a table, a shard); of a sink it is
     * `kafka_topic` and `kafka_partition`.
     *
     */
    partition: Partition;
    /**
     * The position. What stands in it is the source connector's own business; a sink has `kafka_offset`, the offset of the next
     * record to be read. Integers can need 64 bits.
     *
     */
    offset: {
        [key: string]: unknown;
    };
};

/**
 * How far a connector has come, for each part of its source, or for each partition of its topics.
 */
export type ConnectorOffsets = {
    /**
     * Empty if nothing has been committed yet.
     */
    offsets: Array<ConnectorOffset>;
};

/**
 * What was done, in words.
 */
export type Message = {
    /**
     * A sentence for people.
     */
    message: string;
};

/**
 * One position to set or, with a null, to remove.
 */
export type OffsetChange = {
    /**
     * What the position is a position in, as `GET` shows it. Null (or left out) is not refused together with a null for `offset`, but
     * does nothing.
     *
     */
    partition?: {
        [key: string]: unknown;
    } | null;
    /**
     * The new position; null (or left out) forgets it, so that the connector starts over with this partition.
     */
    offset?: {
        [key: string]: unknown;
    } | null;
};

/**
 * The positions to set. Those that are not named stay as they are.
 */
export type AlterOffsetsRequest = {
    /**
     * At least one position, each partition as `GET` shows it.
     */
    offsets: Array<OffsetChange>;
};

/**
 * An installed plugin.
 */
export type PluginInfo = {
    /**
     * Its full class name.
     */
    class: string;
    /**
     * What it is.
     */
    type: 'source' | 'sink' | 'converter' | 'header_converter' | 'transformation' | 'predicate' | (string & {});
    /**
     * Its version; missing for a plugin that has none.
     */
    version?: string | null;
};

/**
 * What a setting is.
 */
export type ConfigKeyInfo = {
    /**
     * The setting's name.
     */
    name: string;
    /**
     * What its text is read as. Values of a PASSWORD are not shown; a LIST is separated by commas.
     */
    type: 'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST' | 'CLASS' | 'PASSWORD' | (string & {});
    /**
     * Whether it has to be set, because it has no default.
     */
    required: boolean;
    /**
     * The default as text. Null if there is none, or if it is null.
     */
    default_value: string | null;
    /**
     * How much a user should care.
     */
    importance: 'HIGH' | 'MEDIUM' | 'LOW' | (string & {});
    /**
     * What it does. Can hold HTML.
     */
    documentation: string | null;
    /**
     * The heading that it belongs under.
     */
    group: string | null;
    /**
     * Its place under that heading; -1 without one. Before 4.2 Apache Kafka Connect called it `order`.
     */
    order_in_group: number;
    /**
     * How wide an input field should be.
     */
    width: 'NONE' | 'SHORT' | 'MEDIUM' | 'LONG' | (string & {});
    /**
     * Its name for people.
     */
    display_name: string | null;
    /**
     * Settings whose visibility or recommended values depend on this one.
     */
    dependents: Array<string>;
};

/**
 * Settings to be checked. They may be incomplete or wrong, nulls included; that is what is being asked.
 */
export type CandidateConfig = {
    [key: string]: string | number | boolean | null;
};

/**
 * What a setting would be with the submitted configuration.
 */
export type ConfigValueInfo = {
    /**
     * The setting's name.
     */
    name: string;
    /**
     * The value in its normal form, defaults included. Null if it has none, or if it could not be read.
     */
    value: string | null;
    /**
     * Values that make sense here; empty if anything may.
     */
    recommended_values: Array<string | null>;
    /**
     * What is wrong with it; empty if nothing is.
     */
    errors: Array<string>;
    /**
     * Whether it matters at all, given the other settings.
     */
    visible: boolean;
};

/**
 * A setting and its value.
 */
export type ConfigInfo = {
    /**
     * Null for a setting that the connector complains about without having declared it.
     */
    definition: ConfigKeyInfo | null;
    /**
     * Null if the connector's own check said nothing about it.
     */
    value: ConfigValueInfo | null;
};

/**
 * The verdict on a configuration.
 */
export type ConfigInfos = {
    /**
     * The connector's class as it stood in the submitted configuration.
     */
    name: string;
    /**
     * How many error texts there are in all. 0 means that a connector can be created so.
     */
    error_count: number;
    /**
     * The headings in the order to show them.
     */
    groups: Array<string>;
    /**
     * Every setting that there is for this connector. Submitted settings that nobody knows are left out.
     */
    configs: Array<ConfigInfo>;
};

/**
 * How much is logged, from most to least.
 */
export type LogLevel = 'ALL' | 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'OFF' | (string & {});

/**
 * A logger's level.
 */
export type LoggerLevel = {
    /**
     * How much is logged, from most to least.
     */
    level: LogLevel;
    /**
     * When it was last changed through this API, in milliseconds since 1970; null if never.
     */
    last_modified: number | null;
};

/**
 * The loggers that have a level of their own, and `root`, by their names.
 */
export type LoggerLevels = {
    [key: string]: LoggerLevel;
};

/**
 * The level to set.
 */
export type SetLogLevelRequest = {
    /**
     * One of the levels, in any letter case.
     */
    level: 'ALL' | 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'OFF' | (string & {});
    [key: string]: string | number | boolean | null | 'ALL' | 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL' | 'OFF' | (string & {});
};

/**
 * The loggers whose level was changed, sorted.
 */
export type LoggerNames = Array<string>;

/**
 * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
 * not. Clients leave it out.
 *
 */
export type Forward = Flag;

/**
 * The connector's name as one percent-encoded path segment.
 */
export type ConnectorName = string;

/**
 * The signature of the body, base64. Required unless the cluster runs without session keys.
 */
export type Signature = string;

/**
 * The algorithm of the signature. Required unless the cluster runs without session keys.
 */
export type SignatureAlgorithm = string;

/**
 * The task's number within its connector, from 0. What is no number is an unknown path (404).
 */
export type TaskId = number;

/**
 * The plugin's full class name, or its alias: the simple class name, with or without its suffix `Connector` or
 * `Converter`. Nested classes have no alias and are written with a dollar sign.
 *
 */
export type PluginName = string;

/**
 * The logger's name, usually that of a class or a package; `root` is the one above all.
 */
export type LoggerName = string;

export type GetServerInfoData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/';
};

export type GetServerInfoErrors = {
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type GetServerInfoError = GetServerInfoErrors[keyof GetServerInfoErrors];

export type GetServerInfoResponses = {
    /**
     * The worker.
     */
    200: ServerInfo;
};

export type GetServerInfoResponse = GetServerInfoResponses[keyof GetServerInfoResponses];

export type GetHealthData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/health';
};

export type GetHealthErrors = {
    /**
     * There is nothing at this path.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The worker was up, but does not get its work done, or the check itself failed.
     */
    500: WorkerStatus | ErrorMessage;
    /**
     * The worker is starting.
     */
    503: WorkerStatus;
};

export type GetHealthError = GetHealthErrors[keyof GetHealthErrors];

export type GetHealthResponses = {
    /**
     * The worker takes requests.
     */
    200: WorkerStatus;
};

export type GetHealthResponse = GetHealthResponses[keyof GetHealthResponses];

export type ListConnectorsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * What to tell of each connector. Give the parameter several times to get several (`?expand=status&expand=info`). A value that
         * is not known adds nothing, so that each connector then has an empty object.
         *
         */
        expand?: Array<Expansion>;
    };
    url: '/connectors';
};

export type ListConnectorsErrors = {
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker could not answer. In a cluster this is often only a rebalance, whose message says so: then repeat the request.
     *
     */
    500: ErrorMessage;
};

export type ListConnectorsError = ListConnectorsErrors[keyof ListConnectorsErrors];

export type ListConnectorsResponses = {
    /**
     * The connectors.
     */
    200: ConnectorNames | ConnectorExpansions;
};

export type ListConnectorsResponse = ListConnectorsResponses[keyof ListConnectorsResponses];

export type CreateConnectorData = {
    /**
     * The connector's name and settings. `name` inside `config` may be left out; if it is there it has to be the same.
     */
    body: CreateConnectorRequest;
    path?: never;
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors';
};

export type CreateConnectorErrors = {
    /**
     * The request or the configuration is wrong. Nothing was written.
     */
    400: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * A connector of that name is there already; or the cluster cannot take a write at the moment.
     */
    409: ErrorMessage;
    /**
     * The request's body is larger than the server takes. Apache Kafka Connect has no limit of its own; a Millrace worker takes 16 MiB.
     */
    413: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker failed, or could not answer within its time limit. Apache Kafka Connect also answers so when the body is missing,
     * is not JSON or has members that it does not know; other implementations may say 400 to that.
     *
     */
    500: ErrorMessage;
};

export type CreateConnectorError = CreateConnectorErrors[keyof CreateConnectorErrors];

export type CreateConnectorResponses = {
    /**
     * The connector is written down, and will start.
     */
    201: ConnectorInfo;
};

export type CreateConnectorResponse = CreateConnectorResponses[keyof CreateConnectorResponses];

export type DeleteConnectorData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}';
};

export type DeleteConnectorErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type DeleteConnectorError = DeleteConnectorErrors[keyof DeleteConnectorErrors];

export type DeleteConnectorResponses = {
    /**
     * It is deleted.
     */
    204: void;
};

export type DeleteConnectorResponse = DeleteConnectorResponses[keyof DeleteConnectorResponses];

export type GetConnectorData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}';
};

export type GetConnectorErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker could not answer. In a cluster this is often only a rebalance, whose message says so: then repeat the request.
     *
     */
    500: ErrorMessage;
};

export type GetConnectorError = GetConnectorErrors[keyof GetConnectorErrors];

export type GetConnectorResponses = {
    /**
     * The connector.
     */
    200: ConnectorInfo;
};

export type GetConnectorResponse = GetConnectorResponses[keyof GetConnectorResponses];

export type GetConnectorConfigData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}/config';
};

export type GetConnectorConfigErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker could not answer. In a cluster this is often only a rebalance, whose message says so: then repeat the request.
     *
     */
    500: ErrorMessage;
};

export type GetConnectorConfigError = GetConnectorConfigErrors[keyof GetConnectorConfigErrors];

export type GetConnectorConfigResponses = {
    /**
     * The configuration.
     */
    200: ConnectorConfig;
};

export type GetConnectorConfigResponse = GetConnectorConfigResponses[keyof GetConnectorConfigResponses];

export type PatchConnectorConfigData = {
    /**
     * The settings to change.
     */
    body: ConfigSettingsPatch;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/config';
};

export type PatchConnectorConfigErrors = {
    /**
     * The request, or the configuration that would result, is wrong. Nothing was written.
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's body is larger than the server takes. Apache Kafka Connect has no limit of its own; a Millrace worker takes 16 MiB.
     */
    413: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker failed, or could not answer within its time limit. Apache Kafka Connect also answers so when the body is missing,
     * is not JSON or has members that it does not know; other implementations may say 400 to that.
     *
     */
    500: ErrorMessage;
};

export type PatchConnectorConfigError = PatchConnectorConfigErrors[keyof PatchConnectorConfigErrors];

export type PatchConnectorConfigResponses = {
    /**
     * The settings are changed.
     */
    200: ConnectorInfo;
};

export type PatchConnectorConfigResponse = PatchConnectorConfigResponses[keyof PatchConnectorConfigResponses];

export type PutConnectorConfigData = {
    /**
     * All settings. `name` may be left out; if it is there it has to be that of the path.
     */
    body: ConfigSettings;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/config';
};

export type PutConnectorConfigErrors = {
    /**
     * The request or the configuration is wrong. Nothing was written.
     */
    400: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's body is larger than the server takes. Apache Kafka Connect has no limit of its own; a Millrace worker takes 16 MiB.
     */
    413: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker failed, or could not answer within its time limit. Apache Kafka Connect also answers so when the body is missing,
     * is not JSON or has members that it does not know; other implementations may say 400 to that.
     *
     */
    500: ErrorMessage;
};

export type PutConnectorConfigError = PutConnectorConfigErrors[keyof PutConnectorConfigErrors];

export type PutConnectorConfigResponses = {
    /**
     * The configuration of a connector that was there is replaced.
     */
    200: ConnectorInfo;
    /**
     * The connector was not there, and is created.
     */
    201: ConnectorInfo;
};

export type PutConnectorConfigResponse = PutConnectorConfigResponses[keyof PutConnectorConfigResponses];

export type GetConnectorStatusData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}/status';
};

export type GetConnectorStatusErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no status; because there is no such connector, or because it was created a moment ago.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker could not answer. In a cluster this is often only a rebalance, whose message says so: then repeat the request.
     *
     */
    500: ErrorMessage;
};

export type GetConnectorStatusError = GetConnectorStatusErrors[keyof GetConnectorStatusErrors];

export type GetConnectorStatusResponses = {
    /**
     * The states.
     */
    200: ConnectorStateInfo;
};

export type GetConnectorStatusResponse = GetConnectorStatusResponses[keyof GetConnectorStatusResponses];

export type PauseConnectorData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}/pause';
};

export type PauseConnectorErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type PauseConnectorError = PauseConnectorErrors[keyof PauseConnectorErrors];

export type PauseConnectorResponses = {
    /**
     * The connector is going to be paused.
     */
    202: unknown;
};

export type ResumeConnectorData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}/resume';
};

export type ResumeConnectorErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type ResumeConnectorError = ResumeConnectorErrors[keyof ResumeConnectorErrors];

export type ResumeConnectorResponses = {
    /**
     * The connector is going to be resumed.
     */
    202: unknown;
};

export type StopConnectorData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/stop';
};

export type StopConnectorErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type StopConnectorError = StopConnectorErrors[keyof StopConnectorErrors];

export type StopConnectorResponses = {
    /**
     * The connector is going to be stopped.
     */
    204: void;
};

export type StopConnectorResponse = StopConnectorResponses[keyof StopConnectorResponses];

export type RestartConnectorData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Whether to restart the tasks too. False unless told otherwise.
         */
        includeTasks?: Flag;
        /**
         * Whether to restart only what has FAILED. False unless told otherwise.
         */
        onlyFailed?: Flag;
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/restart';
};

export type RestartConnectorErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name, or nothing is known of its state.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type RestartConnectorError = RestartConnectorErrors[keyof RestartConnectorErrors];

export type RestartConnectorResponses = {
    /**
     * What was asked for is going to be restarted.
     */
    202: ConnectorStateInfo;
    /**
     * The connector, without its tasks, was restarted.
     */
    204: void;
};

export type RestartConnectorResponse = RestartConnectorResponses[keyof RestartConnectorResponses];

export type ListTasksData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}/tasks';
};

export type ListTasksErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker could not answer. In a cluster this is often only a rebalance, whose message says so: then repeat the request.
     *
     */
    500: ErrorMessage;
};

export type ListTasksError = ListTasksErrors[keyof ListTasksErrors];

export type ListTasksResponses = {
    /**
     * The tasks by their numbers.
     */
    200: Array<TaskInfo>;
};

export type ListTasksResponse = ListTasksResponses[keyof ListTasksResponses];

export type PutTaskConfigsData = {
    /**
     * The configurations. The signature is over these bytes.
     */
    body: TaskConfigs;
    headers?: {
        /**
         * The signature of the body, base64. Required unless the cluster runs without session keys.
         */
        'X-Connect-Authorization'?: string;
        /**
         * The algorithm of the signature. Required unless the cluster runs without session keys.
         */
        'X-Connect-Request-Signature-Algorithm'?: string;
    };
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/tasks';
};

export type PutTaskConfigsErrors = {
    /**
     * The request is malformed, or not signed, or signed with an algorithm that this worker does not accept.
     */
    400: ErrorMessage;
    /**
     * The signature is wrong.
     */
    403: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's body is larger than the server takes. Apache Kafka Connect has no limit of its own; a Millrace worker takes 16 MiB.
     */
    413: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker failed, or could not answer within its time limit. Apache Kafka Connect also answers so when the body is missing,
     * is not JSON or has members that it does not know; other implementations may say 400 to that.
     *
     */
    500: ErrorMessage;
    /**
     * The worker does not know the session key yet.
     */
    503: ErrorMessage;
};

export type PutTaskConfigsError = PutTaskConfigsErrors[keyof PutTaskConfigsErrors];

export type PutTaskConfigsResponses = {
    /**
     * The configurations are written.
     */
    204: void;
};

export type PutTaskConfigsResponse = PutTaskConfigsResponses[keyof PutTaskConfigsResponses];

export type GetTaskStatusData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
        /**
         * The task's number within its connector, from 0. What is no number is an unknown path (404).
         */
        id: number;
    };
    query?: never;
    url: '/connectors/{name}/tasks/{id}/status';
};

export type GetTaskStatusErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no such task, or no such connector, or the task's number is not one.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker could not answer. In a cluster this is often only a rebalance, whose message says so: then repeat the request.
     *
     */
    500: ErrorMessage;
};

export type GetTaskStatusError = GetTaskStatusErrors[keyof GetTaskStatusErrors];

export type GetTaskStatusResponses = {
    /**
     * The task's state.
     */
    200: TaskState;
};

export type GetTaskStatusResponse = GetTaskStatusResponses[keyof GetTaskStatusResponses];

export type RestartTaskData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
        /**
         * The task's number within its connector, from 0. What is no number is an unknown path (404).
         */
        id: number;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/tasks/{id}/restart';
};

export type RestartTaskErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no such task, or no such connector, or the task's number is not one.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type RestartTaskError = RestartTaskErrors[keyof RestartTaskErrors];

export type RestartTaskResponses = {
    /**
     * The task was restarted.
     */
    204: void;
};

export type RestartTaskResponse = RestartTaskResponses[keyof RestartTaskResponses];

export type GetConnectorTopicsData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}/topics';
};

export type GetConnectorTopicsErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * The workers do not keep that list (`topic.tracking.enable=false`).
     */
    403: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type GetConnectorTopicsError = GetConnectorTopicsErrors[keyof GetConnectorTopicsErrors];

export type GetConnectorTopicsResponses = {
    /**
     * The topics, under the connector's name.
     */
    200: ConnectorActiveTopics;
};

export type GetConnectorTopicsResponse = GetConnectorTopicsResponses[keyof GetConnectorTopicsResponses];

export type ResetConnectorTopicsData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}/topics/reset';
};

export type ResetConnectorTopicsErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * The workers do not keep that list (`topic.tracking.enable=false`), or do not let it be emptied
     * (`topic.tracking.allow.reset=false`).
     *
     */
    403: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type ResetConnectorTopicsError = ResetConnectorTopicsErrors[keyof ResetConnectorTopicsErrors];

export type ResetConnectorTopicsResponses = {
    /**
     * The list is going to be emptied.
     */
    202: unknown;
};

export type ResetOffsetsData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/offsets';
};

export type ResetOffsetsErrors = {
    /**
     * The connector is not stopped, or its name cannot be used in a path.
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type ResetOffsetsError = ResetOffsetsErrors[keyof ResetOffsetsErrors];

export type ResetOffsetsResponses = {
    /**
     * The positions are forgotten. The message says whether the connector itself took part.
     */
    200: Message;
};

export type ResetOffsetsResponse = ResetOffsetsResponses[keyof ResetOffsetsResponses];

export type GetOffsetsData = {
    body?: never;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: never;
    url: '/connectors/{name}/offsets';
};

export type GetOffsetsErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker could not answer. In a cluster this is often only a rebalance, whose message says so: then repeat the request.
     *
     */
    500: ErrorMessage;
};

export type GetOffsetsError = GetOffsetsErrors[keyof GetOffsetsErrors];

export type GetOffsetsResponses = {
    /**
     * The positions.
     */
    200: ConnectorOffsets;
};

export type GetOffsetsResponse = GetOffsetsResponses[keyof GetOffsetsResponses];

export type AlterOffsetsData = {
    /**
     * The positions to set.
     */
    body: AlterOffsetsRequest;
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/offsets';
};

export type AlterOffsetsErrors = {
    /**
     * The connector is not stopped, or the positions are missing or no such positions as the connector has.
     */
    400: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * The request's body is larger than the server takes. Apache Kafka Connect has no limit of its own; a Millrace worker takes 16 MiB.
     */
    413: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker failed, or could not answer within its time limit. Apache Kafka Connect also answers so when the body is missing,
     * is not JSON or has members that it does not know; other implementations may say 400 to that.
     *
     */
    500: ErrorMessage;
};

export type AlterOffsetsError = AlterOffsetsErrors[keyof AlterOffsetsErrors];

export type AlterOffsetsResponses = {
    /**
     * The positions are set. The message says whether the connector itself took part.
     */
    200: Message;
};

export type AlterOffsetsResponse = AlterOffsetsResponses[keyof AlterOffsetsResponses];

export type FenceZombiesData = {
    body?: never;
    headers?: {
        /**
         * The signature of the body, base64. Required unless the cluster runs without session keys.
         */
        'X-Connect-Authorization'?: string;
        /**
         * The algorithm of the signature. Required unless the cluster runs without session keys.
         */
        'X-Connect-Request-Signature-Algorithm'?: string;
    };
    path: {
        /**
         * The connector's name as one percent-encoded path segment.
         */
        name: string;
    };
    query?: {
        /**
         * Set by workers when they pass a request on to the leader: `true` allows the receiver to pass it on once more, `false` does
         * not. Clients leave it out.
         *
         */
        forward?: Flag;
    };
    url: '/connectors/{name}/fence';
};

export type FenceZombiesErrors = {
    /**
     * The request is malformed, or not signed, or signed with an algorithm that this worker does not accept.
     */
    400: ErrorMessage;
    /**
     * The signature is wrong.
     */
    403: ErrorMessage;
    /**
     * There is no connector of that name.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The cluster is agreeing on who runs what, and cannot take this write at the moment. Repeat it.
     */
    409: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
    /**
     * The worker does not know the session key yet.
     */
    503: ErrorMessage;
};

export type FenceZombiesError = FenceZombiesErrors[keyof FenceZombiesErrors];

export type FenceZombiesResponses = {
    /**
     * Former tasks cannot write any more.
     */
    204: void;
};

export type FenceZombiesResponse = FenceZombiesResponses[keyof FenceZombiesResponses];

export type ListPluginsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * False to list converters, transformations and predicates as well. True unless told otherwise.
         */
        connectorsOnly?: Flag;
    };
    url: '/connector-plugins';
};

export type ListPluginsErrors = {
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type ListPluginsError = ListPluginsErrors[keyof ListPluginsErrors];

export type ListPluginsResponses = {
    /**
     * The plugins.
     */
    200: Array<PluginInfo>;
};

export type ListPluginsResponse = ListPluginsResponses[keyof ListPluginsResponses];

export type GetPluginConfigData = {
    body?: never;
    path: {
        /**
         * The plugin's full class name, or its alias: the simple class name, with or without its suffix `Connector` or
         * `Converter`. Nested classes have no alias and are written with a dollar sign.
         *
         */
        plugin: string;
    };
    query?: {
        /**
         * Which version, where several are installed: one, or a range in Maven's notation. `latest` unless told otherwise.
         *
         */
        version?: string;
    };
    url: '/connector-plugins/{plugin}/config';
};

export type GetPluginConfigErrors = {
    /**
     * The version is no version and no range, is not installed, or the class is not that of a plugin; or the name cannot be used in a path.
     */
    400: ErrorMessage;
    /**
     * There is no such plugin.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type GetPluginConfigError = GetPluginConfigErrors[keyof GetPluginConfigErrors];

export type GetPluginConfigResponses = {
    /**
     * The settings.
     */
    200: Array<ConfigKeyInfo>;
};

export type GetPluginConfigResponse = GetPluginConfigResponses[keyof GetPluginConfigResponses];

export type ValidatePluginConfigData = {
    /**
     * The configuration to check. Its `connector.class` has to name the plugin of the path.
     */
    body: CandidateConfig;
    path: {
        /**
         * The plugin's full class name, or its alias: the simple class name, with or without its suffix `Connector` or
         * `Converter`. Nested classes have no alias and are written with a dollar sign.
         *
         */
        plugin: string;
    };
    query?: never;
    url: '/connector-plugins/{plugin}/config/validate';
};

export type ValidatePluginConfigErrors = {
    /**
     * The configuration is for another plugin, or names no connector class or one that is not installed.
     */
    400: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's body is larger than the server takes. Apache Kafka Connect has no limit of its own; a Millrace worker takes 16 MiB.
     */
    413: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The check failed or took too long. Apache Kafka Connect also answers so when the configuration names no connector class or an
     * unknown one, or when the body is missing or malformed; other implementations may say 400 to that.
     *
     */
    500: ErrorMessage;
};

export type ValidatePluginConfigError = ValidatePluginConfigErrors[keyof ValidatePluginConfigErrors];

export type ValidatePluginConfigResponses = {
    /**
     * The verdict.
     */
    200: ConfigInfos;
};

export type ValidatePluginConfigResponse = ValidatePluginConfigResponses[keyof ValidatePluginConfigResponses];

export type ListLoggersData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/admin/loggers';
};

export type ListLoggersErrors = {
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type ListLoggersError = ListLoggersErrors[keyof ListLoggersErrors];

export type ListLoggersResponses = {
    /**
     * The loggers.
     */
    200: LoggerLevels;
};

export type ListLoggersResponse = ListLoggersResponses[keyof ListLoggersResponses];

export type GetLoggerData = {
    body?: never;
    path: {
        /**
         * The logger's name, usually that of a class or a package; `root` is the one above all.
         */
        logger: string;
    };
    query?: never;
    url: '/admin/loggers/{logger}';
};

export type GetLoggerErrors = {
    /**
     * The path cannot be taken: its percent-encoding is broken or, with Apache's HTTP server, it has an empty segment or one with an
     * encoded `/`, `%`, `\` or control character. That server answers with a page of its own, or to other methods than GET with nothing.
     *
     */
    400: ErrorMessage;
    /**
     * There is no such logger.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type GetLoggerError = GetLoggerErrors[keyof GetLoggerErrors];

export type GetLoggerResponses = {
    /**
     * The logger.
     */
    200: LoggerLevel;
};

export type GetLoggerResponse = GetLoggerResponses[keyof GetLoggerResponses];

export type SetLoggerLevelData = {
    /**
     * The level.
     */
    body: SetLogLevelRequest;
    path: {
        /**
         * The logger's name, usually that of a class or a package; `root` is the one above all.
         */
        logger: string;
    };
    query?: {
        /**
         * `worker` for the worker that answers, which is the default, or `cluster` for all. Letter case does not matter, and what is
         * neither counts as `worker`.
         *
         */
        scope?: 'worker' | 'cluster' | (string & {});
    };
    url: '/admin/loggers/{logger}';
};

export type SetLoggerLevelErrors = {
    /**
     * No level was given, or the request is malformed, or the name cannot be used in a path.
     */
    400: ErrorMessage;
    /**
     * There is no such level.
     */
    404: ErrorMessage;
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * The request's body is larger than the server takes. Apache Kafka Connect has no limit of its own; a Millrace worker takes 16 MiB.
     */
    413: ErrorMessage;
    /**
     * The request's `Content-Type` is not `application/json`. It may be left out where no body belongs, but not be another.
     */
    415: ErrorMessage;
    /**
     * The worker failed, or could not answer within its time limit. Apache Kafka Connect also answers so when the body is missing,
     * is not JSON or has members that it does not know; other implementations may say 400 to that.
     *
     */
    500: ErrorMessage;
};

export type SetLoggerLevelError = SetLoggerLevelErrors[keyof SetLoggerLevelErrors];

export type SetLoggerLevelResponses = {
    /**
     * The level is set on this worker. Loggers that had that level already are not in the list.
     */
    200: LoggerNames;
    /**
     * All workers are told to set the level.
     */
    204: void;
};

export type SetLoggerLevelResponse = SetLoggerLevelResponses[keyof SetLoggerLevelResponses];

export type GetOpenApiDocumentData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/openapi.json';
};

export type GetOpenApiDocumentErrors = {
    /**
     * The request's `Accept` header leaves out JSON.
     */
    406: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type GetOpenApiDocumentError = GetOpenApiDocumentErrors[keyof GetOpenApiDocumentErrors];

export type GetOpenApiDocumentResponses = {
    /**
     * The document.
     */
    200: {
        /**
         * The version of OpenAPI.
         */
        openapi: string;
        /**
         * What this is.
         */
        info: {
            [key: string]: unknown;
        };
        /**
         * The operations.
         */
        paths: {
            [key: string]: unknown;
        };
    };
};

export type GetOpenApiDocumentResponse = GetOpenApiDocumentResponses[keyof GetOpenApiDocumentResponses];

export type GetMetricsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/metrics';
};

export type GetMetricsErrors = {
    /**
     * The request's `Accept` header leaves out `text/plain`.
     */
    406: ErrorMessage;
    /**
     * Something is wrong with the worker, or it could not answer within its time limit.
     */
    500: ErrorMessage;
};

export type GetMetricsError = GetMetricsErrors[keyof GetMetricsErrors];

export type GetMetricsResponses = {
    /**
     * The metrics.
     */
    200: string;
};

export type GetMetricsResponse = GetMetricsResponses[keyof GetMetricsResponses];
