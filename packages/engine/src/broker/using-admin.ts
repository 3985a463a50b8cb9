import type { Admin, OwnAdmin } from './broker.ts';

/** Does something by an admin of one's own, and closes it. */
export async function usingAdmin<T>(own: OwnAdmin, action: (admin: Admin) => Promise<T>): Promise<T> {
  try {
    return await action(own);
  } finally {
    await own.close();
  }
}
