// Generated from openapi/ by `npm run generate`. Do not edit.

import { type Handler, route } from '../rest/route.ts';
import type { IRouter } from 'express';

import type { AlterOffsetsData, AlterOffsetsErrors, AlterOffsetsResponses, CreateConnectorData, CreateConnectorErrors, CreateConnectorResponses, DeleteConnectorData, DeleteConnectorErrors, FenceZombiesData, FenceZombiesErrors, GetConnectorConfigData, GetConnectorConfigErrors, GetConnectorConfigResponses, GetConnectorData, GetConnectorErrors, GetConnectorResponses, GetConnectorStatusData, GetConnectorStatusErrors, GetConnectorStatusResponses, GetConnectorTopicsData, GetConnectorTopicsErrors, GetConnectorTopicsResponses, GetHealthData, GetHealthErrors, GetHealthResponses, GetLoggerData, GetLoggerErrors, GetLoggerResponses, GetMetricsData, GetMetricsErrors, GetMetricsResponses, GetOffsetsData, GetOffsetsErrors, GetOffsetsResponses, GetOpenApiDocumentData, GetOpenApiDocumentErrors, GetOpenApiDocumentResponses, GetPluginConfigData, GetPluginConfigErrors, GetPluginConfigResponses, GetServerInfoData, GetServerInfoErrors, GetServerInfoResponses, GetTaskStatusData, GetTaskStatusErrors, GetTaskStatusResponses, ListConnectorsData, ListConnectorsErrors, ListConnectorsResponses, ListLoggersData, ListLoggersErrors, ListLoggersResponses, ListPluginsData, ListPluginsErrors, ListPluginsResponses, ListTasksData, ListTasksErrors, ListTasksResponses, PatchConnectorConfigData, PatchConnectorConfigErrors, PatchConnectorConfigResponses, PauseConnectorData, PauseConnectorErrors, PutConnectorConfigData, PutConnectorConfigErrors, PutConnectorConfigResponses, PutTaskConfigsData, PutTaskConfigsErrors, ResetConnectorTopicsData, ResetConnectorTopicsErrors, ResetOffsetsData, ResetOffsetsErrors, ResetOffsetsResponses, RestartConnectorData, RestartConnectorErrors, RestartConnectorResponses, RestartTaskData, RestartTaskErrors, ResumeConnectorData, ResumeConnectorErrors, SetLoggerLevelData, SetLoggerLevelErrors, SetLoggerLevelResponses, StopConnectorData, StopConnectorErrors, ValidatePluginConfigData, ValidatePluginConfigErrors, ValidatePluginConfigResponses } from '@millrace/contract';

/**
 * What `getServerInfo` may answer.
 */
export type GetServerInfoReply = {
    status: 200;
    body: GetServerInfoResponses[200];
    headers?: undefined;
} | {
    status: 406;
    body: GetServerInfoErrors[406];
    headers?: undefined;
} | {
    status: 500;
    body: GetServerInfoErrors[500];
    headers?: undefined;
};

/**
 * What `getHealth` may answer.
 */
export type GetHealthReply = {
    status: 200;
    body: GetHealthResponses[200];
    headers?: undefined;
} | {
    status: 404;
    body: GetHealthErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: GetHealthErrors[406];
    headers?: undefined;
} | {
    status: 500;
    body: GetHealthErrors[500];
    headers?: undefined;
} | {
    status: 503;
    body: GetHealthErrors[503];
    headers?: undefined;
};

/**
 * What `listConnectors` may answer.
 */
export type ListConnectorsReply = {
    status: 200;
    body: ListConnectorsResponses[200];
    headers?: undefined;
} | {
    status: 406;
    body: ListConnectorsErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: ListConnectorsErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: ListConnectorsErrors[500];
    headers?: undefined;
};

/**
 * What `createConnector` may answer.
 */
