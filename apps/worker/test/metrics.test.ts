import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-app.ts';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

describe('GET /metrics', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    app.engine.families = [
      {
        name: 'kafka_connect_source_task_source_record_poll_total',
        type: 'counter',
        help: 'Records of "it" \\ here.',
        labels: ['connector', 'task'],
        samples: [
          { labels: ['a"b\\c{x="1"} 𝒳', '0'], value: 12 },
          { labels: ['a,task:0', '1'], value: 0.5 },
          { labels: ['__proto__', ''], value: 2 ** 53 },
          { labels: ['line\nend', '2'], value: 1 },
        ],
      },
      { name: 'kafka_connect_worker_task_count', type: 'gauge', help: 'Tasks.', labels: [], samples: [{ labels: [], value: 4 }] },
      { name: 'kafka_connect_none', type: 'gauge', help: 'None.', labels: ['connector'], samples: [] },
    ];
  });
  afterAll(() => app.close());

  it('is the text that Prometheus reads, labels escaped', async () => {
    const answer = await app.request.get('/metrics');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, CONTENT_TYPE]);
    expect(answer.text).toContain(
      [
        '# HELP kafka_connect_source_task_source_record_poll_total Records of "it" \\\\ here.',
        '# TYPE kafka_connect_source_task_source_record_poll_total counter',
        'kafka_connect_source_task_source_record_poll_total{connector="a\\"b\\\\c{x=\\"1\\"} 𝒳",task="0"} 12',
        'kafka_connect_source_task_source_record_poll_total{connector="a,task:0",task="1"} 0.5',
        'kafka_connect_source_task_source_record_poll_total{connector="__proto__"} 9007199254740992',
        'kafka_connect_source_task_source_record_poll_total{connector="line\\nend",task="2"} 1',
        '',
        '# HELP kafka_connect_worker_task_count Tasks.',
        '# TYPE kafka_connect_worker_task_count gauge',
        'kafka_connect_worker_task_count 4',
        '',
        '# HELP kafka_connect_none None.',
        '# TYPE kafka_connect_none gauge',
        '',
      ].join('\n'),
    );
    expect(answer.text).toContain('kafka_connect_app_info{version="4.3.1-millrace.0.0.0",commit_id="abc"} 1\n');
    expect(answer.text.endsWith('\n')).toBe(true);
  });

  it('has the process: its heap, its memory outside of it, and the delays of its event loop', async () => {
    const { text } = await app.request.get('/metrics');
    for (const name of [
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'nodejs_heap_size_used_bytes',
      'nodejs_external_memory_bytes',
      'nodejs_eventloop_lag_seconds',
      'nodejs_version_info',
    ]) {
      expect(text).toMatch(new RegExp(`^${name}(\\{.*\\})? \\d`, 'm'));
    }
    const fresh = await startTestApp();
    const first = (await fresh.request.get('/metrics')).text;
    await fresh.close();
    const delay = /^nodejs_eventloop_lag_p99_seconds (.*)$/m.exec(first)?.[1];
    expect(Number(delay)).toBeGreaterThan(0);
    expect(Number(delay)).toBeLessThan(60);
    expect(first).not.toMatch(/ (Nan|[+-]Inf)$/m);
  });

  it('keeps to the format line by line', async () => {
    const { text } = await app.request.get('/metrics');
    const line =
      /^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_]\w*="([^"\\\n]|\\[\\n"])*",?)*\})? [-+.\deE]+|)$/u;
    expect(text.split('\n').filter((each) => !line.test(each))).toEqual([]);
    const types = text.match(/^# TYPE \S+/gm) ?? [];
    expect(new Set(types).size).toBe(types.length);
  });

  it.each([
    'text/plain',
    'text/*',
    '*/*',
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  ])('takes Accept: %s', async (accept) => {
    const answer = await app.request.get('/metrics').set('Accept', accept);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, CONTENT_TYPE]);
  });

  it.each(['application/json', 'text/html'])('refuses Accept: %s', async (accept) => {
    const answer = await app.request.get('/metrics').set('Accept', accept);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([406, { error_code: 406, message: 'HTTP 406 Not Acceptable' }]);
  });

  it('answers HEAD, OPTIONS and other methods as every path does', async () => {
    const head = await app.request.head('/metrics');
    expect([head.status, head.headers['content-type'], head.text]).toEqual([200, CONTENT_TYPE, undefined]);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(1000);
    const options = await app.request.options('/metrics');
    expect([options.status, options.headers.allow]).toEqual([200, 'HEAD,GET,OPTIONS']);
    for (const method of ['post', 'put', 'patch', 'delete'] as const) {
      const answer = await app.request[method]('/metrics');
      expect([answer.status, JSON.parse(answer.text)]).toEqual([
        405,
        { error_code: 405, message: 'HTTP 405 Method Not Allowed' },
      ]);
      expect(answer.headers.allow).toBe('HEAD,GET,OPTIONS');
    }
    expect((await app.request.get('/metrics/')).status).toBe(200);
    expect((await app.request.get('/metrics/x')).status).toBe(404);
  });

  it('tells the length of what it sends', async () => {
    const answer = await app.request.get('/metrics?name[]=x');
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.text)));
  });

  it('is not among the resources of an admin listener', async () => {
    const admin = await startTestApp({ resources: 'admin' });
    expect((await admin.request.get('/metrics')).status).toBe(404);
    await admin.close();
  });

  it('says what the engine could not do', async () => {
    const failing = await startTestApp();
    failing.engine.metrics = () => Promise.reject(new Error('broken'));
    const answer = await failing.request.get('/metrics');
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
      500,
      'application/json',
      { error_code: 500, message: 'broken' },
    ]);
    await failing.close();
  });
});
