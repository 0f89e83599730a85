import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { APIApplicationCommand } from 'discord.js';
import { allActs } from '../../src/discord/custom-ids.js';
import { shownIn, unused, type Used } from '../support/coverage.js';
import type { Scenario, Theme } from '../support/scenario.js';
import { setStage, type Stage } from '../support/stage.js';
import { expectWellBehaved } from '../support/well-behaved.js';
import { themes } from './scenarios/index.js';

const used: Used[] = [];
const shown: { menus: string[]; forms: string[] } = { menus: [], forms: [] };
let commands: readonly APIApplicationCommand[] = [];

/** Sets a stage for a theme, or for one scenario of it. */
async function open(theme: Theme, { at, environment, unprepared }: Partial<Scenario> = {}): Promise<Stage> {
  const stage = await setStage({
    ...(at === undefined ? {} : { at }),
    ...(environment === undefined ? {} : { environment }),
    ...(theme.ballots === undefined ? {} : { ballots: theme.ballots }),
  });
  if (unprepared !== true) await theme.prepare?.(stage);
  return stage;
}

/** Looks back at what happened on a stage, notes what was used, and closes it. */
async function close(stage: Stage, scenario?: Scenario): Promise<void> {
  try {
    expectWellBehaved(stage, scenario);
  } finally {
    used.push(...stage.local.interactions);
    const { menus, forms } = shownIn(stage.local.requests);
    shown.menus.push(...menus);
    shown.forms.push(...forms);
    commands = [...commands, ...stage.local.botCommands()].filter(
      ({ name }, index, all) => all.findIndex((one) => one.name === name) === index,
    );
    await stage.close();
  }
}

for (const theme of themes) {
  describe(theme.about, () => {
    const together = theme.scenarios.filter(({ alone }) => alone !== true);
    if (together.length > 0) {
      describe('on one stage', () => {
        let stage: Stage;
        beforeAll(async () => {
          stage = await open(theme);
        });
        afterAll(() => close(stage));
        for (const scenario of together) it(scenario.name, () => scenario.run(stage));
      });
    }
    for (const scenario of theme.scenarios.filter(({ alone }) => alone === true)) {
      it(scenario.name, async () => {
        const stage = await open(theme, scenario);
        let passed = false;
        try {
          await scenario.run(stage);
          passed = true;
        } finally {
          // What went wrong first is what is told.
          if (passed) await close(stage, scenario);
          else await stage.close();
        }
      });
    }
  });
}

describe('all scenarios together', () => {
  it('use every command, option, suggestion, button, menu and form', () => {
    expect(unused({ commands, acts: allActs(), ...shown }, used)).toEqual([]);
  });
});
