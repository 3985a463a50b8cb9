import { UnavailableError } from '../model/errors.ts';
import { errorFromData, errorToData } from './error-data.ts';
import type { ErrorData } from './error-data.ts';
import type { MessageLink } from './message-link.ts';

/** What can be called from the other end of a link, by name. */
export type CallTable = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Calls across a link. Both ends have one: each calls the other's table. */
export interface RemoteCalls {
  /** Calls by name at the other end. Rejects with what the call threw, or UnavailableError when the link is closed. */
  call(name: string, args: readonly unknown[]): Promise<unknown>;
  /** Calls by name at the other end and does not wait for anything. */
  tell(name: string, args: readonly unknown[]): void;
  /** Rejects what is still open. */
  close(): void;
}

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'tell'; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ErrorData };

interface OpenCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Makes one end's calls; `table` is what the other end may call here. `onTellError` hears what was thrown here by a call that the
 * other end does not wait for.
 */
export function createRemoteCalls(
  link: MessageLink,
  table: CallTable,
  onTellError: (name: string, error: unknown) => void,
): RemoteCalls {
  const open = new Map<number, OpenCall>();
  let nextId = 0;
  let closed = false;

  async function answer(id: number, name: string, args: readonly unknown[]): Promise<void> {
    try {
      link.post({ kind: 'result', id, value: await invoke(table, name, args) } satisfies Message);
    } catch (error) {
      link.post({ kind: 'failure', id, error: errorToData(error) } satisfies Message);
    }
  }

  function beTold(name: string, args: readonly unknown[]): void {
    try {
      invoke(table, name, args);
    } catch (error) {
      onTellError(name, error);
    }
  }

  function receive(message: Message): void {
    if (closed) return;
    if (message.kind === 'call') return void answer(message.id, message.name, message.args);
    if (message.kind === 'tell') return beTold(message.name, message.args);
    const call = open.get(message.id);
    open.delete(message.id);
    if (message.kind === 'result') call?.resolve(message.value);
    else call?.reject(errorFromData(message.error));
  }

  link.onMessage((message) => receive(message as Message));

  return {
    call(name, args) {
      if (closed) return Promise.reject(new UnavailableError('The task host is closed'));
      nextId += 1;
      const id = nextId;
      return new Promise((resolve, reject) => {
        link.post({ kind: 'call', id, name, args } satisfies Message);
        open.set(id, { resolve, reject });
      });
    },
    tell(name, args) {
      if (!closed) link.post({ kind: 'tell', name, args } satisfies Message);
    },
    close() {
      closed = true;
      link.close();
      for (const call of open.values()) call.reject(new UnavailableError('The task host is closed'));
      open.clear();
    },
  };
}

function invoke(table: CallTable, name: string, args: readonly unknown[]): unknown {
  const target = Object.hasOwn(table, name) ? table[name] : undefined;
  if (target === undefined) throw new TypeError(`There is no call ${name}`);
  return (target as (...args: unknown[]) => unknown)(...args);
}
