import { json, type Session } from '../session.ts';

const NAMES = [
  'plain',
  'a b',
  ' led',
  'trailed ',
  '\ttab\t',
  'a.b',
  '.',
  '..',
  '...',
  '.hidden',
  'a;b',
  'a;b=c',
  'a+b',
  'a&b',
  'a=b',
  'a,b',
  'a:b',
  'a@b',
  'a$b',
  'a!b',
  "a'b",
  'a"b',
  'a(b)',
  'a*b',
  'a~b',
  'a`b',
  'a^b',
  'a|b',
  'a<b>',
  'a{b}',
  '{a}',
  '{name}',
  'a[b]',
  'a#b',
  'a?b',
  'ü',
  'u\u0308',
  '日本',
  '😀',
  '\u200b',
  '\u00a0',
  'a\u00a0',
  '\u2003x\u2003',
  '\u3000',
  'a\u0000b',
  'a\nb',
  'a\u007fb',
  'a\u0080b',
  'a\u0085b',
  'a\u2028b',
  '\u0001x',
  'x\u001f',
  '\ufeffx',
  'x'.repeat(200),
  'x'.repeat(249),
  'x'.repeat(1000),
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'toString',
  'config',
  'status',
  '-1',
  '0',
  'NaN',
  '${x}',
  '$0',
  'A',
  'a',
];

/** What is no text, as a name and as `config.name`. */
const OTHER_NAMES = ['5', '1.0', '1e3', 'true', 'null', '{}', '[]', '["x"]', '""', '" "'];

/** Connectors of all names: made, shown, addressed and removed. */
export async function names(session: Session): Promise<void> {
  const config = { 'connector.class': 'FileStreamSource', topic: 'side-names', file: '/no/such/file' };
  for (const name of NAMES) {
    const shown = JSON.stringify(name.length > 60 ? `${name.length} × x` : name);
    session.begin(`the name ${shown}`);
    const made = await session.note('POST', { method: 'POST', target: '/connectors', ...json(JSON.stringify({ name, config })) });
    if (made.status !== 201) continue;
    const stored = (JSON.parse(made.body) as { name: string }).name;
    await session.until(
      () => session.call('GET', `/connectors/${encodeURIComponent(stored)}`),
      ({ status, body }) => status !== 200 || body.includes('"task":0'),
      5000,
    );
    const path = `/connectors/${encodeURIComponent(stored)
      .replaceAll('.', '%2E')
      .replace(/%2E(?=.)/g, '.')}`;
    const located = new URL(made.headers.get('location')!);
    await session.note('GET where Location says', { method: 'GET', target: located.pathname });
    await session.note('GET it encoded', { method: 'GET', target: `${path}/config` });
    session.see('status', (await session.steady(`${path}/status`, 300)).status);
    await session.note('DELETE it', { method: 'DELETE', target: path });
    await session.note('GET it again', { method: 'GET', target: path });
  }
  await session.clear();
  for (const name of OTHER_NAMES) {
    session.begin(`the name ${name}`);
    const body = `{"name":${name},"config":{"connector.class":"FileStreamSource","topic":"t"}}`;
    await session.note('POST', { method: 'POST', target: '/connectors', ...json(body) });
    const inside = `{"name":"x","config":{"name":${name},"connector.class":"FileStreamSource","topic":"t"}}`;
    await session.note('POST, in the config', { method: 'POST', target: '/connectors', ...json(inside) });
    const put = `{"name":${name},"connector.class":"FileStreamSource","topic":"t"}`;
    await session.note('PUT, in the config', { method: 'PUT', target: '/connectors/5/config', ...json(put) });
    await session.clear();
  }
  session.begin('names in the config');
  for (const [name, inside] of [
    ['x', 'x'],
    ['x', ' x '],
    [' x ', 'x'],
    [' x ', ' x '],
    ['x', 'X'],
    ['x', ''],
    ['', 'x'],
    [' ', ' '],
    ['a"b', 'a"c'],
  ]) {
    await session.noteCall('POST', '/connectors', { name: name!, config: { ...config, name: inside! } });
    await session.clear();
    await session.noteCall('PUT', `/connectors/${encodeURIComponent(name!)}/config`, { ...config, name: inside! });
    await session.clear();
  }
}
