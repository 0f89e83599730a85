import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/settings/server-settings.js';
import { draftIn, publishIn } from './acting.js';
import { everyPrefix } from './every-prefix.js';
import { GUILD, MINUTE, SECOND } from './world.js';

describe('wherever the process ends', () => {
  it('between a card and its thread: a card that is there has its thread, once', async () => {
    const writes = await everyPrefix({
      async prepare(world) {
        await world.deps.settings.put(GUILD.id, { ...DEFAULT_SETTINGS, discussionThreads: true });
        return draftIn(world);
      },
      async act(world, { id }) {
        await publishIn(world, id);
        for (let ticks = 0; ticks < 20; ticks += 1) {
          await world.work.tick();
          const thread = await world.deps.outbox.find(`thread-${id}-${GUILD.id}`);
          if (thread?.state === 'sent') return;
          await world.wait(SECOND);
        }
        throw new Error('The process has ended.');
      },
      async then(after, { id }, finished, posted) {
        const there = (await after.deps.proposals.get(id)) !== undefined;
        if (finished) expect(there).toBe(true);
        await after.live(MINUTE);
        const item = await after.deps.outbox.find(`thread-${id}-${GUILD.id}`);
        expect(item?.state).toBe(there ? 'sent' : undefined);
        // Asked for twice it is made once: a message has one thread.
        expect(posted('thread')).toBeLessThanOrEqual(there ? 2 : 0);
      },
    });
    expect(writes).toBeGreaterThan(6);
  });
});
