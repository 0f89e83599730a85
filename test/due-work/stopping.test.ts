import { describe, expect, it } from 'vitest';
import { at, gate, workWith } from './due-stage.js';

describe('stopping', () => {
  it('waits for what is under way and starts nothing more', async () => {
    const { opened, open } = gate();
    const started: string[] = [];
    const { due, work, left } = await workWith(() => ({
      close: async (id) => {
        started.push(id);
        await opened;
        return true;
      },
    }));
    await due.add({ kind: 'close', id: 'a', at: at(0) });
    work.kick();
    await expect.poll(() => started).toEqual(['a']);
    await due.add({ kind: 'close', id: 'b', at: at(0) });
    let stopped = false;
    const stopping = work.stop().then(() => (stopped = true));
    work.kick();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stopped).toBe(false);
    open();
    await stopping;
    await work.tick();
    expect(started).toEqual(['a']);
    expect(await left()).toEqual(['close:b']);
  });
});
