import type { DesiredConnector } from '@millrace/client';
import { type Label, hasLabels, labelPrefix, readLabel } from '../connectors/labels.ts';
import { UsageError } from '../errors.ts';
import type { ConnectorDocument } from '../files/connector-document.ts';
import { readDocuments } from '../files/read-documents.ts';
import type { FileOptions, LabelOptions } from './shared-options.ts';

export interface PlanOptions extends FileOptions, LabelOptions {
  readonly prune?: boolean;
}

export interface Desired {
  readonly desired: readonly DesiredConnector[];
  /** Which connectors are to go when no file has them. */
  readonly prune: false | ((connector: DesiredConnector) => boolean);
}

/** What the files of `-f` want, with the labels of `-l` put on each connector. @throws UsageError */
export async function readDesired({ filename = [], label = [], prune = false }: PlanOptions, command: string): Promise<Desired> {
  if (filename.length === 0) throw new UsageError('Which files?', `Name files or folders: millrace ${command} -f connectors/`);
  const labels = label.map(readLabel).map(({ name, value }): Required<Label> => {
    if (value === undefined) throw new UsageError(`The label ${name} has no value.`, `Write -l ${name}=VALUE.`);
    return { name, value };
  });
  if (prune && labels.length === 0)
    throw new UsageError(
      '--prune needs a label: it deletes connectors that carry it and are in no file.',
      `Write ${command} -f FOLDER --prune -l team=orders: each connector of the files gets the label too.`,
    );
  const documents = (await readDocuments(filename)).map((document) => labelled(document, labels));
  const desired = documents.map(({ name, config, initial_state: state }) => ({
    name,
    config,
    ...(state !== undefined && { initial_state: state }),
  }));
  return { desired, prune: prune && (({ config }) => hasLabels(config as Record<string, string>, labels)) };
}

function labelled(document: ConnectorDocument, labels: readonly Label[]): ConnectorDocument {
  const config = new Map(Object.entries(document.config));
  for (const { name, value } of labels) {
    const key = `${labelPrefix}${name}`;
    const own = config.get(key);
    if (own !== undefined && own !== value)
      throw new UsageError(
        `${document.place}: The label ${name} is ${JSON.stringify(own)} here, and -l says ${JSON.stringify(value)}.`,
      );
    config.set(key, value!);
  }
  return { ...document, config: Object.fromEntries(config) };
}
