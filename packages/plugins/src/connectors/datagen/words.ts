const list = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const FIRST_NAMES = list(`
  Ada, Amara, Ana, Anders, Aylin, Ben, Bruno, Camila, Chen, Chloe, Daniel, Deepa, Elena, Emil, Fatima, Felix, Freya, Grace, Hana,
  Hugo, Ines, Ivan, Jamal, Jonas, Julia, Kaito, Karim, Lea, Leo, Lin, Luca, Maja, Marta, Mateo, Mei, Mila, Nadia, Nico, Noor, Olga,
  Omar, Pablo, Paula, Priya, Ravi, Rosa, Samuel, Sara, Sofia, Tariq, Theo, Tomas, Vera, Viktor, Wanda, Yara, Yusuf, Zoe`);

export const LAST_NAMES = list(`
  Abe, Almeida, Andersen, Bauer, Becker, Bianchi, Brown, Chen, Costa, Diallo, Dubois, Evans, Fischer, Garcia, Gupta, Haddad, Hansen,
  Horvat, Ito, Ivanova, Jansen, Jones, Kaya, Keller, Khan, Kim, Kowalski, Larsen, Lee, Lopez, Martin, Mensah, Meyer, Moreau, Mueller,
  Nagy, Nguyen, Novak, Okafor, Olsen, Patel, Pereira, Rossi, Sato, Schmidt, Silva, Singh, Smith, Suzuki, Tanaka, Torres, Wang, Weber,
  Wilson, Yilmaz, Zhang`);

export const STREETS = list(`
  Bridge Street, Cedar Lane, Church Street, Garden Street, Harbour Road, High Street, Hill Road, Lake Drive, Linden Avenue, Main Street,
  Market Square, Mill Lane, North Avenue, Oak Street, Orchard Way, Park Avenue, River Road, School Lane, Station Road, Station Square,
  Tower Street, Valley Road, West Street, Windmill Way`);

/** A city, its country, latitude and longitude. */
export const PLACES: readonly (readonly [city: string, country: string, latitude: number, longitude: number])[] = [
  ['Amsterdam', 'NL', 52.37, 4.9],
  ['Bangkok', 'TH', 13.75, 100.5],
  ['Barcelona', 'ES', 41.39, 2.17],
  ['Berlin', 'DE', 52.52, 13.4],
  ['Bogota', 'CO', 4.71, -74.07],
  ['Cairo', 'EG', 30.04, 31.24],
  ['Chicago', 'US', 41.88, -87.63],
  ['Dublin', 'IE', 53.35, -6.26],
  ['Helsinki', 'FI', 60.17, 24.94],
  ['Istanbul', 'TR', 41.01, 28.98],
  ['Lagos', 'NG', 6.52, 3.38],
  ['Lima', 'PE', -12.05, -77.04],
  ['Lisbon', 'PT', 38.72, -9.14],
  ['Melbourne', 'AU', -37.81, 144.96],
  ['Mexico City', 'MX', 19.43, -99.13],
  ['Milan', 'IT', 45.46, 9.19],
  ['Mumbai', 'IN', 19.08, 72.88],
  ['Nairobi', 'KE', -1.29, 36.82],
  ['Osaka', 'JP', 34.69, 135.5],
  ['Oslo', 'NO', 59.91, 10.75],
  ['Prague', 'CZ', 50.08, 14.44],
  ['Sao Paulo', 'BR', -23.55, -46.63],
  ['Seoul', 'KR', 37.57, 126.98],
  ['Toronto', 'CA', 43.65, -79.38],
  ['Vienna', 'AT', 48.21, 16.37],
  ['Warsaw', 'PL', 52.23, 21.01],
];

export const INTERESTS = list(
  'art, baking, chess, cinema, climbing, cycling, football, gardening, hiking, history, music, photography, reading, running, sailing, travel',
);

export const ITEMS = list(`
  backpack, bicycle pump, blanket, bookshelf, camera, candle, coffee grinder, cutting board, desk lamp, frying pan, guitar strings,
  headphones, kettle, keyboard, mug, notebook, picture frame, pillow, rain jacket, running shoes, scarf, tea pot, tent, umbrella,
  wall clock, water bottle`);

export const PATHS = list(`
  /, /about, /basket, /blog, /blog/autumn, /blog/recipes, /checkout, /contact, /help, /help/returns, /help/shipping, /login, /offers,
  /products, /products/camping, /products/home, /products/kitchen, /products/music, /search, /sitemap.xml`);

export const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
  'curl/8.9.1',
] as const;

export const SYMBOLS = list('ALDR, BRCH, CDRW, DAHL, EBNY, FIRS, GNKO, HZEL, IVYX, JNPR, KAPO, LRCH, MAPL, NUTM, OAKS, PINE');

export const WORDS = list(`
  amber, anchor, basin, beacon, birch, breeze, brook, cabin, canyon, cedar, cinder, cloud, clover, coral, crest, delta, drift, ember,
  fern, field, flint, forest, frost, garnet, glade, granite, grove, harbor, hazel, heron, hollow, island, ivory, juniper, lagoon,
  lantern, larch, linen, maple, marble, meadow, mesa, mist, moss, north, oasis, ocean, olive, orbit, pebble, pine, prairie, quartz,
  raven, reef, ridge, river, saffron, sage, sand, shadow, shore, silver, slate, spruce, stone, summit, thicket, thistle, timber, tundra,
  valley, velvet, violet, willow, winter`);