export type CreateConnectorReply = {
    status: 201;
    body: CreateConnectorResponses[201];
    headers: {
        Location: string;
    };
} | {
    status: 400;
    body: CreateConnectorErrors[400];
    headers?: undefined;
} | {
    status: 406;
    body: CreateConnectorErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: CreateConnectorErrors[409];
    headers?: undefined;
} | {
    status: 413;
    body: CreateConnectorErrors[413];
    headers?: undefined;
} | {
    status: 415;
    body: CreateConnectorErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: CreateConnectorErrors[500];
    headers?: undefined;
};

/**
 * What `deleteConnector` may answer.
 */
export type DeleteConnectorReply = {
    status: 204;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: DeleteConnectorErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: DeleteConnectorErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: DeleteConnectorErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: DeleteConnectorErrors[409];
    headers?: undefined;
} | {
    status: 415;
    body: DeleteConnectorErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: DeleteConnectorErrors[500];
    headers?: undefined;
};

/**
 * What `getConnector` may answer.
 */
export type GetConnectorReply = {
    status: 200;
    body: GetConnectorResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: GetConnectorErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: GetConnectorErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: GetConnectorErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: GetConnectorErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: GetConnectorErrors[500];
    headers?: undefined;
};

/**
 * What `getConnectorConfig` may answer.
 */
export type GetConnectorConfigReply = {
    status: 200;
    body: GetConnectorConfigResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: GetConnectorConfigErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: GetConnectorConfigErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: GetConnectorConfigErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: GetConnectorConfigErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: GetConnectorConfigErrors[500];
    headers?: undefined;
};

/**
 * What `patchConnectorConfig` may answer.
 */
export type PatchConnectorConfigReply = {
    status: 200;
    body: PatchConnectorConfigResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: PatchConnectorConfigErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: PatchConnectorConfigErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: PatchConnectorConfigErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: PatchConnectorConfigErrors[409];
    headers?: undefined;
} | {
    status: 413;
    body: PatchConnectorConfigErrors[413];
    headers?: undefined;
} | {
    status: 415;
    body: PatchConnectorConfigErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: PatchConnectorConfigErrors[500];
    headers?: undefined;
};

/**
 * What `putConnectorConfig` may answer.
 */
export type PutConnectorConfigReply = {
    status: 200;
    body: PutConnectorConfigResponses[200];
    headers?: undefined;
} | {
    status: 201;
    body: PutConnectorConfigResponses[201];
    headers: {
        Location: string;
    };
} | {
    status: 400;
    body: PutConnectorConfigErrors[400];
    headers?: undefined;
} | {
    status: 406;
    body: PutConnectorConfigErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: PutConnectorConfigErrors[409];
    headers?: undefined;
} | {
    status: 413;
    body: PutConnectorConfigErrors[413];
    headers?: undefined;
} | {
    status: 415;
    body: PutConnectorConfigErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: PutConnectorConfigErrors[500];
    headers?: undefined;
};

/**
 * What `getConnectorStatus` may answer.
 */
export type GetConnectorStatusReply = {
    status: 200;
    body: GetConnectorStatusResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: GetConnectorStatusErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: GetConnectorStatusErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: GetConnectorStatusErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: GetConnectorStatusErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: GetConnectorStatusErrors[500];
    headers?: undefined;
};

/**
 * What `pauseConnector` may answer.
 */
export type PauseConnectorReply = {
    status: 202;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: PauseConnectorErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: PauseConnectorErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: PauseConnectorErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: PauseConnectorErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: PauseConnectorErrors[500];
    headers?: undefined;
};

/**
 * What `resumeConnector` may answer.
 */
export type ResumeConnectorReply = {
    status: 202;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: ResumeConnectorErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: ResumeConnectorErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: ResumeConnectorErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: ResumeConnectorErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: ResumeConnectorErrors[500];
    headers?: undefined;
};

/**
 * What `stopConnector` may answer.
 */
export type StopConnectorReply = {
    status: 204;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: StopConnectorErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: StopConnectorErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: StopConnectorErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: StopConnectorErrors[409];
    headers?: undefined;
} | {
    status: 415;
    body: StopConnectorErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: StopConnectorErrors[500];
    headers?: undefined;
};

