/** One line of the text format of Prometheus. */
export interface Sample {
  readonly metric: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

const line = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const label = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** The samples of the metrics that are wanted; lines that are none are passed over. */
export function readSamples(text: string, wanted: ReadonlySet<string>): Sample[] {
  return text.split('\n').flatMap((one) => {
    const [, metric = '', labels = '', value] = line.exec(one) ?? [];
    if (!wanted.has(metric)) return [];
    const pairs = [...labels.matchAll(label)].map(([, name, text]) => [name!, unescape(text!)] as const);
    return [{ metric, labels: new Map(pairs), value: Number(value) }];
  });
}

const unescape = (text: string): string => text.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
