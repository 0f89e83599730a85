import { expect } from 'vitest';
import type { PageState } from '../../../src/local-discord/page-api.js';
import { seedWorld } from '../../../src/local-discord/seed.js';
import {
  CHANNEL,
  dms,
  form,
  inBerlin,
  publicMessages,
  seen,
  settled,
  stamp,
  told,
} from '../../support/acting.js';
import type { Scenario, Theme } from '../../support/scenario.js';
import { snapshot } from '../../support/store-snapshot.js';
import { DAY, HOUR, type Stage } from '../../support/stage.js';

const PICKET = {
  title: 'Piquete en la puerta',
  how: 'piquete',
  whom: 'empresa: Astilleros del Sur',
  when: '2027-03-05 18:00',
} as const;
const BUTTONS = ['A favor', 'En contra', 'Abstención', 'Más'];

/** Diego uses Discord in Spanish (es-ES) from the beginning; Leila here in that of Latin America. */
function speakSpanish({ local }: Stage): void {
  for (const person of local.world.state.people) if (person.name === 'Leila') person.locale = 'es-419';
}

async function prepare(stage: Stage): Promise<void> {
  await inBerlin(stage);
  speakSpanish(stage);
  told(await stage.at('Amara').command('settings set', { language: 'es', channel: 'joint-action' }));
}

async function proposed(stage: Stage, who: string) {
  const preview = told(await stage.at(who).command('propose', PICKET));
  expect(preview.labels).toEqual(['Publicar', 'Editar', 'Descartar']);
  const done = told(await stage.at(who).press(preview, 'Publicar'));
  expect(done.text).toMatch(
    /^Publicada\. La tarjeta está saliendo en <#\d+>; la votación cierra el <t:\d+:F>\./u,
  );
  await stage.app.tick();
  const card = publicMessages(stage.at(who)).findLast(({ labels }) => labels.includes('En contra'));
  if (card === undefined) throw new Error('No card was posted.');
  return { preview, card };
}

/** The same walk for somebody in each kind of Spanish. */
const walk = (who: string, locale: string): Scenario => ({
  name: `whoever uses Discord in ${locale} reads, proposes and votes in Spanish, and is refused in it`,
  alone: true,
  async run(stage) {
    const seat = stage.at(who);
    expect(told(await seat.command('help')).text).toMatch(/^Qué puedes hacer aquí\n/u);
    const contents = told(await seat.command('explain'));
    expect(contents.text).toContain('¿Sobre qué te gustaría leer?');
    expect(contents.menus[0]?.placeholder).toBe('Elige un tema');

    const { preview, card } = await proposed(stage, who);
    expect(preview.text).toContain('Vista previa: Piquete en la puerta');
    expect(preview.text).toContain('**A quién se dirige**\nEmpresa: Astilleros del Sur');
    expect(card.labels).toEqual(BUTTONS);
    expect(card.text).toContain('votos: 0 de unos');

    expect(told(await seat.press(card, 'A favor')).text).toMatch(
      /^Registrado: A favor\. Puedes cambiarlo o retirarlo hasta el <t:\d+:F>\.$/u,
    );
    const behind = told(await seat.press(card, 'Más'));
    expect(behind.labels).toEqual([
      ...['Quién puede ver qué', 'Qué es esto', 'Mi voto', 'Retirar mi voto'],
      ...['Recordarme', 'Avísame', 'Denunciar'],
    ]);
    expect(told(await seat.press(behind, 'Mi voto')).text).toContain(
      'Tu voto sobre “Piquete en la puerta”: A favor.',
    );

    const before = await snapshot(stage);
    const refused = told(await seat.command('settings set', { notice: 5 }));
    expect(refused.text).toMatch(
      /^Solo puede cambiar estos ajustes quien tiene el permiso Gestionar servidor\./u,
    );
    expect(await snapshot(stage)).toEqual(before);
  },
});

