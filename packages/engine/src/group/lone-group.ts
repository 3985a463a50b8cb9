import { EVERYTHING, NOTHING } from './assignment.ts';
import { leadership } from './group.ts';
import type { Group, GroupOptions } from './group.ts';

/** The group of a worker that has the state to itself: all the work is its own. */
export function createLoneGroup({ broker, groupId, workerId, url, onGroup }: GroupOptions): Group {
  let isMember = false;
  const membership = broker.createMembership({ groupId, workerId, url, onChange: () => isMember && onGroup() });
  const leader = leadership(() => (isMember ? membership.view() : null));
  return {
    ...leader,
    awaitFree: () => membership.awaitFree(),
    async join(ready) {
      await ready;
      await membership.join();
      isMember = true;
      onGroup();
    },
    assigned: async () => undefined,
    async leave() {
      if (!isMember) return;
      isMember = false;
      await membership.leave();
    },
    confirmLeader: async () => leader.requireLeader(),
    ownerUrl: () => leader.leaderUrl(),
    standing: () => 'own',
    generation: () => (isMember ? membership.view().generation : 0),
    assignment: () => (isMember ? EVERYTHING : NOTHING),
    workChanged: () => undefined,
    tasksReleased: async () => undefined,
  };
}
