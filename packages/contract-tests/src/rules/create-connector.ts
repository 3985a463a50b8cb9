import type { Answer } from '../http/answer.ts';
import { connectorPath } from '../http/path.ts';
import type { RuleContext } from '../run/rule-context.ts';
import { rulesOf } from './define-rules.ts';
import { mistake } from './mechanical/bodies.ts';

export const createConnectorRules = rulesOf('createConnector', [
  {
    rule: '201-created',
    says: 'A new connector is answered with 201, its name, its config with `name` in it, its tasks, and its type.',
    needs: ['connector'],
    async run(ctx) {
      const { created, name, config } = await ctx.create();
      created
        .hasStatus(201)
        .hasJson()
        .hasMember('name', name)
        .hasMember('config', { ...config, name });
      const type = created.member('type');
      created.check(type === 'source' || type === 'sink', '`type` to be source or sink', `\`type\`: ${String(type)}`);
    },
  },
  {
    rule: '201-without-tasks',
    says: 'The answer for a new connector shows no tasks yet: a worker of a cluster makes them later.',
    needs: ['connector', 'distributed'],
    async run(ctx) {
      (await ctx.create()).created.hasMember('tasks', []);
    },
  },
  {
    rule: '201-source-type',
    says: 'The answer for a source connector has the type `source`.',
    source: 'KIP-151',
    needs: ['source'],
    async run(ctx) {
      (await ctx.create({ kind: 'source' })).created.hasMember('type', 'source');
    },
  },
  {
    rule: '201-sink-type',
    says: 'The answer for a sink connector has the type `sink`.',
    source: 'KIP-151',
    needs: ['sink'],
    async run(ctx) {
      (await ctx.create({ kind: 'sink' })).created.hasMember('type', 'sink');
    },
  },
  {
    rule: '201-location',
    says: 'The Location header of a new connector is its address.',
    needs: ['connector'],
    async run(ctx) {
      const { created, name } = await ctx.create();
      created.check(created.header('location') !== undefined, 'a Location header', 'none');
      const { pathname } = new URL(created.header('location') ?? '', ctx.baseUrl);
      created.check(
        pathname.endsWith(connectorPath(name)),
        `Location to end in ${connectorPath(name)}`,
        created.header('location'),
      );
    },
  },
  {
    rule: 'location-leads-there',
    says: 'What the Location header says can be fetched, and is the connector.',
    needs: ['connector'],
    async run(ctx) {
      const { created, name } = await ctx.create();
      const { pathname } = new URL(created.header('location') ?? '', ctx.baseUrl);
      const below = pathname.slice(pathname.indexOf('/connectors/'));
      (await ctx.get(below)).hasStatus(200).hasMember('name', name);
    },
  },
  {
    rule: 'location-follows-host',
    level: 'SHOULD',
    says: 'Host and port of the Location header are those of the request.',
    needs: ['connector'],
    async run(ctx) {
      const body = { name: ctx.name(), config: ctx.config() };
      const answer = await ctx.send('POST', '/connectors', { json: body, headers: { host: 'connect.example:9999' } });
      const location = answer.hasStatus(201).header('location') ?? '';
      answer.check(
        location.startsWith('http') && location.includes('://connect.example:9999/'),
        'Location at connect.example:9999',
        location,
      );
    },
  },
  {
    rule: 'location-encoded',
    says: 'In the Location header a name is percent-encoded.',
    needs: ['connector'],
    async run(ctx) {
      const { created, name } = await ctx.create({ label: 'a b' });
      const location = created.header('location') ?? '';
      created.check(location.endsWith(connectorPath(name)), `Location to end in ${connectorPath(name)}`, location);
    },
  },
  {
    rule: 'read-your-write',
    says: 'A connector that was created is there at once: by its name, its config, and in the list.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config } = await ctx.create();
      await ctx.eventually(async () => {
        (await ctx.get(connectorPath(name)))
          .hasStatus(200)
          .hasMember('name', name)
          .hasMember('config', { ...config, name });
        (await ctx.get(connectorPath(name, '/config'))).hasStatus(200).hasBody({ ...config, name });
        await isListed(ctx, name, true);
      }, 10_000);
    },
  },
  {
    rule: 'starts-running',
    says: 'A connector that was created runs soon, and its tasks do, without anything more being said.',
    needs: ['connector'],
    async run(ctx) {
      await ctx.createRunning();
    },
  },
  {
    rule: 'makes-tasks',
    says: 'Soon after it was created a connector shows its tasks, numbered from 0.',
    needs: ['task'],
    async run(ctx) {
      const { name, path } = await ctx.create();
      await ctx.eventually(async () => {
        const answer = (await ctx.get(path())).hasStatus(200);
        answer.check(Array.isArray(answer.member('tasks')) && (answer.member('tasks') as []).length > 0, 'tasks');
        const first = (answer.member('tasks') as unknown[])[0];
        answer.check(
          JSON.stringify(first) === JSON.stringify({ connector: name, task: 0 }),
          'task 0 of the connector first',
          JSON.stringify(first),
        );
      });
    },
  },
  {
    rule: 'name-in-config',
    says: 'The config may have the name too, if it is the same.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      const config = { ...ctx.config(), name };
      (await ctx.post('/connectors', { name, config })).hasStatus(201).hasMember('config', config);
    },
  },
  {
    rule: '400-another-name-in-config',
    says: 'A `name` in the config that is another is refused, and nothing is created.',
    needs: ['connector'],
    async run(ctx) {
      const [name, other] = [ctx.name(), ctx.name()];
      const answer = await ctx.post('/connectors', { name, config: { ...ctx.config(), name: other } });
      answer.isError(400, `Connector name configuration (${other}) doesn't match connector name in the URL (${name})`);
      await isAbsent(ctx, name, other);
    },
  },
  {
    rule: 'name-trimmed',
    says: 'Blanks around a name are cut off.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      (await ctx.post('/connectors', { name: `  ${name} `, config: ctx.config() })).hasStatus(201).hasMember('name', name);
      (await ctx.get(connectorPath(name))).hasStatus(200).hasMember('name', name);
    },
  },
  {
    rule: 'name-as-number-of-text',
    level: 'MAY',
    says: 'A name may be sent as a JSON number or boolean, and is taken as its text.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await ctx.post('/connectors', { name: true, config: { ...ctx.config(), name: ctx.name() } });
      answer.isError(400, /\(true\)/);
    },
  },
  ...['', '   '].map((name) => ({
    rule: name === '' ? '400-empty-name' : '400-blank-name',
    says: name === '' ? 'An empty name is refused.' : 'A name of blanks only is refused.',
    needs: ['connector'] as const,
    run: async (ctx: RuleContext) => {
      const answer = await ctx.post('/connectors', { name, config: ctx.config() });
      answer.isError(400, /Invalid value {2}for configuration name: String may not be empty/);
    },
  })),
  {
    rule: '400-missing-name',
    says: 'A request without a name is refused.',
    needs: ['connector'],
    async run(ctx) {
      (await ctx.post('/connectors', { config: ctx.config() })).isError(mistake);
    },
  },
  {
    rule: '400-control-character-in-name',
    says: 'A name with a control character inside is refused with its code.',
    needs: ['connector'],
    async run(ctx) {
      const name = `${ctx.name()}\u0007x`;
      const answer = await ctx.post('/connectors', { name, config: ctx.config() });
      answer.isError(400, /String may not contain control sequences but had the following ASCII chars: 7/);
    },
  },
  ...(
    [
      ['an-array', ['a']],
      ['an-object', { a: 'b' }],
    ] as const
  ).map(([what, name]) => ({
    rule: `wrong-type-name-${what}`,
    says: `A name that is ${what.replace('-', ' ')} is refused.`,
    source: 'Contract, request bodies',
    needs: ['connector'] as const,
    run: async (ctx: RuleContext) => {
      (await ctx.post('/connectors', { name, config: ctx.config() })).isError(mistake);
    },
  })),
  ...(
    [
      ['an-array', [{ a: 'b' }]],
      ['text', 'a=b'],
      ['a-number', 7],
      ['null', null],
    ] as const
  ).map(([what, config]) => ({
    rule: `wrong-type-config-${what}`,
    says: `A config that is ${what.replace('-', ' ')} is refused, and nothing is created.`,
    source: 'Contract, request bodies',
    run: async (ctx: RuleContext) => {
      const name = ctx.name();
      (await ctx.post('/connectors', { name, config })).isError(mistake);
      await isAbsent(ctx, name);
    },
  })),
  {
    rule: '400-missing-config',
    says: 'A request without a config is refused, and nothing is created.',
    async run(ctx) {
      const name = ctx.name();
      (await ctx.post('/connectors', { name })).isError(mistake);
      await isAbsent(ctx, name);
    },
  },
  ...(
    [
      ['an-object', { a: 'b' }],
      ['an-array', ['a']],
    ] as const
  ).map(([what, value]) => ({
    rule: `wrong-type-setting-${what}`,
    says: `A setting whose value is ${what.replace('-', ' ')} is refused, and nothing is created.`,
    source: 'Contract, request bodies',
    needs: ['connector'] as const,
    run: async (ctx: RuleContext) => {
      const name = ctx.name();
      (await ctx.post('/connectors', { name, config: { ...ctx.config(), 'millrace.test': value } })).isError(mistake);
      await isAbsent(ctx, name);
    },
  })),
  {
    rule: 'unknown-member',
    says: 'A member that the request does not have is refused, and nothing is created.',
    source: 'Contract, request bodies',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      (await ctx.post('/connectors', { name, config: ctx.config(), colour: 'red' })).isError(mistake);
      await isAbsent(ctx, name);
    },
  },
  {
    rule: '400-no-connector-class',
    says: 'A config without connector.class is refused with a message that says so.',
    async run(ctx) {
      const name = ctx.name();
      const answer = await ctx.post('/connectors', { name, config: { 'tasks.max': '1' } });
      answer.isError(400, /^Connector config \{.*\} contains no connector type$/);
      await isAbsent(ctx, name);
    },
  },
  {
    rule: 'unknown-connector-class',
    says: 'A config whose connector.class is not installed is refused, and nothing is created.',
    async run(ctx) {
      const name = ctx.name();
      const answer = await ctx.post('/connectors', { name, config: { 'connector.class': `NoSuchConnector${name}` } });
      answer.isError(mistake).hasJson();
      await isAbsent(ctx, name);
    },
  },
  {
    rule: '400-unknown-connector-class',
    says: 'A connector.class that is not installed is a mistake of the client: 400. Before 4.1 it was a 500.',
    since: '4.1',
    async run(ctx) {
      const name = ctx.name();
      (await ctx.post('/connectors', { name, config: { 'connector.class': `NoSuchConnector${name}` } })).isError(400);
    },
  },
  {
    rule: 'unknown-connector-class-message',
    level: 'SHOULD',
    says: 'For a connector.class that is not installed the message names it, and says that no such class implements Connector.',
    async run(ctx) {
      const config = { 'connector.class': `No.Such.Connector${ctx.name()}` };
      const answer = await ctx.post('/connectors', { name: ctx.name(), config });
      answer.isError(
        mistake,
        new RegExp(`Failed to find any class that implements Connector and which name matches ${config['connector.class']}`),
      );
    },
  },
  {
    rule: '409-already-exists',
    says: 'Creating a connector under a name that is taken is a 409, and leaves the one that is there as it was.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config, path } = await ctx.create();
      const again = await ctx.post('/connectors', { name, config: { ...config, 'millrace.test': 'other' } });
      again.isError(409).hasJson();
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
    },
  },
  {
    rule: '409-message',
    says: 'For a name that is taken it says `Connector <name> already exists`.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config } = await ctx.create();
      (await ctx.post('/connectors', { name, config })).isError(409, `Connector ${name} already exists`);
    },
  },
  {
    rule: '400-before-409',
    level: 'SHOULD',
    says: 'A wrong config is a 400 also where the name is taken.',
    needs: ['connector'],
    async run(ctx) {
      const { name, config } = await ctx.create();
      (await ctx.post('/connectors', { name, config: { ...config, 'tasks.max': 'many' } })).isError(400);
    },
  },
  {
    rule: 'concurrent-same-name',
    says: 'Of several requests at the same time to create one name at least one is answered with 201 and all others with 201 or 409; there is one connector then.',
    needs: ['connector'],
    async run(ctx) {
      const { name, answers } = await createAtOnce(ctx);
      for (const answer of answers) answer.hasStatus(201, 409);
      answers[0]?.check(
        answers.some(({ status }) => status === 201),
        'a 201 among the answers',
        'none',
      );
      await ctx.eventually(async () => {
        const list = (await ctx.get('/connectors')).hasStatus(200);
        const count = Array.isArray(list.body) ? list.body.filter((one) => one === name).length : 0;
        list.check(count === 1, `${name} once in the list`, `it ${count} times`);
      }, 10_000);
    },
  },
  {
    rule: 'concurrent-same-name-one-201',
    level: 'MAY',
    says: "Of several requests at the same time to create one name a single one is answered with 201. Apache's workers can say so to several, of which the last one counts.",
    needs: ['connector'],
    async run(ctx) {
      const { answers } = await createAtOnce(ctx);
      const created = answers.filter(({ status }) => status === 201).length;
      answers[0]?.check(created === 1, 'one 201 among the answers', `${created} of them`);
    },
  },
  {
    rule: 'concurrent-different-names',
    says: 'Several connectors can be created at the same time, and all are there afterwards.',
    needs: ['connector'],
    async run(ctx) {
      const made = await Promise.all(Array.from({ length: 4 }, async () => ctx.create()));
      await ctx.eventually(async () => {
        for (const { name } of made) await isListed(ctx, name, true);
      }, 10_000);
    },
  },
  {
    rule: 'names-differ-by-case',
    says: 'Names that differ by letter case are different connectors.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      const [small, large] = [`${name}-case`, `${name}-CASE`];
      await ctx.create({ name: small });
      await ctx.create({ name: large });
      await ctx.eventually(async () => {
        await isListed(ctx, small, true);
        await isListed(ctx, large, true);
      }, 10_000);
    },
  },
  {
    rule: 'values-as-text',
    says: 'Numbers and booleans in a config are stored and shown as text.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      const config = { ...ctx.config(), 'millrace.number': 7, 'millrace.boolean': true };
      const answer = await ctx.post('/connectors', { name, config });
      answer.hasStatus(201).hasMember('config', { ...config, 'millrace.number': '7', 'millrace.boolean': 'true', name });
    },
  },
  {
    rule: 'numbers-keep-their-text',
    level: 'SHOULD',
    says: 'A number keeps the text that it was sent as: `1.0`, `1e3`, and more digits than a double has.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      const rest = JSON.stringify(ctx.config()).slice(1);
      const text = `{"name": ${JSON.stringify(name)}, "config": {"a": 1.0, "b": 1e3, "c": 9007199254740993, ${rest}}`;
      const answer = await ctx.send('POST', '/connectors', { text, headers: { 'content-type': 'application/json' } });
      const config = answer.hasStatus(201).member('config') as Record<string, unknown>;
      const found = `${String(config['a'])}, ${String(config['b'])}, ${String(config['c'])}`;
      answer.check(found === '1.0, 1e3, 9007199254740993', 'the values 1.0, 1e3, 9007199254740993', found);
    },
  },
  {
    rule: '400-null-setting',
    since: '3.3',
    says: 'A setting that is null is refused with a 400, and nothing is created.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      (await ctx.post('/connectors', { name, config: { ...ctx.config(), 'millrace.test': null } })).isError(400);
      await isAbsent(ctx, name);
    },
  },
  {
    rule: 'unknown-settings-stay',
    says: 'Settings that nobody knows are kept, empty values, unicode and line breaks included.',
    needs: ['connector'],
    async run(ctx) {
      const settings = {
        'millrace.empty': '',
        'millrace.unicode': 'žluťoučký 馬 🐎',
        'millrace.lines': 'a\nb\tc',
        'millrace.quotes': '"\'\\',
      };
      const { name, config, path } = await ctx.create({ with: settings });
      (await ctx.get(path('/config'))).hasStatus(200).hasBody({ ...config, name });
    },
  },
  {
    rule: 'settings-named-as-in-javascript',
    level: 'SHOULD',
    says: 'Settings may have any name, `__proto__` and `constructor` among them.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      const rest = JSON.stringify(ctx.config()).slice(1);
      const text = `{"name": ${JSON.stringify(name)}, "config": {"__proto__": "a", "constructor": "b", "toString": "c", ${rest}}`;
      (await ctx.send('POST', '/connectors', { text, headers: { 'content-type': 'application/json' } })).hasStatus(201);
      const { text: shown } = (await ctx.get(connectorPath(name, '/config'))).hasStatus(200);
      const found = ['"__proto__":"a"', '"constructor":"b"', '"toString":"c"'].filter((one) =>
        shown.replaceAll(' ', '').includes(one),
      );
      ctx.check(
        found.length === 3,
        'all three settings',
        found.join(', ') || 'none of them',
        await ctx.get(connectorPath(name, '/config')),
      );
    },
  },
  {
    rule: 'large-config',
    says: 'A config of 100 kB is taken and shown whole.',
    needs: ['connector'],
    async run(ctx) {
      const value = 'x'.repeat(100_000);
      const { path } = await ctx.create({ with: { 'millrace.large': value } });
      (await ctx.get(path('/config'))).hasStatus(200).hasMember('millrace.large', value);
    },
  },
  {
    rule: 'content-type-with-charset',
    says: 'A content type of application/json with a charset is fine.',
    needs: ['connector'],
    async run(ctx) {
      const text = JSON.stringify({ name: ctx.name(), config: ctx.config() });
      const answer = await ctx.send('POST', '/connectors', {
        text,
        headers: { 'content-type': 'application/json; charset=utf-8' },
      });
      answer.hasStatus(201);
    },
  },
  {
    rule: '400-invalid-config',
    says: 'A config that is wrong is refused with the number of errors and each error on a line of its own, and nothing is created.',
    needs: ['connector'],
    async run(ctx) {
      const name = ctx.name();
      const answer = await ctx.post('/connectors', { name, config: ctx.config({ with: { 'tasks.max': 'many' } }) });
      answer.isError(400, /^Connector configuration is invalid and contains the following \d+ error\(s\):\n/);
      answer.saysMessage(/\nInvalid value many for configuration tasks\.max: Not a number of type INT\n/);
      await isAbsent(ctx, name);
    },
  },
  {
    rule: '400-counts-errors',
    says: 'The message for a wrong config counts the errors that it lists.',
    needs: ['connector'],
    async run(ctx) {
      const settings = { 'tasks.max': '0', 'errors.tolerance': 'some', 'errors.log.enable': 'perhaps' };
      const answer = await ctx.post('/connectors', { name: ctx.name(), config: ctx.config({ with: settings }) });
      const { message } = answer.isError(400);
      const lines = (message ?? '').split('\n').slice(1, -1);
      const count = /following (\d+) error\(s\)/.exec(message ?? '')?.[1];
      answer.check(
        String(lines.length) === count && lines.length >= 3,
        'as many lines of errors as the message counts',
        `${lines.length} and ${count}`,
      );
    },
  },
  {
    rule: 'invalid-config-points-to-validate',
    level: 'SHOULD',
    says: 'The message for a wrong config ends with the endpoint where the same errors can be found.',
    needs: ['connector'],
    async run(ctx) {
      const answer = await ctx.post('/connectors', { name: ctx.name(), config: ctx.config({ with: { 'tasks.max': '0' } }) });
      answer.isError(400, /at the endpoint `\/connector-plugins\/\{connectorType\}\/config\/validate`$/);
    },
  },
  {
    rule: '400-missing-required-setting',
    says: 'A setting that the connector requires and that is missing is among the errors.',
    needs: ['file-source'],
    async run(ctx) {
      const answer = await ctx.post('/connectors', {
        name: ctx.name(),
        config: ctx.config({ file: true, kind: 'source', with: { topic: null } }),
      });
      answer.isError(400, /\nMissing required configuration "topic" which has no default value\.\n/);
    },
  },
  {
    rule: '400-sink-without-topics',
    since: '3.7',
    says: 'A sink needs topics or topics.regex.',
    needs: ['file-sink'],
    async run(ctx) {
      const answer = await ctx.post('/connectors', {
        name: ctx.name(),
        config: ctx.config({ file: true, kind: 'sink', with: { topics: null } }),
      });
      answer.isError(400, /Must configure one of topics or topics\.regex/);
    },
  },
  {
    rule: '400-sink-with-topics-and-regex',
    since: '3.7',
    says: 'A sink must not have both topics and topics.regex.',
    needs: ['file-sink'],
    async run(ctx) {
      const config = ctx.config({ file: true, kind: 'sink', with: { 'topics.regex': 'a.*' } });
      const answer = await ctx.post('/connectors', { name: ctx.name(), config });
      answer.isError(400, /topics and topics\.regex are mutually exclusive options, but both are set\./);
    },
  },
  {
    rule: 'class-by-alias',
    says: 'connector.class may be the simple name of the class, with or without its suffix Connector.',
    source: 'KIP-146',
    needs: ['file-source'],
    async run(ctx) {
      for (const alias of ['FileStreamSource', 'FileStreamSourceConnector']) {
        const { created } = await ctx.create({ file: true, kind: 'source', with: { 'connector.class': alias } });
        created.hasMember('type', 'source');
      }
    },
  },
  {
    rule: 'class-case-counts',
    level: 'SHOULD',
    says: 'Letter case counts in connector.class.',
    needs: ['file-source'],
    async run(ctx) {
      const config = ctx.config({ file: true, kind: 'source', with: { 'connector.class': 'filestreamsource' } });
      (await ctx.post('/connectors', { name: ctx.name(), config })).isError(mistake);
    },
  },
  ...(
    [
      ['PAUSED', 'PAUSED'],
      ['STOPPED', 'STOPPED'],
      ['RUNNING', 'RUNNING'],
    ] as const
  ).map(([given, state]) => ({
    rule: `initial-state-${state.toLowerCase()}`,
    says: `A connector created with the initial state ${state} is ${state}.`,
    source: 'KIP-980',
    since: '3.7' as const,
    needs: ['connector'] as const,
    run: async (ctx: RuleContext) => {
      const connector = await ctx.create({ initialState: given });
      await ctx.untilState(connector, state);
    },
  })),
  {
    rule: 'initial-state-without-tasks',
    says: 'A connector created PAUSED or STOPPED has no tasks before it is resumed.',
    source: 'KIP-980',
    since: '3.7',
    needs: ['task'],
    async run(ctx) {
      for (const initialState of ['STOPPED', 'PAUSED']) {
        const connector = await ctx.create({ initialState });
        (await ctx.untilState(connector, initialState)).hasMember('tasks', []);
        (await ctx.put(connector.path('/resume'))).hasStatus(202);
        await ctx.untilState(connector, 'RUNNING', 'RUNNING');
      }
    },
  },
  {
    rule: 'initial-state-any-case',
    level: 'SHOULD',
    says: 'Letter case does not matter in the initial state, and null counts as none.',
    source: 'KIP-980',
    since: '3.7',
    needs: ['connector'],
    async run(ctx) {
      const connector = await ctx.create({ initialState: 'paused' });
      await ctx.untilState(connector, 'PAUSED');
      (await ctx.post('/connectors', { name: ctx.name(), config: ctx.config(), initial_state: null })).hasStatus(201);
    },
  },
  ...(['ASLEEP', '', 7, ['PAUSED']] as const).map((state) => ({
    rule: `wrong-initial-state-${typeof state === 'string' ? (state === '' ? 'empty' : 'unknown') : Array.isArray(state) ? 'array' : 'number'}`,
    says: `The initial state ${JSON.stringify(state)} is refused, and nothing is created.`,
    source: 'KIP-980',
    since: '3.7' as const,
    needs: ['connector'] as const,
    run: async (ctx: RuleContext) => {
      const name = ctx.name();
      (await ctx.post('/connectors', { name, config: ctx.config(), initial_state: state })).isError(mistake);
      await isAbsent(ctx, name);
    },
  })),
  {
    rule: 'after-delete',
    says: 'After a connector was deleted its name can be used again.',
    needs: ['connector'],
    async run(ctx) {
      const first = await ctx.createRunning();
      (await ctx.delete(first.path())).hasStatus(204);
      const second = await ctx.create({ name: first.name, with: { 'millrace.test': 'second' } });
      await ctx.untilState(second, 'RUNNING');
      (await ctx.get(second.path('/config'))).hasStatus(200).hasMember('millrace.test', 'second');
    },
  },
]);

async function createAtOnce(ctx: RuleContext): Promise<{ name: string; answers: Answer[] }> {
  const name = ctx.name();
  const config = ctx.config();
  return { name, answers: await Promise.all(Array.from({ length: 6 }, async () => ctx.post('/connectors', { name, config }))) };
}

/** Nothing is there under these names. */
export async function isAbsent(ctx: RuleContext, ...names: readonly string[]): Promise<void> {
  for (const name of names) (await ctx.get(connectorPath(name))).hasStatus(404);
}

/** Whether a name is in the list of connectors, as it has to be. */
export async function isListed(ctx: RuleContext, name: string, expected: boolean): Promise<void> {
  const list = (await ctx.get('/connectors')).hasStatus(200);
  const found = Array.isArray(list.body) && list.body.includes(name);
  list.check(
    found === expected,
    `${name} ${expected ? 'in' : 'not in'} the list`,
    found ? 'that it is there' : 'that it is not there',
  );
}