export const inSpanish: Theme = {
  about: 'in Spanish',
  prepare,
  scenarios: [
    walk('Diego', 'es-ES'),
    walk('Leila', 'es-419'),
    {
      name: 'in a server set to Spanish cards and outcomes are in Spanish, private answers in each person’s language',
      alone: true,
      async run(stage) {
        const { card } = await proposed(stage, 'Diego');
        // English people press what they see, and are answered in English.
        expect(told(await stage.at('Mei').press(card, 'A favor')).text).toMatch(/^Recorded: For\./u);
        expect(told(await stage.at('Jonas').press(card, 'Más')).labels).toContain('Who can see what');
        expect(told(await stage.at('Diego').press(card, 'A favor')).text).toMatch(/^Registrado: A favor\./u);
        expect(told(await stage.at('Leila').press(card, 'En contra')).text).toMatch(
          /^Registrado: En contra\./u,
        );
        await stage.advance(2 * DAY);
        await settled(stage);
        const said = publicMessages(stage.at('Mei')).map(({ text }) => text);
        const outcome = said.find((text) => text.includes('Acordada: Piquete en la puerta'));
        expect(outcome).toContain('Harbour City Coalition se suma\nA favor 2 · En contra 1 · Abstención 0');
        expect(outcome).toContain('La acción empieza el <t:');
        const closed = stage.at('Diego').message(card.id);
        expect(closed.text).toContain('Acordada el <t:');
        const late = told(await stage.at('Diego').forge(card, card.buttons[0]?.customId ?? ''));
        expect(late.text).toMatch(
          /^Tu voto no se ha registrado: la votación de “Piquete en la puerta” cerró/u,
        );
        const english = told(await stage.at('Mei').forge(card, card.buttons[0]?.customId ?? ''));
        expect(english.text).toMatch(/^Your vote was not recorded: voting on/u);
      },
    },
    {
      name: 'a discreet message comes in the language of whoever asked for it, whatever the server’s is',
      alone: true,
      async run(stage) {
        told(await stage.at('Amara').command('settings set', { language: 'en' }));
        for (const who of ['Diego', 'Mei'])
          told(await stage.at(who).command('remind create', { text: 'x', when: '2027-03-01 16:00' }));
        await stage.advance(3 * HOUR);
        const [mine, theirs] = ['Diego', 'Mei'].map((who) => dms(stage.local.person(who)).at(-1));
        expect([mine?.text, mine?.labels]).toEqual([
          'Es la hora de un recordatorio que creaste.',
          ['Mostrar'],
        ]);
        expect([theirs?.text, theirs?.labels]).toEqual(['A reminder you set is due.', ['Show']]);
        const shown = seen(await stage.local.person('Diego').dm().press('last', 'Mostrar'));
        expect(shown.labels).toEqual(['Hecho', 'Posponer 10 min', '1 h', 'Mañana']);
      },
    },
    {
      name: 'a nudge comes in the language of whoever asked for it',
      alone: true,
      async run(stage) {
        told(await stage.at('Amara').command('settings set', { language: 'en' }));
        const preview = told(await stage.at('Diego').command('propose', PICKET));
        told(await stage.at('Diego').press(preview, 'Publicar'));
        await stage.app.tick();
        const card = publicMessages(stage.at('Diego')).findLast(({ labels }) => labels.includes('Against'));
        if (card === undefined) throw new Error('No card was posted.');
        const behind = told(await stage.at('Diego').press(card, 'More'));
        told(await stage.at('Diego').press(behind, 'Avísame'));
        await stage.advance(2 * DAY - HOUR);
        expect(dms(stage.local.person('Diego')).at(-1)?.labels).toEqual(['Mostrar']);
      },
    },
    {
      name: 'commands are offered by Spanish names and descriptions in both kinds of Spanish, and in English to others',
      async run(stage) {
        const offered = async (who: string) => {
          const person = stage.local.person(who).id;
          const answer = await fetch(`${stage.local.origin}/page/state?person=${person}`);
          return ((await answer.json()) as PageState).commands.map(({ command }) => command);
        };
        const [spain, america, english] = await Promise.all(['Diego', 'Leila', 'Mei'].map(offered));
        const named = (all = spain) => all?.map((one) => [one.name, one.name_localized]);
        expect(Object.fromEntries(named() ?? [])).toMatchObject({
          explain: 'explicar',
          propose: 'proponer',
          proposal: 'propuesta',
          poll: 'encuesta',
          remind: 'recordar',
          front: 'frente',
          organisation: 'organización',
          settings: 'ajustes',
          help: 'ayuda',
        });
        expect(spain).toEqual(america);
        expect(named(english)?.filter(([, shown]) => shown !== undefined)).toEqual([]);
        const propose = spain?.find(({ name }) => name === 'propose');
        expect(propose?.description_localized).toMatch(/^Proponer una acción conjunta/u);
        expect(propose?.options?.[0]).toMatchObject({ name_localized: 'título' });
      },
    },
    {
      name: 'a server’s language is chosen among those there are, each by its own name',
      async run(stage) {
        const amara = stage.at('Amara');
        const offered = async (typed: string) =>
          (await amara.suggest('settings set', { language: typed }, 'language')).map(({ name }) => name);
        expect(await offered('')).toEqual(['English', 'Español']);
        expect(await offered('espa')).toEqual(['Español']);
        const kept = told(await amara.command('settings set', { language: 'español' }));
        expect(kept.text).toContain('Language\nEspañol');
        const before = await snapshot(stage);
        const refused = told(await amara.command('settings set', { language: 'Klingon' }));
        expect(refused.text).toContain('Choose one of: English, Español.');
        expect(await snapshot(stage)).toEqual(before);
      },
    },
    {
      name: 'who is addressed is typed in Spanish or English, and comes back in the reader’s words to be edited',
      async run(stage) {
        for (const whom of [
          'empresa: Puerto',
          'EMPRESA : Puerto',
          'institucion: Museo',
          'employer: Harbour',
        ]) {
          const preview = told(await stage.at('Diego').command('propose', { ...PICKET, whom }));
          expect(preview.labels, whom).toContain('Publicar');
        }
        const wrong = told(await stage.at('Diego').command('propose', { ...PICKET, whom: 'persona: Ana' }));
        expect(wrong.text).toContain('por ejemplo “empresa: Astilleros del Sur”');
        expect(wrong.labels).not.toContain('Publicar');
        told(await stage.at('Diego').command('propose', { ...PICKET, whom: 'employer: Harbour Ltd' }));
        const back = told(await stage.at('Diego').command('propose'));
        const { title, fields } = form(await stage.at('Diego').press(back, 'Editar'));
        expect(title).toBe('Proponer una acción conjunta');
        expect(fields.map(({ label }) => label)).toEqual([
          ...['Título', 'Cómo', 'A quién se dirige', 'Cuándo y dónde', 'Detalles'],
        ]);
        expect(fields.find(({ label }) => label === 'A quién se dirige')?.value).toBe('empresa: Harbour Ltd');
      },
    },
    {
      name: 'the right the bot lacks is named as in Discord’s Spanish settings, and a quorum of none can be typed in Spanish',
      alone: true,
      async run(stage) {
        for (const person of stage.local.world.state.people) person.locale = 'es-419';
        const amara = stage.at('Amara');
        const made = { name: 'Estibadores', members: "Dockworkers' Branch", quorum: 'ninguno' };
        expect(told(await amara.command('organisation add', made)).text).toContain('sin quórum');
        const wrong = told(
          await amara.command('organisation edit', { name: 'Estibadores', quorum: 'muchos' }),
        );
        expect(wrong.text).toContain('Escribe “ninguno”');
        stage.local.setBotPermission(CHANNEL, ['SendMessages']);
        const refused = told(await amara.command('settings set', { channel: 'joint-action' }));
        expect(refused.text).toMatch(/allí le falta Enviar mensajes\./u);
      },
    },
    {
      name: 'a server Discord itself knows as Spanish gets its cards in Spanish without any setting',
      alone: true,
      unprepared: true,
      async run(stage) {
        await inBerlin(stage);
        const [guild] = seedWorld('').guilds;
        await stage.stopBot();
        for (const one of stage.local.world.state.guilds) if (one.id === guild?.id) one.locale = 'es-ES';
        await stage.startBot();
        const { card } = await proposed(stage, 'Diego');
        expect(card.labels).toEqual(BUTTONS);
        expect(card.text).toContain(stamp('2027-03-05T17:00:00Z'));
      },
    },
  ],
};
