import type { Session } from 'node:inspector';
import { ACTIVITY_EXPRESSION, readActivity } from './published-activity.ts';
import type { FoundActivity } from './published-activity.ts';

/**
 * Finds out what a worker thread is doing that does not answer, by way of the inspector, which interrupts JavaScript wherever it is
 * (endless loops, regular expressions and waits included). null: it cannot be found out within `timeoutMs`, as when the thread is
 * inside of native code, or where there is no inspector. Opens no port, and leaves the thread as it was.
 */
export async function findActivity(threadId: number, timeoutMs: number): Promise<FoundActivity | null> {
  let session: Session | null = null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs);
  });
  try {
    const { Session: InspectorSession } = await import('node:inspector');
    session = new InspectorSession();
    session.connect();
    return await Promise.race([ask(session, threadId), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    session?.disconnect();
  }
}

interface AttachedWorker {
  readonly sessionId: string;
  readonly workerInfo: { readonly title: string };
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

const REQUEST_ID = 1;

/** Never resolves when the thread does not come to answer. */
function ask(session: Session, threadId: number): Promise<FoundActivity | null> {
  const message = JSON.stringify({
    id: REQUEST_ID,
    method: 'Runtime.evaluate',
    params: { expression: ACTIVITY_EXPRESSION, returnByValue: true },
  });
  return new Promise((resolve, reject) => {
    session.on('NodeWorker.attachedToWorker', ({ params }) => {
      const { sessionId, workerInfo } = params as AttachedWorker;
      if (!workerInfo.title.startsWith(`[worker ${threadId}]`)) return;
      session.post('NodeWorker.sendMessageToWorker', { sessionId, message });
    });
    session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      const answer = JSON.parse(params.message) as Answer;
      if (answer.id !== REQUEST_ID) return;
      const text = answer.result?.result?.value;
      resolve(typeof text === 'string' ? readActivity(text) : null);
    });
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, (error) => {
      if (error !== null) reject(error);
    });
  });
}