/**
 * What `restartConnector` may answer.
 */
export type RestartConnectorReply = {
    status: 202;
    body: RestartConnectorResponses[202];
    headers?: undefined;
} | {
    status: 204;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: RestartConnectorErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: RestartConnectorErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: RestartConnectorErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: RestartConnectorErrors[409];
    headers?: undefined;
} | {
    status: 415;
    body: RestartConnectorErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: RestartConnectorErrors[500];
    headers?: undefined;
};

/**
 * What `listTasks` may answer.
 */
export type ListTasksReply = {
    status: 200;
    body: ListTasksResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: ListTasksErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: ListTasksErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: ListTasksErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: ListTasksErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: ListTasksErrors[500];
    headers?: undefined;
};

/**
 * What `putTaskConfigs` may answer.
 */
export type PutTaskConfigsReply = {
    status: 204;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: PutTaskConfigsErrors[400];
    headers?: undefined;
} | {
    status: 403;
    body: PutTaskConfigsErrors[403];
    headers?: undefined;
} | {
    status: 404;
    body: PutTaskConfigsErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: PutTaskConfigsErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: PutTaskConfigsErrors[409];
    headers?: undefined;
} | {
    status: 413;
    body: PutTaskConfigsErrors[413];
    headers?: undefined;
} | {
    status: 415;
    body: PutTaskConfigsErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: PutTaskConfigsErrors[500];
    headers?: undefined;
} | {
    status: 503;
    body: PutTaskConfigsErrors[503];
    headers?: undefined;
};

/**
 * What `getTaskStatus` may answer.
 */
export type GetTaskStatusReply = {
    status: 200;
    body: GetTaskStatusResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: GetTaskStatusErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: GetTaskStatusErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: GetTaskStatusErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: GetTaskStatusErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: GetTaskStatusErrors[500];
    headers?: undefined;
};

/**
 * What `restartTask` may answer.
 */
export type RestartTaskReply = {
    status: 204;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: RestartTaskErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: RestartTaskErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: RestartTaskErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: RestartTaskErrors[409];
    headers?: undefined;
} | {
    status: 415;
    body: RestartTaskErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: RestartTaskErrors[500];
    headers?: undefined;
};

/**
 * What `getConnectorTopics` may answer.
 */
export type GetConnectorTopicsReply = {
    status: 200;
    body: GetConnectorTopicsResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: GetConnectorTopicsErrors[400];
    headers?: undefined;
} | {
    status: 403;
    body: GetConnectorTopicsErrors[403];
    headers?: undefined;
} | {
    status: 406;
    body: GetConnectorTopicsErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: GetConnectorTopicsErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: GetConnectorTopicsErrors[500];
    headers?: undefined;
};

/**
 * What `resetConnectorTopics` may answer.
 */
export type ResetConnectorTopicsReply = {
    status: 202;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: ResetConnectorTopicsErrors[400];
    headers?: undefined;
} | {
    status: 403;
    body: ResetConnectorTopicsErrors[403];
    headers?: undefined;
} | {
    status: 406;
    body: ResetConnectorTopicsErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: ResetConnectorTopicsErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: ResetConnectorTopicsErrors[500];
    headers?: undefined;
};

/**
 * What `resetOffsets` may answer.
 */
export type ResetOffsetsReply = {
    status: 200;
    body: ResetOffsetsResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: ResetOffsetsErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: ResetOffsetsErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: ResetOffsetsErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: ResetOffsetsErrors[409];
    headers?: undefined;
} | {
    status: 415;
    body: ResetOffsetsErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: ResetOffsetsErrors[500];
    headers?: undefined;
};

/**
 * What `getOffsets` may answer.
 */
export type GetOffsetsReply = {
    status: 200;
    body: GetOffsetsResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: GetOffsetsErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: GetOffsetsErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: GetOffsetsErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: GetOffsetsErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: GetOffsetsErrors[500];
    headers?: undefined;
};

/**
 * What `alterOffsets` may answer.
 */
