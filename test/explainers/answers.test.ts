import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import explainCommand from '../../commands/explain.js';
import type { CommandContext, ComponentContext } from '../../src/discord/command.js';
import explainComponent from '../../src/discord/components/explain.js';
import { readCustomId } from '../../src/discord/custom-ids.js';
import { renderView } from '../../src/discord/render.js';
import type { Button, Menu, Reply, View } from '../../src/discord/view.js';
import type { Explainer } from '../../src/explainers/explainer-file.js';
import { createLibrary, type Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { loadTexts, type Texts } from '../../src/texts/texts.js';
import { data } from './content.js';

let ours: Library;
let texts: Texts;
beforeAll(async () => {
  ours = await loadExplainers(data);
  texts = await loadTexts(path.join(data, 'locales'), true);
});

const server = { id: '1', name: 'Harbour' };
const asked = (library: Library, place: 'server' | 'dm') => ({
  deps: { library },
  locale: 'en-GB',
  t: texts.in('en-GB'),
  place: { channelId: '2', ...(place === 'server' ? { guild: server } : {}) },
});

function run(topic: string | undefined, place: 'server' | 'dm' = 'server', library = ours): Promise<Reply> {
  const options = { string: () => topic };
  return explainCommand.run({ ...asked(library, place), options } as unknown as CommandContext);
}

function press(
  id: string,
  values: string[] = [],
  place: 'server' | 'dm' = 'server',
  library = ours,
): Promise<Reply> {
  const read = readCustomId(id);
  return explainComponent.run({
    ...asked(library, place),
    id: read,
    values,
  } as unknown as ComponentContext<'explain'>);
}

function viewOf(reply: Reply): View {
  if (reply.kind === 'form') throw new Error('No form was expected.');
  renderView(reply.view);
  return reply.view;
}
const parts = (view: View) => (view.rows ?? []).flatMap((row): readonly (Button | Menu)[] => row);
const menuOf = (view: View) => parts(view).find((part): part is Menu => 'options' in part);
const buttonOf = (view: View, label: string) =>
  parts(view).find((part): part is Button => 'label' in part && part.label === label);
const choices = (view: View) => menuOf(view)?.options.map(({ value }) => value);

describe('/explain with a topic', () => {
  it('answers privately with text, source, what to read next and Show here', async () => {
    const reply = await run('general strike');
    const view = viewOf(reply);
    expect(reply.kind).toBe('private');
    expect(view.title).toBe('The general strike');
    expect(view.body).toMatch(/^\*\*In short\*\*/u);
    expect(view.footer).toMatch(
      /^From the article “March separately.*” by Davey Heller, October 2020, sections 2, 3, and 9\. Its viewpoint: /u,
    );
    expect(choices(view)).toEqual([
      'withdrawing-labour',
      'rochester-motion',
      'working-class',
      'about-this-bot',
    ]);
    expect(buttonOf(view, 'Show here')).toBeDefined();
  });

  it('says of a text that is drawn from no section that it is not from the article', async () => {
    const view = viewOf(await run('about-this-bot'));
    expect(view.footer).toBe('This text is not drawn from the article.');
  });

  it.each([
    [[], "The group's own text: the people who run this bot wrote it."],
    [
      [1],
      /^The group's own text: .+ It draws on the article “March .+” by Davey Heller, October 2020, section 1\.$/u,
    ],
    [[1, 2], /^The group's own text: .+, sections 1 and 2\.$/u],
  ])('marks a text as the group’s own that draws on sections %j', async (sections, footer) => {
    const [text] = manyTopics(1).all;
    if (text === undefined) throw new Error('There is no text.');
    const library = createLibrary([{ ...text, sections, own: true }], ours.article);
    const said = viewOf(await run('topic-0', 'server', library)).footer;
    if (typeof footer === 'string') expect(said).toBe(footer);
    else expect(said).toMatch(footer);
  });

  it('marks a word as the group’s own', async () => {
    const word = { word: 'dues', forms: [], meaning: 'Money.' };
    const library = (own: boolean) =>
      createLibrary(manyTopics(1).all, ours.article, new Map([['en', [own ? { ...word, own } : word]]]));
    expect(viewOf(await run('dues', 'dm', library(true))).footer).toMatch(/^The group's own words: /u);
    expect(viewOf(await run('dues', 'dm', library(false))).footer).toBeUndefined();
  });

  it('offers no Words where the glossary has none of them', async () => {
    expect(buttonOf(viewOf(await run('topic-1', 'server', manyTopics(2))), 'Words')).toBeUndefined();
  });

  it('has no Show here in a DM', async () => {
    expect(buttonOf(viewOf(await run('general strike', 'dm')), 'Show here')).toBeUndefined();
  });

  it('names the five nearest for a topic there is not, and shows what was typed harmlessly', async () => {
    const reply = await run('[facism](https://evil.example) @everyone\u202e');
    const view = viewOf(reply);
    expect(reply.kind).toBe('private');
    expect(view.body).toMatch(/^Nothing found under “\\\[facism\\\]/u);
    expect(view.body).not.toMatch(/\[facism\]\(|\u202e/u);
    expect(choices(view)).toHaveLength(5);
  });
});

describe('/explain without topic', () => {
  it('shows the contents, without pages while one holds them', async () => {
    const view = viewOf(await run(undefined, 'server', manyTopics(10)));
    expect(choices(view)).toHaveLength(10);
    expect(buttonOf(view, 'Next')).toBeUndefined();
    expect(buttonOf(view, 'Words')).toBeUndefined();
  });

  it('leads to every one of our texts, and to the glossary', async () => {
    let page = viewOf(await run(undefined));
    const seen = [...(choices(page) ?? [])];
    for (let next = buttonOf(page, 'Next'); next?.disabled === false; next = buttonOf(page, 'Next')) {
      page = viewOf(await press(next.id));
      seen.push(...(choices(page) ?? []));
    }
    expect(seen).toEqual(ours.contents('en').map(({ topic }) => topic));
    expect(viewOf(await press(buttonOf(page, 'Words')?.id ?? '')).title).toBe('Words');
  });

  it('shows ten topics a page, and turns the pages', async () => {
    const many = manyTopics(23);
    const first = viewOf(await run('', 'dm', many));
    expect(choices(first)).toHaveLength(10);
    expect(first.footer).toBe('Page 1 of 3');
    expect(buttonOf(first, 'Previous')?.disabled).toBe(true);
    const second = viewOf(await press(buttonOf(first, 'Next')?.id ?? '', [], 'dm', many));
    const third = await press(buttonOf(second, 'Next')?.id ?? '', [], 'dm', many);
    expect(third.kind).toBe('update');
    expect(choices(viewOf(third))).toEqual(['topic-20', 'topic-21', 'topic-22']);
    expect(buttonOf(viewOf(third), 'Next')?.disabled).toBe(true);
    expect(viewOf(await press(buttonOf(second, 'Previous')?.id ?? '', [], 'dm', many))).toEqual(first);
  });

  it.each([
    ['explain:page:0', 'Page 1 of 3'],
    ['explain:page:999', 'Page 3 of 3'],
    ['explain:page:x', 'Page 1 of 3'],
    ['explain:page:-1', 'Page 1 of 3'],
  ])('answers the forged page %s with one that exists', async (id, footer) => {
    expect(viewOf(await press(id, [], 'dm', manyTopics(23))).footer).toBe(footer);
  });

  it('stays within what Discord shows with the longest texts', async () => {
    const { embeds } = renderView(
      viewOf(await run('', 'dm', manyTopics(10, 't'.repeat(248), 's'.repeat(100)))),
    );
    expect(embeds[0]?.description).toContain(`${'t'.repeat(248)} 9`);
    expect(embeds[0]?.description?.endsWith('s'.repeat(100))).toBe(true);
  });
});

describe('menu and buttons', () => {
  it.each(['explain:glossary:0', 'explain:glossary:999', 'explain:glossary:x', 'explain:words:topic-1'])(
    '%s in a library without glossary is answered without words',
    async (id) => {
      expect(viewOf(await press(id, [], 'dm', manyTopics(2))).title).toMatch(/^Words/u);
    },
  );

  it('choosing a topic replaces the private answer', async () => {
    const reply = await press('explain:open:menu', ['working-class']);
    expect(reply.kind).toBe('update');
    expect(viewOf(reply).title).toBe('The working class');
    expect(buttonOf(viewOf(reply), 'Show here')).toBeDefined();
  });

  it('Show here posts text and source for everyone, without buttons', async () => {
    const id = buttonOf(viewOf(await run('working class')), 'Show here')?.id ?? '';
    const reply = await press(id);
    expect(reply.kind).toBe('public');
    expect(viewOf(reply).title).toBe('The working class');
    expect(viewOf(reply).footer).toMatch(/Davey Heller, October 2020/u);
    expect(viewOf(reply).rows).toBeUndefined();
  });

  it('Show here, forged in a DM, says where it works', async () => {
    const reply = await press('explain:show:working-class', [], 'dm');
    expect(reply.kind).toBe('private');
    expect(viewOf(reply).body).toMatch(/server's channel/u);
  });

  it.each([
    ['explain:open:menu', ['gone']],
    ['explain:open:menu', []],
    ['explain:open:menu', ['__proto__']],
    ['explain:show:gone', []],
    ['explain:words:gone', []],
    ['explain:open:gone', []],
  ])('%s with %j, which is not in the library, offers others', async (id, values) => {
    const reply = await press(id, values);
    expect(reply.kind).toBe('update');
    expect(viewOf(reply).title).toBe('That text is no longer here');
    expect(choices(viewOf(reply))).toHaveLength(5);
  });
});

describe('suggestions', () => {
  it('are titles that lead to topics', async () => {
    const context = asked(ours, 'dm') as unknown as CommandContext;
    const [first] = (await explainCommand.suggest?.(context, { name: 'topic', typed: 'facis' })) ?? [];
    expect(first).toEqual({ name: 'What fascism does', value: 'what-fascism-does' });
  });
});

function manyTopics(count: number, title = 'Topic', summary = 'In one line.'): Library {
  const explainers = Array.from({ length: count }, (_, order): Explainer => ({
    topic: `topic-${order}`,
    locale: 'en',
    title: `${title} ${order}`,
    aliases: [],
    fits: [],
    summary,
    body: 'Some words.',
    sections: [1],
    checksums: new Map(),
    related: [],
    order,
  }));
  return createLibrary(explainers, ours.article);
}
