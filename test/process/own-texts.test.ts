import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LocalDiscord, SeenMessage } from '../../src/local-discord/index.js';
import { seen, told } from '../support/acting.js';
import { towards, type BotProcess } from '../support/bot-process.js';
import { discord, folder, launch } from './running.js';

const READ_ANEW = /"msg":"the texts were read anew"/u;
const KEPT = /"msg":"the texts are wrong; those read before stay in use"/u;

/** A folder of a group's own texts, and a way to write into it. */
async function ownFolder() {
  const own = path.join(await folder(), 'our texts');
  const write = async (name: string, text: string) => {
    const file = path.join(own, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  return { own, write };
}

function text(title: string, body: string, related = ''): string {
  const front = [`title: ${title}`, 'aliases: []', 'summary: In one line.', 'sections: []'];
  return ['---', ...front, `related: [${related}]`, 'order: 0', '---', '', body, ''].join('\n');
}

/** Waits until the bot has said something so many times. */
async function saidTimes(bot: BotProcess, what: RegExp, times: number): Promise<void> {
  await vi.waitFor(() => expect(bot.lines.filter((line) => what.test(line))).toHaveLength(times), {
    timeout: 15_000,
    interval: 20,
  });
}

async function asking(local: LocalDiscord, topic: string, who = 'Amara'): Promise<SeenMessage> {
  const seat = local.person(who).in('Harbour City Coalition#general');
  return told(await seat.command('explain', { topic }));
}

describe('a group’s own texts, in the bot as it runs', () => {
  it('are read anew on SIGHUP, and where they are wrong the old ones stay', async () => {
    const { own, write } = await ownFolder();
    const fund = 'explainers/en/strike-fund.md';
    await write(fund, text('Our strike fund', 'First @everyone <@&1> text.', 'general-strike'));
    const local = await discord();
    const bot = launch(await folder(), { ...towards(local), CONTENT_DIR: own });
    await bot.ready();

    const first = await asking(local, 'our strike fund');
    expect(first.text).toMatch(/^Our strike fund\nFirst .+ text\.\nThe group's own text: /u);
    expect((await asking(local, 'general strike')).text).toMatch(/\nFrom the article “/u);
    const shown = seen(
      await local.person('Amara').in('Harbour City Coalition#general').press(first, 'Show here'),
    );
    expect(shown.text).toContain("The group's own text: ");
    expect([shown.raw.mention_everyone, shown.raw.mention_roles, shown.raw.mentions]).toEqual([
      false,
      [],
      [],
    ]);

    await write(fund, text('Our strike fund', 'Second text.'));
    await write('explainers/en/general-strike.md', text('How we strike', 'Ours.'));
    expect((await asking(local, 'strike-fund')).text).toContain('First');
    bot.hangUp();
    await saidTimes(bot, READ_ANEW, 1);
    expect((await asking(local, 'strike-fund')).text).toContain('Second text.');
    expect((await asking(local, 'general-strike')).text).toMatch(/^How we strike\nOurs\.\n/u);

    await write(fund, text('[', 'Third text.'));
    await write('explainers/en/EN.md', '');
    bot.hangUp();
    await saidTimes(bot, KEPT, 1);
    const errors = bot.lines.filter((line) => line.includes('"level":50'));
    expect(errors.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      expect.stringMatching(/explainers\/en\/EN\.md:1: is not named like a topic - use up to 60 /u),
      expect.stringMatching(
        /explainers\/en\/strike-fund\.md:3: cannot be read as YAML: .+ - correct the line; /u,
      ),
      'the texts are wrong; those read before stay in use',
    ]);
    expect((await asking(local, 'strike-fund')).text).toContain('Second text.');

    await rm(path.join(own, 'explainers/en/EN.md'));
    await rm(path.join(own, 'explainers/en/general-strike.md'));
    await write(fund, text('Our strike fund', 'Fourth text.'));
    bot.hangUp();
    await saidTimes(bot, READ_ANEW, 2);
    expect((await asking(local, 'strike-fund')).text).toContain('Fourth text.');
    expect((await asking(local, 'general-strike')).text).toMatch(/^The general strike\n/u);

    await write('locales/fr/explain.json', '{ "command": { "name": "expliquer" } }');
    bot.hangUp();
    const registered = () => local.botCommands().find(({ name }) => name === 'explain')?.name_localizations;
    await vi.waitFor(() => expect(registered()?.fr).toBe('expliquer'), { timeout: 15_000 });
    expect(await bot.stop()).toMatchObject({ code: 0 });
  });

  it('change for a click all together, however many come while they are read', async () => {
    const { own, write } = await ownFolder();
    const writeBoth = async (version: number) => {
      await write('explainers/en/one.md', text(`One ${String(version)}`, `Text ${String(version)}.`, 'two'));
      await write('explainers/en/two.md', text(`Two ${String(version)}`, 'Text.'));
    };
    await writeBoth(0);
    const local = await discord();
    const bot = launch(await folder(), { ...towards(local), CONTENT_DIR: own });
    await bot.ready();
    const answers: SeenMessage[] = [];
    let reading = true;
    const clicking = (async () => {
      // So many that none of them clicks too often.
      const people = ['Amara', 'Mei', 'Jonas', 'Leila', 'Priya', 'Kofi', 'Diego'];
      while (reading) {
        answers.push(await asking(local, 'one', people[answers.length % people.length]));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    for (let version = 1; version <= 5; version += 1) {
      await writeBoth(version);
      bot.hangUp();
      await saidTimes(bot, READ_ANEW, version);
    }
    reading = false;
    await clicking;
    const versions = answers.map(({ text: whole, menus }) => [
      /^One (\d)\nText (\d)\./u.exec(whole)?.slice(1).join(''),
      menus[0]?.options[0]?.label,
    ]);
    for (const [own = '', related] of versions) {
      expect(own).toMatch(/^(\d)\1$/u);
      expect(related).toBe(`Two ${own[0] ?? ''}`);
    }
    expect(new Set(versions.map(([one]) => one)).size).toBeGreaterThan(2);
  });

  it('are read anew in the local Discord too, and SIGHUP during the start ends nothing', async () => {
    const { own, write } = await ownFolder();
    await write('explainers/en/one.md', text('One', 'Text.'));
    const bot = launch(await folder(), { CONTENT_DIR: own, LOCAL_DISCORD_PORT: '0' });
    await bot.line(/"own":1,"msg":"texts were read"/u);
    bot.hangUp();
    await bot.ready();
    await saidTimes(bot, READ_ANEW, 1);
    await write('explainers/en/two.md', text('Two', 'Text.'));
    bot.hangUp();
    await bot.line(/"own":2,"msg":"the texts were read anew"/u);
    expect(await bot.stop()).toMatchObject({ code: 0 });
  });
});