export type AlterOffsetsReply = {
    status: 200;
    body: AlterOffsetsResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: AlterOffsetsErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: AlterOffsetsErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: AlterOffsetsErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: AlterOffsetsErrors[409];
    headers?: undefined;
} | {
    status: 413;
    body: AlterOffsetsErrors[413];
    headers?: undefined;
} | {
    status: 415;
    body: AlterOffsetsErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: AlterOffsetsErrors[500];
    headers?: undefined;
};

/**
 * What `fenceZombies` may answer.
 */
export type FenceZombiesReply = {
    status: 204;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: FenceZombiesErrors[400];
    headers?: undefined;
} | {
    status: 403;
    body: FenceZombiesErrors[403];
    headers?: undefined;
} | {
    status: 404;
    body: FenceZombiesErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: FenceZombiesErrors[406];
    headers?: undefined;
} | {
    status: 409;
    body: FenceZombiesErrors[409];
    headers?: undefined;
} | {
    status: 500;
    body: FenceZombiesErrors[500];
    headers?: undefined;
} | {
    status: 503;
    body: FenceZombiesErrors[503];
    headers?: undefined;
};

/**
 * What `listPlugins` may answer.
 */
export type ListPluginsReply = {
    status: 200;
    body: ListPluginsResponses[200];
    headers?: undefined;
} | {
    status: 406;
    body: ListPluginsErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: ListPluginsErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: ListPluginsErrors[500];
    headers?: undefined;
};

/**
 * What `getPluginConfig` may answer.
 */
export type GetPluginConfigReply = {
    status: 200;
    body: GetPluginConfigResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: GetPluginConfigErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: GetPluginConfigErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: GetPluginConfigErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: GetPluginConfigErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: GetPluginConfigErrors[500];
    headers?: undefined;
};

/**
 * What `validatePluginConfig` may answer.
 */
export type ValidatePluginConfigReply = {
    status: 200;
    body: ValidatePluginConfigResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: ValidatePluginConfigErrors[400];
    headers?: undefined;
} | {
    status: 406;
    body: ValidatePluginConfigErrors[406];
    headers?: undefined;
} | {
    status: 413;
    body: ValidatePluginConfigErrors[413];
    headers?: undefined;
} | {
    status: 415;
    body: ValidatePluginConfigErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: ValidatePluginConfigErrors[500];
    headers?: undefined;
};

/**
 * What `listLoggers` may answer.
 */
export type ListLoggersReply = {
    status: 200;
    body: ListLoggersResponses[200];
    headers?: undefined;
} | {
    status: 406;
    body: ListLoggersErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: ListLoggersErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: ListLoggersErrors[500];
    headers?: undefined;
};

/**
 * What `getLogger` may answer.
 */
export type GetLoggerReply = {
    status: 200;
    body: GetLoggerResponses[200];
    headers?: undefined;
} | {
    status: 400;
    body: GetLoggerErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: GetLoggerErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: GetLoggerErrors[406];
    headers?: undefined;
} | {
    status: 415;
    body: GetLoggerErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: GetLoggerErrors[500];
    headers?: undefined;
};

/**
 * What `setLoggerLevel` may answer.
 */
export type SetLoggerLevelReply = {
    status: 200;
    body: SetLoggerLevelResponses[200];
    headers?: undefined;
} | {
    status: 204;
    body?: undefined;
    headers?: undefined;
} | {
    status: 400;
    body: SetLoggerLevelErrors[400];
    headers?: undefined;
} | {
    status: 404;
    body: SetLoggerLevelErrors[404];
    headers?: undefined;
} | {
    status: 406;
    body: SetLoggerLevelErrors[406];
    headers?: undefined;
} | {
    status: 413;
    body: SetLoggerLevelErrors[413];
    headers?: undefined;
} | {
    status: 415;
    body: SetLoggerLevelErrors[415];
    headers?: undefined;
} | {
    status: 500;
    body: SetLoggerLevelErrors[500];
    headers?: undefined;
};

