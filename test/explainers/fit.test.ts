import { beforeAll, describe, expect, it } from 'vitest';
import { buildFit, GENERAL_TOPIC } from '../../src/explainers/fit.js';
import { createLibrary, type Library } from '../../src/explainers/library.js';
import { loadExplainers } from '../../src/explainers/load.js';
import { complaints, data, explainer, folderWith } from './content.js';

let library: Library;
beforeAll(async () => {
  library = await loadExplainers(data);
});

describe('what a proposal is about, by how it is done', () => {
  it.each([
    ['Public assembly in the market square', 'march-separately'],
    ['Silent march along the river', 'march-separately'],
    ['Rally at the town hall, two speakers from each group', 'march-separately'],
    ['Candlelight vigil', 'march-separately'],
    ['Rent strike from the first of the month', 'march-separately'],
    ['Stewards from every organisation at both gates', 'defending-meetings'],
    ['Human chain around the library', 'defending-meetings'],
    ['First-aid team and a safe way home', 'defending-meetings'],
    ['Set up a committee with two people from each group', 'defence-committees'],
    ['General strike of the whole city', 'general-strike'],
    ['School strike for the climate', 'general-strike'],
    ['One-hour walk-out at noon', 'withdrawing-labour'],
    ['STRIKE at all three sites', 'withdrawing-labour'],
    ['Picketing the main gate from 6am', 'withdrawing-labour'],
    ['Work to rule for a week', 'withdrawing-labour'],
    ['Lunch break together in the yard', 'withdrawing-labour'],
    ['Union recruitment table in the canteen', 'trade-unions'],
    ['The same motion at every branch meeting', 'rochester-motion'],
    ['Leafletting before the early shift', 'spreading-the-call'],
    ['Open letter to the council', 'spreading-the-call'],
    ['Petition, handed over with 1,000 signatures', 'spreading-the-call'],
    ['Banner drop from the bridge', 'spreading-the-call'],
    ['One joint statement, read out by all', 'agreement-limits'],
    ['Anti-fascist concert', 'what-fascism-does'],
    ['Film night with discussion', 'reading-on'],
    ['Delegation to the embassy', 'international-picture'],
    ['A united front of all tenants’ groups at the hearing', 'united-front'],
    ['Strike a balance: half sing, half listen', 'march-separately'],
  ])('"%s": %s', (how, topic) => {
    expect(library.fitting(how, 'en')?.topic).toBe(topic);
  });

  it.each([
    ['Concentración en la plaza del mercado', 'march-separately'],
    ['Marcha en silencio por el río', 'march-separately'],
    ['Manifestación, con reunión posterior', 'march-separately'],
    ['Acto frente al ayuntamiento', 'march-separately'],
    ['Huelga de alquileres desde el día 1', 'march-separately'],
    ['Fiesta de la Unión de Inquilinas e Inquilinos', 'march-separately'],
    ['Fiesta de la Unión de Trabajadores del Puerto', 'trade-unions'],
    ['Asamblea con la unión vecinal', 'march-separately'],
    ['Concentración contra el paro', 'march-separately'],
    ['Servicio de orden en las dos puertas', 'defending-meetings'],
    ['CADENA HUMANA alrededor de la biblioteca', 'defending-meetings'],
    ['Puesto de primeros auxilios', 'defending-meetings'],
    ['Crear un comité de defensa', 'defence-committees'],
    ['Huelga general en toda la ciudad', 'general-strike'],
    ['Paro nacional de 24 horas', 'general-strike'],
    ['Huelga estudiantil por el clima', 'general-strike'],
    ['Paro de una hora a mediodía', 'withdrawing-labour'],
    ['HUELGA en los tres centros', 'withdrawing-labour'],
    ['Piquetes en la puerta principal', 'withdrawing-labour'],
    ['Trabajo a reglamento una semana', 'withdrawing-labour'],
    ['Reunión en la hora del almuerzo', 'withdrawing-labour'],
    ['Campaña de afiliación en el comedor', 'trade-unions'],
    ['Charla con delegadas sindicales', 'reading-on'],
    ['La misma mocion en cada asamblea', 'rochester-motion'],
    ['Volanteada antes del primer turno', 'spreading-the-call'],
    ['Reparto de octavillas', 'spreading-the-call'],
    ['Carta abierta a la alcaldía', 'spreading-the-call'],
    ['Recogida de firmas', 'spreading-the-call'],
    ['Desplegar una pancarta en el puente', 'spreading-the-call'],
    ['Rueda de prensa', 'spreading-the-call'],
    ['Una declaración conjunta', 'agreement-limits'],
    ['Concierto antifascista', 'what-fascism-does'],
    ['Noche de cine y debate', 'reading-on'],
    ['Delegación a la embajada', 'international-picture'],
    ['Frente único de las asociaciones en la audiencia', 'united-front'],
  ])('in Spanish, "%s": %s', (how, topic) => {
    const fitting = library.fitting(how, 'es-419');
    expect([fitting?.topic, fitting?.locale]).toEqual([topic, 'es']);
    expect(library.fitting(how, 'en')?.topic).toBe(topic);
  });

  it.each(['', '???', '@everyone', '__proto__', '罢工', 'x'.repeat(10_000)])(
    '%j, which tells nothing, leads to what every proposal is',
    (how) => {
      expect(library.fitting(how, 'en')?.topic).toBe(GENERAL_TOPIC);
    },
  );
});

describe('phrases that fit', () => {
  const library2 = async (one: string, two: string) => {
    const folder = await folderWith({
      'explainers/en/one.md': explainer({ fits: one }),
      'explainers/en/march-separately.md': explainer({ title: 'title: General', aliases: 'aliases: []' }),
      'explainers/es/one.md': explainer({ title: 'title: Uno', fits: two }),
    });
    return loadExplainers(folder);
  };

  it('are looked for in all languages, and the text is in that of the reader', async () => {
    const mixed = await library2('fits: [leaflet]', 'fits: [reparto de octavillas]');
    expect(mixed.fitting('Reparto de octavillas en la plaza', 'en')?.title).toBe('A title');
    expect(mixed.fitting('Leaflets', 'es-ES')?.title).toBe('Uno');
  });

  it('may have an ending only where they are long, and begin at a word', async () => {
    const mixed = await library2('fits: [sing, picket]', 'fits: []');
    for (const [how, topic] of [
      ['Sing at the gate', 'one'],
      ['Single file along the road', GENERAL_TOPIC],
      ['Picketing', 'one'],
      ['Unpicketed', GENERAL_TOPIC],
    ]) {
      expect(mixed.fitting(how ?? '', 'en')?.topic).toBe(topic);
    }
  });

  it('fit one topic in a language', async () => {
    const folder = await folderWith({
      'explainers/en/one.md': explainer({ fits: 'fits: [leaflet]' }),
      'explainers/en/two.md': explainer({
        title: 'title: Two',
        aliases: 'aliases: []',
        fits: 'fits: [Leaflet!, "?"]',
      }),
    });
    expect(await complaints(folder)).toEqual([
      'explainers/en/two.md:9: "Leaflet!" already fits explainers/en/one.md:9 - let each phrase fit one topic in a language',
      'explainers/en/two.md:9: "?" has no letter or digit - write words as they stand in a proposal',
    ]);
  });

  it('lead nowhere in a library without the topic', () => {
    expect(createLibrary([], library.article).fitting('Leaflets', 'en')).toBeUndefined();
    expect(buildFit([])('Leaflets')).toBe(GENERAL_TOPIC);
  });
});
