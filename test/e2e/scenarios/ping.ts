import { expect } from 'vitest';
import type { SeenMessage } from '../../../src/local-discord/index.js';
import {
  advanceTo,
  CHANNEL,
  form,
  makeMentionable,
  previewing,
  publicMessages,
  settled,
  told,
  UNIVERSITY,
} from '../../support/acting.js';
import {
  amaraAt,
  DOCKERS,
  inFront,
  SHOWN,
  sofiaAt,
  STUDENTS,
  TENANTS,
  THERE,
  votingIn,
  watcher,
} from '../../support/front-acting.js';
import type { Theme } from '../../support/scenario.js';
import { DAY, HOUR, type Stage } from '../../support/stage.js';

const ROLE = "Dockworkers' Branch";
const OFF = `Ping @${ROLE}: off`;
const ON = `Ping @${ROLE}: on`;

/** A front of two servers; in the first a role is set to be pinged, and Tomasz is an organiser. */
async function prepared(stage: Stage): Promise<string> {
  await inFront(stage, [DOCKERS, TENANTS], [STUDENTS], 1);
  const set = { 'ping-role': ROLE, 'organiser-role': 'Organiser' };
  const before = told(await amaraAt(stage).command('settings set', set));
  expect(before.text).toMatch(/<@&\d+> cannot be pinged yet: in the role’s settings/u);
  const id = makeMentionable(stage, ROLE);
  await stage.restart();
  const saved = told(await amaraAt(stage).command('settings set', set));
  expect(saved.text).not.toContain('cannot be pinged');
  expect(saved.text).toContain(`Ping role\n<@&${id}>`);
  return id;
}

/** Gives the second server a role to be pinged. */
async function pingedThere(stage: Stage): Promise<string> {
  const id = stage.local.addRole(UNIVERSITY, 'Callers');
  for (const { roles } of stage.local.world.state.guilds)
    for (const role of roles) if (role.id === id) role.mentionable = true;
  told(await sofiaAt(stage).command('settings set', { 'ping-role': 'Callers' }));
  return id;
}

/** The messages in both channels that pinged, with what they pinged. */
function pings(stage: Stage): [string, string[]][] {
  return [CHANNEL, THERE].flatMap((channel) =>
    publicMessages(watcher(stage, channel))
      .filter(({ raw }) => raw.mention_roles.length > 0)
      .map(({ raw }): [string, string[]] => [raw.embeds[0]?.title ?? '', raw.mention_roles]),
  );
}

/** What was sent to channels so far. */
function sent(stage: Stage, method: string): { content?: string; allowed_mentions?: { roles?: string[] } }[] {
  return stage.local.requests
    .filter(({ route }) => route.startsWith(`${method} /channels`))
    .flatMap(({ body }) => (typeof body === 'object' && body !== null ? [body] : []));
}

async function publish(stage: Stage, who: string, preview: SeenMessage): Promise<void> {
  expect(told(await stage.at(who).press(preview, 'Publish')).text).toContain('Published.');
  await stage.app.tick();
}

const FRONT = { to: 'the front', closes: 'in 3 hours' };