/**
 * What `getOpenApiDocument` may answer.
 */
export type GetOpenApiDocumentReply = {
    status: 200;
    body: GetOpenApiDocumentResponses[200];
    headers?: undefined;
} | {
    status: 406;
    body: GetOpenApiDocumentErrors[406];
    headers?: undefined;
} | {
    status: 500;
    body: GetOpenApiDocumentErrors[500];
    headers?: undefined;
};

/**
 * What `getMetrics` may answer.
 */
export type GetMetricsReply = {
    status: 200;
    body: GetMetricsResponses[200];
    headers: {
        'Content-Type': string;
    };
} | {
    status: 406;
    body: GetMetricsErrors[406];
    headers?: undefined;
} | {
    status: 500;
    body: GetMetricsErrors[500];
    headers?: undefined;
};

/**
 * A handler for each operation of the contract.
 */
export type Handlers = {
    /**
     * Tell the version of the worker and the id of its Kafka cluster
     */
    getServerInfo: Handler<GetServerInfoData, GetServerInfoReply>;
    /**
     * Tell whether the worker is ready, and alive
     */
    getHealth: Handler<GetHealthData, GetHealthReply>;
    /**
     * List the connectors
     */
    listConnectors: Handler<ListConnectorsData, ListConnectorsReply>;
    /**
     * Create a connector
     */
    createConnector: Handler<CreateConnectorData, CreateConnectorReply>;
    /**
     * Delete a connector
     */
    deleteConnector: Handler<DeleteConnectorData, DeleteConnectorReply>;
    /**
     * Show a connector
     */
    getConnector: Handler<GetConnectorData, GetConnectorReply>;
    /**
     * Show a connector's configuration
     */
    getConnectorConfig: Handler<GetConnectorConfigData, GetConnectorConfigReply>;
    /**
     * Change some of a connector's settings
     */
    patchConnectorConfig: Handler<PatchConnectorConfigData, PatchConnectorConfigReply>;
    /**
     * Create a connector, or replace its configuration
     */
    putConnectorConfig: Handler<PutConnectorConfigData, PutConnectorConfigReply>;
    /**
     * Show how a connector and its tasks fare
     */
    getConnectorStatus: Handler<GetConnectorStatusData, GetConnectorStatusReply>;
    /**
     * Pause a connector
     */
    pauseConnector: Handler<PauseConnectorData, PauseConnectorReply>;
    /**
     * Resume a paused or stopped connector
     */
    resumeConnector: Handler<ResumeConnectorData, ResumeConnectorReply>;
    /**
     * Stop a connector
     */
    stopConnector: Handler<StopConnectorData, StopConnectorReply>;
    /**
     * Restart a connector, and its tasks if wanted
     */
    restartConnector: Handler<RestartConnectorData, RestartConnectorReply>;
    /**
     * List a connector's tasks and their configurations
     */
    listTasks: Handler<ListTasksData, ListTasksReply>;
    /**
     * Hand a connector's task configurations to the leader
     */
    putTaskConfigs: Handler<PutTaskConfigsData, PutTaskConfigsReply>;
    /**
     * Show how a task fares
     */
    getTaskStatus: Handler<GetTaskStatusData, GetTaskStatusReply>;
    /**
     * Restart a task
     */
    restartTask: Handler<RestartTaskData, RestartTaskReply>;
    /**
     * List the topics that a connector has used
     */
    getConnectorTopics: Handler<GetConnectorTopicsData, GetConnectorTopicsReply>;
    /**
     * Empty the list of topics that a connector has used
     */
    resetConnectorTopics: Handler<ResetConnectorTopicsData, ResetConnectorTopicsReply>;
    /**
     * Forget all positions of a stopped connector
     */
    resetOffsets: Handler<ResetOffsetsData, ResetOffsetsReply>;
    /**
     * Show how far a connector has come
     */
    getOffsets: Handler<GetOffsetsData, GetOffsetsReply>;
    /**
     * Move a stopped connector to other positions
     */
    alterOffsets: Handler<AlterOffsetsData, AlterOffsetsReply>;
    /**
     * Have the leader fence off former tasks of a source
     */
    fenceZombies: Handler<FenceZombiesData, FenceZombiesReply>;
    /**
     * List the installed plugins
     */
    listPlugins: Handler<ListPluginsData, ListPluginsReply>;
    /**
     * Tell what a plugin can be configured with
     */
    getPluginConfig: Handler<GetPluginConfigData, GetPluginConfigReply>;
    /**
     * Check a configuration without creating anything
     */
    validatePluginConfig: Handler<ValidatePluginConfigData, ValidatePluginConfigReply>;
    /**
     * List the loggers and their levels
     */
    listLoggers: Handler<ListLoggersData, ListLoggersReply>;
    /**
     * Show a logger's level
     */
    getLogger: Handler<GetLoggerData, GetLoggerReply>;
    /**
     * Set the level of a logger and of those below it
     */
    setLoggerLevel: Handler<SetLoggerLevelData, SetLoggerLevelReply>;
    /**
     * Fetch this document
     */
    getOpenApiDocument: Handler<GetOpenApiDocumentData, GetOpenApiDocumentReply>;
    /**
     * Show the metrics of this worker and of what runs on it, for Prometheus
     */
    getMetrics: Handler<GetMetricsData, GetMetricsReply>;
};

