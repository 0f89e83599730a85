import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { APIApplicationCommand } from 'discord.js';
import { allActs } from '../../../src/discord/custom-ids.js';
import { shownIn, unused, type Used } from '../../support/coverage.js';
import type { Scenario, Theme } from '../../support/scenario.js';
import { setStage, type Stage } from '../../support/stage.js';
import { expectWellBehaved } from '../../support/well-behaved.js';
import { themes } from './index.js';

/** So many files of tests share the themes: each runs in a process of its own. */
const PARTS = 3;
const FILE = 'scenarios-seen';

/** What was offered and used on the stages of one part. */
const seen = {
  used: [] as Used[],
  commands: [] as APIApplicationCommand[],
  menus: [] as string[],
  forms: [] as string[],
};
type Seen = typeof seen;

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
    seen.used.push(...stage.local.interactions.map(onlyUsed));
    const { menus, forms } = shownIn(stage.local.requests);
    seen.menus.push(...menus);
    seen.forms.push(...forms);
    for (const command of stage.local.botCommands())
      if (!seen.commands.some(({ name }) => name === command.name)) seen.commands.push(command);
    await stage.close();
  }
}

/** Declares the tests of one part of the themes, the first being 0; whichever part ends last looks at all together. */
export function walkThrough(part: number): void {
  const mine = themes.filter((_, at) => at % PARTS === part);
  // Where only some are run, nothing is said of all.
  let left = mine.flatMap(({ scenarios }) => scenarios).length;
  const passed = () => void (left -= 1);
  for (const theme of mine) {
    describe(theme.about, () => {
      const together = theme.scenarios.filter(({ alone }) => alone !== true);
      if (together.length > 0) {
        describe('on one stage', () => {
          let stage: Stage;
          beforeAll(async () => {
            stage = await open(theme);
          });
          afterAll(() => close(stage));
          for (const scenario of together)
            it(scenario.name, async () => {
              await scenario.run(stage);
              passed();
            });
        });
      }
      for (const scenario of theme.scenarios.filter(({ alone }) => alone === true)) {
        it(scenario.name, async () => {
          const stage = await open(theme, scenario);
          try {
            await scenario.run(stage);
          } catch (error) {
            // What went wrong first is what is told.
            await stage.close();
            throw error;
          }
          await close(stage, scenario);
          passed();
        });
      }
    });
  }

  // All scenarios together use every command, option, suggestion, button, menu and form.
  afterAll(async () => {
    if (left > 0) return;
    const all = await seenByAll(part);
    if (all.length < PARTS) return;
    const offered = {
      commands: all.flatMap(({ commands }) => commands),
      menus: all.flatMap(({ menus }) => menus),
      forms: all.flatMap(({ forms }) => forms),
    };
    const used = all.flatMap((one) => one.used);
    expect(unused({ ...offered, acts: allActs() }, used), 'offered, and never used').toEqual([]);
  });
}

/** Writes down what this part has seen, and reads what the parts that have ended so far wrote. */
async function seenByAll(part: number): Promise<Seen[]> {
  // The folder of this run of the tests, which all parts share.
  const folder = tmpdir();
  const file = path.join(folder, `${FILE}-${String(part)}`);
  await writeFile(`${file}.part`, JSON.stringify(seen));
  await rename(`${file}.part`, `${file}.json`);
  const names = (await readdir(folder)).filter((name) => name.startsWith(FILE) && name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.map((text) => JSON.parse(text) as Seen);
}

function onlyUsed({ kind, options, command, customId, componentType }: Used): Used {
  return { kind, options, command, customId, componentType };
}
