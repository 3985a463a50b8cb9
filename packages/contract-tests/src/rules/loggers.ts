import { isObject } from '../http/answer.ts';
import { segment } from '../http/path.ts';
import type { RuleContext } from '../run/rule-context.ts';
import { rulesOf } from './define-rules.ts';

/** Loggers of our own names only: nobody else's log changes. */
const loggerPath = (name: string, query = '') => `/admin/loggers/${segment(name)}${query}`;

export const loggerRules = [
  ...rulesOf('listLoggers', [
    {
      rule: 'has-root',
      says: 'The root logger is among them, with its level.',
      async run(ctx) {
        const list = (await ctx.get('/admin/loggers')).hasStatus(200).hasJson();
        const root = list.member('root');
        list.check(isObject(root) && typeof root['level'] === 'string', 'root with its level', JSON.stringify(root));
      },
    },
    {
      rule: 'shows-what-was-set',
      says: 'A logger that was set is among them, with its level.',
      async run(ctx) {
        const name = await logger(ctx, 'DEBUG');
        const list = (await ctx.get('/admin/loggers')).hasStatus(200);
        const found = list.member(name);
        list.check(isObject(found) && found['level'] === 'DEBUG', `${name} with DEBUG`, JSON.stringify(found));
      },
    },
  ]),
  ...rulesOf('getLogger', [
    {
      rule: 'root',
      says: 'The root logger can be asked for.',
      async run(ctx) {
        const root = (await ctx.get('/admin/loggers/root')).hasStatus(200).hasJson();
        root.check(/^(ALL|TRACE|DEBUG|INFO|WARN|ERROR|FATAL|OFF)$/.test(String(root.member('level'))), 'a level in capitals');
      },
    },
    {
      rule: 'as-in-the-list',
      says: 'It is what the list shows of the logger.',
      async run(ctx) {
        const name = await logger(ctx, 'WARN');
        const list = (await ctx.get('/admin/loggers')).hasStatus(200);
        (await ctx.get(loggerPath(name))).hasStatus(200).hasBody(list.member(name));
      },
    },
    {
      rule: '404-unknown',
      says: 'A logger that nobody knows is a 404 that names it.',
      async run(ctx) {
        const name = ctx.name();
        (await ctx.get(loggerPath(name))).isError(404, `Logger ${name} not found.`);
      },
    },
    {
      rule: 'last-modified',
      says: 'last_modified is the time of the last change in milliseconds.',
      source: 'KIP-976',
      since: '3.7',
      async run(ctx) {
        const before = Date.now();
        const name = await logger(ctx, 'DEBUG');
        const answer = (await ctx.get(loggerPath(name))).hasStatus(200);
        const time = answer.member('last_modified');
        // The clocks of two machines may differ; a day apart they do not.
        answer.check(
          typeof time === 'number' && Math.abs(time - before) < 86_400_000,
          'the time of now in milliseconds',
          String(time),
        );
      },
    },
    {
      rule: 'last-modified-moves',
      says: 'last_modified moves on with a change of the level.',
      source: 'KIP-976',
      since: '3.7',
      async run(ctx) {
        const name = await logger(ctx, 'DEBUG');
        const first = (await ctx.get(loggerPath(name))).member('last_modified') as number;
        await ctx.eventually(async () => {
          (await ctx.put(loggerPath(name), { level: first % 2 === 0 ? 'WARN' : 'ERROR' })).hasStatus(200);
          (await ctx.put(loggerPath(name), { level: 'INFO' })).hasStatus(200);
          const answer = await ctx.get(loggerPath(name));
          answer.check(
            (answer.member('last_modified') as number) > first,
            `a time later than ${first}`,
            String(answer.member('last_modified')),
          );
        });
      },
    },
  ]),
  ...rulesOf('setLoggerLevel', [
    {
      rule: '200-names-changed',
      says: 'It answers 200 with the names of the loggers whose level changed.',
      async run(ctx) {
        const name = ctx.name();
        await levelOtherThan(ctx, name, 'ERROR');
        (await ctx.put(loggerPath(name), { level: 'ERROR' })).hasStatus(200).hasJson().hasBody([name]);
      },
    },
    {
      rule: 'read-your-write',
      says: 'The level that was set is shown at once.',
      async run(ctx) {
        const name = await logger(ctx, 'INFO');
        for (const level of ['DEBUG', 'WARN', 'TRACE', 'ERROR', 'INFO']) {
          (await ctx.put(loggerPath(name), { level })).hasStatus(200);
          (await ctx.get(loggerPath(name))).hasStatus(200).hasMember('level', level);
        }
      },
    },
    {
      rule: 'any-case',
      says: 'Letter case does not matter in a level; it is shown in capitals.',
      async run(ctx) {
        const name = await logger(ctx, 'INFO');
        (await ctx.put(loggerPath(name), { level: 'dEbUg' })).hasStatus(200);
        (await ctx.get(loggerPath(name))).hasStatus(200).hasMember('level', 'DEBUG');
      },
    },
    {
      rule: 'all-levels',
      says: 'The levels are TRACE, DEBUG, INFO, WARN, ERROR, FATAL and OFF.',
      async run(ctx) {
        const name = ctx.name();
        for (const level of ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'OFF']) {
          (await ctx.put(loggerPath(name), { level })).hasStatus(200);
        }
      },
    },
    {
      rule: 'children-too',
      says: 'It sets the loggers below the name as well, and names them sorted.',
      async run(ctx) {
        const name = ctx.name();
        const child = `${name}.a`;
        await levelOtherThan(ctx, name, 'FATAL');
        (await ctx.put(loggerPath(child), { level: 'DEBUG' })).hasStatus(200);
        (await ctx.put(loggerPath(name), { level: 'FATAL' })).hasStatus(200).hasBody([name, child]);
        (await ctx.get(loggerPath(child))).hasStatus(200).hasMember('level', 'FATAL');
      },
    },
    {
      rule: '404-unknown-level',
      says: 'A level that there is not is a 404 that names it.',
      async run(ctx) {
        (await ctx.put(loggerPath(ctx.name()), { level: 'LOUD' })).isError(404, /invalid log level 'LOUD'\.?$/i);
      },
    },
    {
      rule: '400-no-level',
      says: 'A request without a level is a 400 that says so.',
      async run(ctx) {
        (await ctx.put(loggerPath(ctx.name()), {})).isError(400, /Desired 'level' parameter was not specified in request\.?/);
      },
    },
    {
      rule: 'scope-worker',
      says: 'scope=worker is what is done without it.',
      source: 'KIP-976',
      since: '3.7',
      async run(ctx) {
        const name = ctx.name();
        await levelOtherThan(ctx, name, 'ERROR');
        (await ctx.put(loggerPath(name, '?scope=worker'), { level: 'ERROR' })).hasStatus(200).hasBody([name]);
      },
    },
    {
      rule: 'scope-cluster',
      says: 'With scope=cluster it answers 204 without a body, and the level is set soon.',
      source: 'KIP-976',
      since: '3.7',
      needs: ['cluster-loggers'],
      async run(ctx) {
        const name = await logger(ctx, 'DEBUG');
        (await ctx.send('PUT', loggerPath(name, '?scope=cluster'), { json: { level: 'TRACE' } })).hasStatus(204).hasNoBody();
        await ctx.eventually(async () => (await ctx.get(loggerPath(name))).hasStatus(200).hasMember('level', 'TRACE'));
      },
    },
  ]),
];

/** A logger of our own that was set to a level. */
async function logger(ctx: RuleContext, level: string): Promise<string> {
  const name = ctx.name();
  await levelOtherThan(ctx, name, level);
  (await ctx.put(loggerPath(name), { level })).hasStatus(200);
  return name;
}

/** A new logger inherits its level: setting that one would change nothing. */
async function levelOtherThan(ctx: RuleContext, name: string, level: string): Promise<void> {
  for (const other of ['TRACE', 'FATAL'].filter((one) => one !== level)) {
    (await ctx.put(loggerPath(name), { level: other })).hasStatus(200);
  }
}
