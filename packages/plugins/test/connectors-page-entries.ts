/** What docs/connectors.md says of a connector beside its settings. */
export interface PageEntry {
  readonly heading: string;
  readonly class: string;
  /** Markdown, before the example. */
  readonly about: string;
  readonly example: Readonly<Record<string, string>>;
  /** Markdown, after the settings. */
  readonly more?: string;
}

export const ENTRIES: readonly PageEntry[] = [
  {
    heading: 'File source',
    class: 'org.apache.kafka.connect.file.FileStreamSourceConnector',
    about:
      'Reads a file line by line, waits at its end for more, and goes on after a restart at exactly the next line. Each line is a record with ' +
      'a string as its value and no key. The file may appear later than the connector. One task, whatever `tasks.max` says.',
    example: { 'connector.class': 'FileStreamSource', file: '/var/log/app.log', topic: 'app-log' },
  },
  {
    heading: 'File sink',
    class: 'org.apache.kafka.connect.file.FileStreamSinkConnector',
    about:
      'Appends the value of each record to a file, one a line. Offsets are committed when the lines are on disk. Several tasks may share the file: ' +
      'their batches do not mix within a line.',
    example: { 'connector.class': 'FileStreamSink', topics: 'app-log', file: 'app-log.txt' },
  },
  {
    heading: 'Datagen source',
    class: 'io.millrace.connect.datagen.DatagenSourceConnector',
    about:
      'Makes realistic rows, for demonstrations and for load. The same configuration makes the same rows every time, and a task that starts ' +
      'again goes on with the rows that it would have made. Rows that speak of the same user, sensor or share tell the same of it. Each task makes rows of its ' +
      'own; those of the first one do not depend on how many there are.',
    example: {
      'connector.class': 'DatagenSource',
      topic: 'orders',
      template: 'orders',
      rate: '50',
      fields: 'orderid,userid,item,total,priority:choice(low|normal|high),note:words(2..6)?0.8',
    },
  },
  {
    heading: 'Verifiable source',
    class: 'org.apache.kafka.connect.tools.VerifiableSourceConnector',
    about:
      "Kafka's own tool for system tests. Each task counts from 0 and prints a line of JSON on the standard output for each number, and another one when that has " +
      'arrived, so that what comes out of a pipeline can be held against what went in. The key is the number of the task.',
    example: { 'connector.class': 'VerifiableSource', topic: 'numbers', throughput: '100', 'tasks.max': '2' },
    more:
      'It prints lines such as these:\n\n' +
      '```json\n{"task":0,"seqno":41,"time_ms":1767225600000,"name":"numbers","topic":"numbers"}\n' +
      '{"committed":true,"task":0,"seqno":41,"time_ms":1767225600012,"name":"numbers","topic":"numbers"}\n```\n\n' +
      'In Kafka its definition has no settings, so that mistakes show only when a task starts; here they are told before.',
  },
  {
    heading: 'Verifiable sink',
    class: 'org.apache.kafka.connect.tools.VerifiableSinkConnector',
    about:
      'The counterpart: prints a line of JSON for each record that it takes, and again, with `"flushed":true`, when its offset is about to be committed. ' +
      'It has no settings of its own. `task` is the key of the record and `seqno` its value.',
    example: { 'connector.class': 'VerifiableSink', topics: 'numbers' },
  },
  {
    heading: 'Mock source',
    class: 'org.apache.kafka.connect.tools.MockSourceConnector',
    about: 'Another tool of Kafka: makes no records, and fails when it is told to. One task.',
    example: { 'connector.class': 'MockSource', mock_mode: 'task-failure', delay_ms: '5000' },
  },
  {
    heading: 'Mock sink',
    class: 'org.apache.kafka.connect.tools.MockSinkConnector',
    about: 'The same as a sink: takes records and forgets them.',
    example: { 'connector.class': 'MockSink', topics: 'numbers', mock_mode: 'connector-failure' },
  },
  {
    heading: 'Fault source',
    class: 'io.millrace.connect.fault.FaultSourceConnector',
    about:
      'Makes numbered records and then goes wrong in the way that `fault.mode` says: to see what a pipeline, a worker or an alarm does when a connector ' +
      'misbehaves. Each task counts from 0 and goes on after the last committed number; the key is the number of the task. The fault waits (at most two seconds) ' +
      'until the records before it have arrived.',
    example: { 'connector.class': 'FaultSource', topic: 'numbers', rate: '20', 'fault.mode': 'spin', 'fault.after': '100' },
    more:
      '| `fault.mode` | what happens | what it is like |\n| --- | --- | --- |\n' +
      '| `none` | nothing | a healthy connector |\n' +
      '| `spin` | `poll` or `put` loops for ever and blocks its thread | an endless loop, a regular expression that explodes |\n' +
      '| `spin-start` | the start of a task does | |\n' +
      '| `spin-validate` | the validation of the configuration does: creating the connector hangs already | |\n' +
      '| `never-settle` | `poll` or `put` gives a promise that never settles | a call to a system that never answers, without a time limit |\n' +
      '| `crash` | `process.exit(1)`: in a worker thread that thread ends, in the main thread the whole process | a crash of native code |\n' +
      '| `throw-timer` | a timer throws where nothing catches it, once | an error in a callback |\n' +
      '| `leak-heap` | arrays of `fault.leak.bytes` are kept every tenth of a second; records go on | a cache without a limit |\n' +
      '| `leak-buffers` | the same with buffers, which no limit of the heap sees | |\n' +
      '| `slow` | each `poll` or `put` takes `fault.delay.ms`, whether the task is to stop or not | an overloaded system |\n' +
      '| `fail` | `poll` or `put` throws a ConnectError | an ordinary failure |\n' +
      '| `refuse-stop` | all is well, but `stop` never ends | a connection that does not close |',
  },
  {
    heading: 'Fault sink',
    class: 'io.millrace.connect.fault.FaultSinkConnector',
    about:
      'Takes records, forgets them, and goes wrong in the same ways: in the `put` that brings the first record after those that go well.',
    example: { 'connector.class': 'FaultSink', topics: 'numbers', 'fault.mode': 'slow', 'fault.delay.ms': '2000' },
  },
];