export const ping: Theme = {
  about: 'the role pinged for proposals',
  scenarios: [
    {
      name: 'chosen by an organiser, each server’s own role is pinged with the card and the outcome, and with nothing else',
      alone: true,
      async run(stage) {
        const [here, there] = [await prepared(stage), await pingedThere(stage)];
        const preview = await previewing(stage, 'Tomasz', FRONT);
        expect(preview.labels).toEqual(['Publish', 'Edit', 'Discard', OFF]);
        const on = told(await stage.at('Tomasz').press(preview, OFF));
        expect(on.labels).toContain(ON);
        await publish(stage, 'Tomasz', on);
        const title = 'Picket at the gate';
        expect(pings(stage)).toEqual([
          [title, [here]],
          [title, [there]],
        ]);
        const [card] = publicMessages(stage.at('Mei'));
        if (card === undefined) throw new Error('There is no card.');
        await votingIn(stage, card, { Jonas: 'For' }, 'Dockworkers');
        const shown = form(await stage.at('Tomasz').command('proposal amend', SHOWN));
        const amended = told(await shown.submit({ How: 'picket and a stall' }));
        expect(amended.labels).toEqual(['Publish', 'Edit', 'Discard']);
        told(await stage.at('Tomasz').press(amended, 'Publish'));
        await settled(stage);
        told(await stage.at('Tomasz').command('proposal close', SHOWN));
        await votingIn(stage, card, { Jonas: 'For' }, 'Dockworkers');
        await settled(stage);
        expect(pings(stage)).toHaveLength(2);
        await stage.advance(HOUR + 60_000);
        const outcome = `Agreed: ${title}`;
        expect(pings(stage)).toEqual([
          [title, [here]],
          [outcome, [here]],
          [title, [there]],
          [outcome, [there]],
        ]);
        await advanceTo(stage, '2027-03-05T18:00:00Z');
        told(await stage.at('Tomasz').command('proposal took-place', SHOWN));
        await settled(stage);
        expect(pings(stage)).toHaveLength(4);
        // Content is what pings, and no edit brings any.
        expect(sent(stage, 'PATCH').filter((body) => 'content' in body)).toEqual([]);
        const named = sent(stage, 'POST').flatMap((body) => body.allowed_mentions?.roles ?? []);
        expect(named.sort()).toEqual([here, here, there, there].sort());
      },
    },
    {
      name: 'unless it is chosen nothing is pinged, nor in a server that has set no role',
      alone: true,
      async run(stage) {
        const here = await prepared(stage);
        await publish(stage, 'Tomasz', await previewing(stage, 'Tomasz', FRONT));
        expect(pings(stage)).toEqual([]);
        const second = await previewing(stage, 'Amara', { ...FRONT, title: 'Second picket' });
        await publish(stage, 'Amara', told(await stage.at('Amara').press(second, OFF)));
        expect(pings(stage)).toEqual([['Second picket', [here]]]);
        await stage.advance(DAY);
        expect(pings(stage).map(([title]) => title)).toEqual(['Second picket', 'Not agreed: Second picket']);
      },
    },
    {
      name: 'a card that can be posted only with another text pings nobody',
      alone: true,
      async run(stage) {
        const here = await prepared(stage);
        await pingedThere(stage);
        stage.local.setBotPermission(THERE, ['SendMessages']);
        const preview = await previewing(stage, 'Tomasz', FRONT);
        await publish(stage, 'Tomasz', told(await stage.at('Tomasz').press(preview, OFF)));
        const shown = form(await stage.at('Tomasz').command('proposal amend', SHOWN));
        told(await stage.at('Tomasz').press(told(await shown.submit({ How: 'leaflets' })), 'Publish'));
        stage.local.setBotPermission(THERE, []);
        for (let minutes = 0; minutes < 40; minutes += 10) await stage.advance(HOUR / 6);
        expect(
          publicMessages(watcher(stage, THERE)).filter(({ labels }) => labels.includes('For')),
        ).toHaveLength(1);
        await settled(stage);
        expect(pings(stage)).toEqual([['Picket at the gate', [here]]]);
      },
    },
    {
      name: 'who is no organiser sees no such button and cannot choose it; nor can anybody where no role is set',
      alone: true,
      async run(stage) {
        await prepared(stage);
        const draft = ({ buttons }: SeenMessage) => buttons[0]?.customId?.split(':')[2] ?? '';
        const preview = await previewing(stage, 'Jonas', FRONT);
        expect(preview.labels).toEqual(['Publish', 'Edit', 'Discard']);
        const forged = told(await stage.at('Jonas').forge(preview, `draft:ping-on:${draft(preview)}`));
        expect(forged.text).toMatch(
          /^Only organisers of this server can choose that a proposal pings a role/u,
        );
        await publish(stage, 'Jonas', preview);
        const set = told(await amaraAt(stage).command('settings set', { 'ping-role': '@everyone' }));
        expect(set.text).toContain('Ping role\nnone');
        const mine = await previewing(stage, 'Tomasz', { ...FRONT, title: 'Second picket' });
        expect(mine.labels).toEqual(['Publish', 'Edit', 'Discard']);
        const none = told(await stage.at('Tomasz').forge(mine, `draft:ping-on:${draft(mine)}`));
        expect(none.text).toMatch(/^No role is set here to be pinged/u);
        await publish(stage, 'Tomasz', mine);
        expect(pings(stage)).toEqual([]);
      },
    },
    {
      name: 'the choice stays with the draft, can be taken back, begins anew with another, and counts only for an organiser',
      alone: true,
      async run(stage) {
        await prepared(stage);
        const tomasz = stage.at('Tomasz');
        const first = await previewing(stage, 'Tomasz', FRONT);
        const on = told(await tomasz.press(first, OFF));
        const edited = form(await tomasz.press(on, 'Edit'));
        expect(told(await edited.submit({ How: 'leaflets' })).labels).toContain(ON);
        const again = told(await tomasz.command('propose'));
        expect(again.labels).toContain(ON);
        expect(told(await tomasz.press(again, ON)).labels).toContain(OFF);
        const twice = told(await tomasz.forge(again, again.buttons[3]?.customId?.replace('off', 'on') ?? ''));
        expect(twice.labels).toContain(ON);
        const other = await previewing(stage, 'Tomasz', { ...FRONT, title: 'Second picket' });
        expect(other.labels).toContain(OFF);
        const chosen = told(await tomasz.press(other, OFF));
        // An organiser no more.
        told(await amaraAt(stage).command('settings set', { 'organiser-role': TENANTS.members }));
        await publish(stage, 'Tomasz', chosen);
        expect(pings(stage)).toEqual([]);
      },
    },
  ],
};
