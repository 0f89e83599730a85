import { expect } from 'vitest';
import { cards, expectField, form, inBerlin, previewing, stamp, told } from '../../support/acting.js';
import type { Theme } from '../../support/scenario.js';
import { countIn } from '../../support/store-snapshot.js';
import { DAY, MINUTE } from '../../support/stage.js';

/** Friday, 6 pm in Berlin, seen from the Monday on which the clock starts. */
const FRIDAY_6PM = '2027-03-05T17:00:00Z';

export const propose: Theme = {
  about: 'proposing',
  prepare: inBerlin,
  scenarios: [
    {
      name: 'what is typed comes back as a private preview, with the date as it was understood',
      async run(stage) {
        const before = stage.at('Mei').messages().length;
        const preview = await previewing(stage, 'Amara', { where: 'Dock 4', details: 'Bring water.' });
        expect(preview.text).toContain('Preview: Picket at the gate');
        expect(preview.text).toContain(stamp(FRIDAY_6PM));
        expect(preview.text).toContain('Employer: Harbour Ltd');
        expect(preview.text).toContain('Dock 4');
        expect(preview.text).toContain('Bring water.');
        expect(preview.text).toContain('Never private persons, homes or families.');
        expect(preview.text).toContain('**This is an open ballot.**');
        expect(preview.labels).toEqual(['Publish', 'Edit', 'Discard']);
        expect(stage.at('Mei').messages()).toHaveLength(before);
        expect(await countIn(stage.app.deps.proposals)).toBe(0);
      },
    },
    {
      name: 'an open draft comes back when asked again, and takes what is added',
      async run(stage) {
        await previewing(stage, 'Tomasz', { title: 'Night shift leaflet' });
        const again = told(await stage.at('Tomasz').command('propose'));
        expect(again.text).toContain('Preview: Night shift leaflet');
        const added = told(await stage.at('Tomasz').command('propose', { where: 'Main gate' }));
        expect(added.text).toContain('Preview: Night shift leaflet');
        expect(added.text).toContain('Main gate');
        const fresh = await previewing(stage, 'Tomasz', { title: 'Another thing' });
        expect(fresh.text).not.toContain('Main gate');
      },
    },
    {
      name: 'with too few options a form asks for the rest, holding what was typed',
      async run(stage) {
        const asked = form(await stage.at('Jonas').command('propose', { title: 'Leaflet at the bus depot' }));
        expect(asked.fields.map(({ label }) => label)).toEqual([
          'Title',
          'How',
          'Whom it is addressed to',
          'When and where',
          'Details',
        ]);
        expect(asked.fields[0]?.value).toBe('Leaflet at the bus depot');
        const preview = told(
          await asked.submit({
            How: 'leaflet',
            'Whom it is addressed to': 'public body: City Transport',
            'When and where': 'Friday 6pm, Bus depot, north entrance',
            Details: 'One hour.',
          }),
        );
        expect(preview.text).toContain('Preview: Leaflet at the bus depot');
        expect(preview.text).toContain('Public body: City Transport');
        expect(preview.text).toContain(stamp(FRIDAY_6PM));
        expectField(preview, 'Where', 'Bus depot, north entrance');
        expect(preview.labels).toContain('Publish');
      },
    },
    {
      name: 'Edit opens the form with what is there, and shows the changed preview in place',
      async run(stage) {
        const preview = await previewing(stage, 'Mei', { where: 'Dock 4' });
        const edit = form(await stage.at('Mei').press(preview, 'Edit'));
        expect(edit.fields.find(({ label }) => label === 'When and where')?.value).toBe('Friday 6pm, Dock 4');
        const changed = told(await edit.submit({ Title: 'Picket at the back gate' }));
        expect(changed.id).toBe(preview.id);
        expect(changed.text).toContain('Preview: Picket at the back gate');
        expectField(changed, 'Where', 'Dock 4');
      },
    },
    {
      name: 'Discard throws the draft away; its old preview can no longer publish',
      async run(stage) {
        const preview = await previewing(stage, 'Leila');
        const publish = preview.buttons.find(({ label }) => label === 'Publish')?.customId ?? '';
        const gone = told(await stage.at('Leila').press(preview, 'Discard'));
        expect(gone.text).toContain('thrown away');
        expect(gone.labels).toEqual([]);
        const refused = told(await stage.at('Leila').forge(gone, publish));
        expect(refused.text).toContain('This draft is no longer there');
        expect(refused.text).toContain('/propose');
        expect(await countIn(stage.app.deps.proposals)).toBe(0);
        form(await stage.at('Leila').command('propose'));
      },
    },
    {
      name: 'a form sent off after its draft was thrown away is refused, and nothing comes of it',
      async run(stage) {
        const preview = await previewing(stage, 'Priya');
        const edit = form(await stage.at('Priya').press(preview, 'Edit'));
        told(await stage.at('Priya').press(preview, 'Discard'));
        const refused = told(await edit.submit({ Title: 'Too late' }));
        expect(refused.text).toContain('This draft is no longer there');
        expect(form(await stage.at('Priya').command('propose')).fields[0]?.value).toBeUndefined();
      },
    },
    {
      name: 'when Discord is slow the preview is announced first, and comes in private all the same',
      alone: true,
      async run(stage) {
        stage.local.intercept(async ({ route }) => {
          if (route === 'GET /guilds/:id') await new Promise((resolve) => setTimeout(resolve, 1_300));
        });
        const preview = await previewing(stage, 'Amara');
        expect(preview.labels).toEqual(['Publish', 'Edit', 'Discard']);
        expect(preview.thinking).toBe(false);
        // Deferred, then filled in.
        expect(stage.local.interactions.at(-1)?.callbackType).toBe(5);
        expect(stage.at('Mei').messages()).toEqual([]);
      },
    },
    {
      name: 'a closing time is taken as asked, and "in 1 minute" is long enough',
      alone: true,
      async run(stage) {
        const day = await previewing(stage, 'Amara', { closes: 'Wednesday 8pm' });
        expect(day.text).toContain(`Voting closes ${stamp('2027-03-03T19:00:00Z')}`);
        const minute = await previewing(stage, 'Amara', { closes: 'in 1 minute' });
        expect(minute.labels).toContain('Publish');
        expect(told(await stage.at('Amara').press(minute, 'Publish')).text).toContain('Published.');
      },
    },
    {
      name: 'a vote closes at least two hours before the action, unless that is nearer',
      alone: true,
      async run(stage) {
        const tomorrow = await previewing(stage, 'Amara', { when: 'tomorrow 6pm' });
        expect(tomorrow.text).toContain(`Voting closes ${stamp('2027-03-02T15:00:00Z')}`);
        const late = await previewing(stage, 'Amara', { when: 'tomorrow 6pm', closes: 'tomorrow 5pm' });
        expect(late.text).toContain(`at the latest ${stamp('2027-03-02T15:00:00Z')}`);
        expect(late.labels).toEqual(['Edit', 'Discard']);
        const soon = await previewing(stage, 'Amara', { when: 'in 90 minutes' });
        expect(soon.labels).toContain('Publish');
      },
    },
    {
      name: 'a draft lapses after a day: nothing of it is kept',
      alone: true,
      async run(stage) {
        const preview = await previewing(stage, 'Amara');
        await stage.advance(DAY - MINUTE);
        expect(await countIn(stage.app.deps.drafts)).toBe(1);
        await stage.advance(2 * MINUTE);
        expect(await countIn(stage.app.deps.drafts)).toBe(0);
        const refused = told(await stage.at('Amara').press(preview, 'Publish'));
        expect(refused.text).toContain('over a day old');
        expect(refused.text).toContain('/propose');
        expect(cards(stage.at('Amara'))).toEqual([]);
      },
    },
  ],
};
