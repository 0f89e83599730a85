import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { draftForm, previewView } from '../../src/discord/draft-views.js';
import { LIMITS } from '../../src/discord/limits.js';
import { outcomeView } from '../../src/discord/outcome-views.js';
import { cardView } from '../../src/discord/proposal-views.js';
import { renderForm, renderView, type RenderedMessage } from '../../src/discord/render.js';
import type { View } from '../../src/discord/view.js';
import { EMPTY_DRAFT, saveDraft, type Typed } from '../../src/proposals/draft.js';
import { previewDraft } from '../../src/proposals/preview.js';
import { clean } from '../../src/texts/clean.js';
import { loadTexts, type Translate } from '../../src/texts/texts.js';
import { CHANNEL, GUILD, member, newWorld, TYPED } from '../proposals/world.js';

let t: Translate;
beforeAll(async () => {
  t = (await loadTexts('data/locales', true)).in('en');
});

/** What Discord would refuse a message for. */
function faultsOf({ embeds, components }: RenderedMessage): string[] {
  const faults: string[] = [];
  const most = (what: string, size: number, limit: number) => {
    if (size > limit) faults.push(`${what}: ${String(size)} of ${String(limit)}`);
  };
  let sum = 0;
  for (const { title = '', description = '', footer, fields = [] } of embeds) {
    most('title', title.length, 256);
    most('description', description.length, 4_096);
    most('footer', footer?.text.length ?? 0, 2_048);
    most('fields', fields.length, 25);
    for (const { name, value } of fields) {
      most('field name', name.length, 256);
      most('field value', value.length, 1_024);
      if (name === '' || value === '') faults.push('empty field');
      sum += name.length + value.length;
    }
    sum += title.length + description.length + (footer?.text.length ?? 0);
    if (title + description === '' && fields.length === 0) faults.push('empty embed');
  }
  most('sum', sum, 6_000);
  most('rows', components.length, 5);
  for (const { components: parts } of components) {
    most('row', parts.length, 5);
    for (const part of parts) {
      if ('label' in part) most('label', part.label?.length ?? 0, 80);
      if ('options' in part && 'placeholder' in part) {
        most('options', part.options.length, 25);
        most('placeholder', part.placeholder?.length ?? 0, 150);
        for (const { label, value, description = '' } of part.options) {
          most('option label', label.length, 100);
          most('option value', value.length, 100);
          most('option description', description.length, 100);
        }
      }
    }
  }
  const ids = components.flatMap(({ components: parts }) =>
    parts.map((part) => ('custom_id' in part ? part.custom_id : '')),
  );
  if (new Set(ids).size !== ids.length) faults.push('the same custom id twice');
  return faults;
}

const long = (max: number) => fc.nat(max).map((length) => 'x'.repeat(Math.max(1, length)));

