/**
 * What a rule needs of the implementation beside its operations; a rule whose need is not met is skipped, with the reason.
 *
 * - `connector`: any connector that the tests know how to configure. `source`, `sink`: one of that kind. `task`: one that has a task.
 * - `file-source`, `file-sink`: Apache's FileStreamSource and FileStreamSink.
 * - `data`: records flow, through the file connectors or the pair named with `--fixture`.
 * - `files`: the worker reads and writes files of this machine.
 * - `string-converter`, `json-converter`, `transforms`: Apache's plugins of that name.
 * - `distributed`: Apache's standalone worker answers some things otherwise; it alone lacks this.
 * - `workers`: at least two workers of a cluster were named.
 * - `cluster-loggers`: the user allowed levels of the whole cluster to be changed.
 */
export type Capability =
  | 'connector'
  | 'source'
  | 'sink'
  | 'task'
  | 'file-source'
  | 'file-sink'
  | 'data'
  | 'files'
  | 'string-converter'
  | 'json-converter'
  | 'transforms'
  | 'distributed'
  | 'workers'
  | 'cluster-loggers';