/**
 * Puts all operations on a router. Handlers are called without `this`.
 */
export const registerRoutes = (router: IRouter, handlers: Handlers): void => {
    route(router, 'get', '/', handlers.getServerInfo);
    route(router, 'get', '/health', handlers.getHealth);
    route(router, 'get', '/connectors', handlers.listConnectors);
    route(router, 'post', '/connectors', handlers.createConnector);
    route(router, 'delete', '/connectors/:name', handlers.deleteConnector);
    route(router, 'get', '/connectors/:name', handlers.getConnector);
    route(router, 'get', '/connectors/:name/config', handlers.getConnectorConfig);
    route(router, 'patch', '/connectors/:name/config', handlers.patchConnectorConfig);
    route(router, 'put', '/connectors/:name/config', handlers.putConnectorConfig);
    route(router, 'get', '/connectors/:name/status', handlers.getConnectorStatus);
    route(router, 'put', '/connectors/:name/pause', handlers.pauseConnector);
    route(router, 'put', '/connectors/:name/resume', handlers.resumeConnector);
    route(router, 'put', '/connectors/:name/stop', handlers.stopConnector);
    route(router, 'post', '/connectors/:name/restart', handlers.restartConnector);
    route(router, 'get', '/connectors/:name/tasks', handlers.listTasks);
    route(router, 'post', '/connectors/:name/tasks', handlers.putTaskConfigs);
    route(router, 'get', '/connectors/:name/tasks/:id/status', handlers.getTaskStatus);
    route(router, 'post', '/connectors/:name/tasks/:id/restart', handlers.restartTask);
    route(router, 'get', '/connectors/:name/topics', handlers.getConnectorTopics);
    route(router, 'put', '/connectors/:name/topics/reset', handlers.resetConnectorTopics);
    route(router, 'delete', '/connectors/:name/offsets', handlers.resetOffsets);
    route(router, 'get', '/connectors/:name/offsets', handlers.getOffsets);
    route(router, 'patch', '/connectors/:name/offsets', handlers.alterOffsets);
    route(router, 'put', '/connectors/:name/fence', handlers.fenceZombies);
    route(router, 'get', '/connector-plugins', handlers.listPlugins);
    route(router, 'get', '/connector-plugins/:plugin/config', handlers.getPluginConfig);
    route(router, 'put', '/connector-plugins/:plugin/config/validate', handlers.validatePluginConfig);
    route(router, 'get', '/admin/loggers', handlers.listLoggers);
    route(router, 'get', '/admin/loggers/:logger', handlers.getLogger);
    route(router, 'put', '/admin/loggers/:logger', handlers.setLoggerLevel);
    route(router, 'get', '/openapi.json', handlers.getOpenApiDocument);
    route(router, 'get', '/metrics', handlers.getMetrics);
};