describe('a rendered view', () => {
  it('is within what Discord takes, however much there is', () => {
    const view: fc.Arbitrary<View> = fc.record({
      title: long(400),
      body: long(6_000),
      footer: long(3_000),
      fields: fc.array(fc.record({ name: long(300), value: long(2_000) }), { maxLength: 30 }),
      rows: fc.array(
        fc.array(fc.record({ label: long(120), id: fc.uuid() }), { minLength: 1, maxLength: 7 }),
        { maxLength: 7 },
      ),
    });
    fc.assert(
      fc.property(view, (given) => {
        expect(faultsOf(renderView(given))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('cuts menus to size', () => {
    const options = Array.from({ length: 40 }, (_, index) => ({
      label: 'x'.repeat(150),
      value: String(index),
      description: 'y'.repeat(150),
    }));
    const rendered = renderView({ body: 'b', rows: [[{ id: 'm', placeholder: 'p'.repeat(200), options }]] });
    expect(faultsOf(rendered)).toEqual([]);
  });

  it('leaves alone what fits', () => {
    const { embeds, components } = renderView({
      title: 'T',
      body: 'B',
      footer: 'F',
      fields: [{ name: 'n', value: 'v' }],
      rows: [[{ label: 'L', id: 'i', style: 'success', disabled: true }]],
    });
    expect(embeds[0]).toMatchObject({
      title: 'T',
      description: 'B',
      footer: { text: 'F' },
      fields: [{ name: 'n', value: 'v', inline: false }],
    });
    expect(components).toEqual([
      { type: 1, components: [{ type: 2, style: 3, label: 'L', custom_id: 'i', disabled: true }] },
    ]);
  });

  it('has no part that was not given', () => {
    expect(renderView({ body: 'B' })).toEqual({
      embeds: [{ color: 0x5865f2, description: 'B' }],
      components: [],
    });
  });
});

describe('a rendered form', () => {
  it('is within what Discord takes', () => {
    const { title, components } = renderForm({
      id: 'f',
      title: 'x'.repeat(60),
      fields: Array.from({ length: 7 }, (_, index) => ({
        name: `n${String(index)}`,
        label: 'l'.repeat(60),
        description: 'd'.repeat(120),
        placeholder: 'p'.repeat(120),
        value: 'v'.repeat(5_000),
        maxLength: 100,
      })),
    });
    expect(title.length).toBeLessThanOrEqual(LIMITS.modalTitle);
    expect(components).toHaveLength(5);
    for (const label of components) {
      if (!('component' in label) || !('max_length' in label.component)) throw new Error('No text field');
      expect(label.label.length).toBeLessThanOrEqual(45);
      expect(label.description?.length).toBeLessThanOrEqual(100);
      expect(label.component.value?.length).toBeLessThanOrEqual(100);
      expect(label.component.placeholder?.length).toBeLessThanOrEqual(100);
    }
  });

  it('is there for every draft, whatever was typed into it', () => {
    for (const value of ['', 'x', 'x'.repeat(4_000)]) {
      const all = Object.fromEntries(Object.keys(EMPTY_DRAFT).map((name) => [name, value])) as Typed;
      const form = renderForm(draftForm(t, { id: 'abcdefghjk', typed: all }));
      expect(form.components).toHaveLength(5);
      for (const label of form.components) {
        if (!('component' in label) || !('max_length' in label.component)) throw new Error('No text field');
        expect(label.component.value?.length ?? 0).toBeLessThanOrEqual(label.component.max_length ?? 0);
        expect(label.label).not.toMatch(/…$/u);
      }
    }
  });
});

describe('the views of proposals', () => {
  const MARKS = '*_~`|[](){}<>@';
  const FULL: [string, (max: number) => string][] = [
    ['plain words', (max) => 'word '.repeat(max / 5)],
    ['Markdown', (max) => MARKS.repeat(max / MARKS.length)],
    ['an address that grows when it is written out', (max) => `https://x.org/${'团'.repeat(max - 14)}`],
    ['emoji', (max) => '👍'.repeat(max / 2)],
  ];

  it.each(FULL)('fit when every text is full of %s', async (_what, fill) => {
    const world = await newWorld();
    const line = (max: number) => clean(fill(max)).slice(0, max);
    const typed = {
      ...TYPED,
      title: line(100),
      how: line(100),
      whom: `public body: ${line(100)}`,
      where: line(100),
      details: line(1_000),
    };
    const by = member('mara');
    const draft = await saveDraft(
      world.deps,
      { guildId: GUILD.id, channelId: CHANNEL, typed },
      by,
      world.now(),
    );
    const preview = await previewDraft(world.deps, draft, GUILD, 'en-US', world.now());
    const shown = renderView(previewView(t, { ...preview, conductLine: line(300) }));
    expect(faultsOf(shown)).toEqual([]);
    const proposal = await world.publish(typed);
    const tallies = [{ for: 20, against: 11, abstain: 10 }];
    const card = renderView(cardView(t, { proposal, guildId: GUILD.id, tallies }));
    expect(faultsOf(card)).toEqual([]);
    const closed = {
      ...proposal,
      state: 'agreed',
      outcome: [
        {
          entry: 0,
          position: 'in',
          tally: { for: 3, against: 1, abstain: 1 },
          rollAtClosing: 130,
          refused: 0,
        },
      ],
    } as const;
    const outcome = renderView(outcomeView(t, { ...closed, outcome: [...closed.outcome] }));
    expect(faultsOf(outcome)).toEqual([]);
    expect(JSON.stringify(outcome)).toContain('For 3 · Against 1 · Abstain 1');
  });

  it.each(FULL)('fit when there is too much of %s, and all of it is to be mended', async (_what, fill) => {
    const world = await newWorld();
    const text = fill(4_000);
    const names = Object.keys(EMPTY_DRAFT);
    const typed = Object.fromEntries(names.map((name) => [name, text])) as Typed;
    const draft = await saveDraft(
      world.deps,
      { guildId: GUILD.id, channelId: CHANNEL, typed },
      member('mara'),
      world.now(),
    );
    const preview = await previewDraft(world.deps, draft, GUILD, 'en-US', world.now());
    const shown = renderView(previewView(t, preview));
    expect(faultsOf(shown)).toEqual([]);
    expect(shown.embeds[0]?.description).toContain('To mend');
  });
});
