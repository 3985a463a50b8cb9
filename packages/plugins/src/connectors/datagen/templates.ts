import { generator, shared, sometimesNull } from './generator.ts';
import { boolean, double, int, long, rounded, sequence, timestamp, walk } from './numbers.ts';
import { address, country, position } from './places.ts';
import type { Template } from './template.ts';
import { choice, id, ipAddress, person, some, uuid } from './texts.ts';
import { about, idOf, inTurn, thing, type Thing } from './thing.ts';
import { FLOAT64, INT32, STRING } from './value-kind.ts';
import { AGENTS, INTERESTS, ITEMS, PATHS, SYMBOLS } from './words.ts';

const NAMESPACE = 'io.millrace.connect.datagen';

const STATUSES = [200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 301, 302, 304, 304, 400, 403, 404, 404, 500] as const;

const user = thing('user', 1000);
const visitor = thing('visitor', 500);
const page = thing('page', 200, 2);
const item = thing('item', ITEMS.length, 1.5);
const share = thing('share', SYMBOLS.length);
const sensor = inTurn('sensor', 50);

/** What the thing is called, by its number. */
const nameIn = (names: readonly string[], { numberIn }: Thing) => generator(STRING, (row) => names[numberIn(row)] as string);

/** A value that changes slowly, around another place for each thing. */
function reading({ numberIn, salt: kind }: Thing, min: number, max: number, digits: number) {
  const swing = (max - min) / 4;
  return generator(FLOAT64, (row, salt) => {
    const number = numberIn(row);
    const centre = min + swing + row.thing(kind, number).fraction(salt) * (max - min - 2 * swing);
    const off = row.smooth(row.index / 2000, salt ^ (number * 0x9e37)) * 2 - 1;
    return rounded(centre + off * swing, digits);
  });
}

const price = about(item, shared('price', double(2, 250, 2)));
const quantity = shared('quantity', int(1, 5));

const users: Template = {
  schemaName: `${NAMESPACE}.User`,
  keyField: 'userid',
  fields: {
    userid: idOf(user, 'User_'),
    name: about(user, person.fullName()),
    email: about(user, person.email()),
    gender: about(user, choice(['female', 'female', 'female', 'female', 'male', 'male', 'male', 'male', 'other'])),
    country: about(user, country()),
    address: about(user, address()),
    interests: about(user, some(INTERESTS, 0.2)),
    active: boolean(0.9),
    last_seen: timestamp(),
  },
};

const orders: Template = {
  schemaName: `${NAMESPACE}.Order`,
  keyField: 'orderid',
  fields: {
    orderid: sequence(),
    ordered_at: timestamp(),
    userid: idOf(user, 'User_'),
    item: nameIn(ITEMS, item),
    quantity,
    price,
    total: generator(FLOAT64, (row, salt) => rounded(price.value(row, salt) * quantity.value(row, salt), 2)),
    status: choice(['paid', 'paid', 'paid', 'shipped', 'shipped', 'open', 'returned', 'cancelled']),
    address: about(user, address()),
  },
};

const pageviews: Template = {
  schemaName: `${NAMESPACE}.Pageview`,
  keyField: 'userid',
  fields: {
    viewed_at: timestamp(),
    userid: idOf(user, 'User_'),
    pageid: idOf(page, 'Page_'),
    duration_ms: long(200, 120_000),
  },
};

const clickstream: Template = {
  schemaName: `${NAMESPACE}.Click`,
  keyField: 'session',
  fields: {
    session: about(visitor, uuid()),
    ip: about(visitor, ipAddress()),
    userid: sometimesNull(0.4, about(visitor, id('User_', 1000))),
    requested_at: timestamp(),
    method: choice(['GET', 'GET', 'GET', 'GET', 'GET', 'GET', 'GET', 'GET', 'POST', 'HEAD']),
    path: choice(PATHS, 2),
    status: generator(INT32, (row, salt) => STATUSES[row.below(STATUSES.length, salt)] as number),
    bytes: long(120, 80_000),
    referrer: sometimesNull(0.5, choice(['https://example.com/', 'https://search.example.org/', 'https://news.example.net/'])),
    agent: about(visitor, choice(AGENTS, 1.5)),
  },
};

const stockTrades: Template = {
  schemaName: `${NAMESPACE}.StockTrade`,
  keyField: 'symbol',
  fields: {
    tradeid: sequence(),
    traded_at: timestamp(),
    symbol: nameIn(SYMBOLS, share),
    side: choice(['BUY', 'SELL']),
    quantity: int(1, 5000),
    price: reading(share, 5, 500, 2),
    account: id('ACC', 500),
    userid: id('User_', 1000),
  },
};

const sensors: Template = {
  schemaName: `${NAMESPACE}.SensorReading`,
  keyField: 'sensorid',
  fields: {
    sensorid: idOf(sensor, 'sensor-'),
    measured_at: timestamp(),
    temperature: reading(sensor, -10, 35, 1),
    humidity: reading(sensor, 20, 95, 1),
    pressure: walk(980, 1040, 1, 5000),
    battery: reading(sensor, 2.9, 4.2, 2),
    position: about(sensor, position()),
    online: boolean(0.98),
  },
};

/** The templates by the name that configurations use. */
export const TEMPLATES: ReadonlyMap<string, Template> = new Map([
  ['users', users],
  ['orders', orders],
  ['pageviews', pageviews],
  ['clickstream', clickstream],
  ['stock-trades', stockTrades],
  ['sensors', sensors],
]);
