import { object, type Json } from '../../../src/local-discord/json.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { wrongInBody } from './bodies.js';
import { wordsOf } from './door.js';
import { FIELDS, type Field } from './fields.js';
import { actedBy, attackScene, type AttackScene } from './scene.js';
import { typedText } from './typed-text.js';

/** So many acts on one stage: few enough that nobody is slowed down for their speed. */
const EACH_STAGE = 3_600;
/** After so many texts everything that shows what is stored is looked at, and what was drafted is published. */
const SHOW_EVERY = 10;
const FAILED = 'Something went wrong on our side';

export interface TextsRun {
  seed: number;
  /** So many in each field. */
  texts: number;
  log: (line: string) => void;
  /** Makes the bot weak, once the stage is set; the answer mends it. */
  plant?: () => () => void;
}

/**
 * People who may do everything type hostile texts into every field there is. Of all that the bot sends meanwhile, answers,
 * suggestions, forms, cards, nothing may ping, hide a link, turn or hide characters, or be refused as malformed.
 */
export async function typing({ seed, texts, log, plant }: TextsRun): Promise<Counts> {
  const random = new Random(seed);
  const jobs = FIELDS.flatMap((field) => Array.from({ length: texts }, () => field));
  const order = random.shuffled(jobs);
  const counts = { bodies: 0, posted: 0, dangerous: 0 };
  for (let done = 0; done < order.length;) {
    const scene = await attackScene('everything');
    const watch = watchBodies(scene);
    const mend = plant?.();
    try {
      const typist = await Typist.seat(scene, random);
      const some = order.slice(done, done + EACH_STAGE);
      for (const [at, field] of some.entries()) {
        const text = typedText(random);
        if (wrongInBody({ content: text, allowed_mentions: { parse: [] } }).length > 0) counts.dangerous += 1;
        await typist.types(field, text);
        if (at % SHOW_EVERY === 0) await typist.looksAround();
        watch.check(`after “${JSON.stringify(text)}” in ${field.name}`);
      }
      done += some.length;
      await scene.stage.app.tick();
      await new Promise((resolve) => setTimeout(resolve, 300));
      watch.check('at the end');
      counts.bodies += watch.bodies;
      counts.posted += watch.posted;
      const stored = Object.values(scene.stage.local.world.state.messages).flat();
      const pinged = stored.filter(({ message }) => message.mention_everyone || message.mentions.length > 0);
      holds(pinged.length === 0, `Pinged somebody: ${JSON.stringify(pinged[0]?.message)}`);
    } finally {
      mend?.();
      await scene.close();
    }
    log(`${String(done)} texts`);
  }
  holds(counts.posted > 0, 'Nothing was posted for everybody');
  holds(
    counts.dangerous > order.length / 10,
    'Hardly any text would do harm if it were shown as it was typed',
  );
  return {
    fields: FIELDS.length,
    'hostile texts typed': order.length,
    'of these harmful if shown as typed': counts.dangerous,
    'bodies looked at': counts.bodies,
    'of these posts and edits for everybody': counts.posted,
  };
}

/** Somebody else each time, so that nobody is slowed down. */
class Typist {
  readonly #scene: AttackScene;
  readonly #random: Random;
  readonly #places: Json[];
  readonly #drafts = new Map<string, string>();
  readonly #organisation: string;
  #next = 0;

  private constructor(scene: AttackScene, random: Random, organisation: string) {
    this.#scene = scene;
    this.#random = random;
    this.#organisation = organisation;
    this.#places = scene.identities.filter(({ guild_id: guild }) => guild !== undefined);
  }

  /** Everybody has a draft and a reminder of their own. */
  static async seat(scene: AttackScene, random: Random): Promise<Typist> {
    const { deps } = scene.stage.app;
    const [organisation] = await deps.organisations.range({ limit: 1 });
    const typist = new Typist(scene, random, organisation?.value.id ?? '');
    for (const place of typist.#places) {
      await typist.#send(actedBy(place, typist.#template('/propose title')));
      const remind = typist.#template('/remind create text');
      FIELDS.find(({ name }) => name === '/remind create text')?.put(remind, 'mine');
      await typist.#send(actedBy(place, remind));
    }
    for (const { value } of await deps.drafts.range({ limit: 100 }))
      typist.#drafts.set(value.userId, value.id);
    return typist;
  }

  async types(field: Field, text: string): Promise<void> {
    const place = this.#somebody();
    const template = this.#template(field.name);
    if (/^\/remind (?:edit|delete)/u.test(field.name)) this.#put(template, '/remind edit reminder', 'mine');
    if (field.name.startsWith('/organisation edit'))
      this.#put(template, '/organisation edit name', this.#organisation);
    field.put(template, text);
    const data = object(template.data);
    const draft = this.#drafts.get(userOf(place)) ?? 'zzzzzzzzzz';
    if (String(data.custom_id).startsWith('draft:form:')) data.custom_id = `draft:form:${draft}`;
    await this.#send(actedBy(place, template));
  }

  /** Publishes what they have drafted, and opens all that shows what others typed. */
  async looksAround(): Promise<void> {
    const place = this.#somebody();
    const { templates } = this.#scene;
    const views = templates.filter(({ type, data }) => {
      const { name, options, custom_id: id } = object(data);
      const sub = object((options as unknown[] | undefined)?.[0]).name;
      const shows = ['list', 'show'].includes(String(sub)) || name === 'help';
      return (
        (type === 2 && shows) || /^(?:card:more|more:(?:mine|sees|what)|poll:(?:more|vote))/u.test(String(id))
      );
    });
    await this.#send(actedBy(place, this.#random.pick(views)));
    const publish = templates.find(({ data }) => String(object(data).custom_id).startsWith('draft:publish:'));
    const draft = this.#drafts.get(userOf(place));
    if (publish === undefined || draft === undefined) return;
    const data = { ...object(publish.data), custom_id: `draft:publish:${draft}` };
    await this.#send({ ...actedBy(place, publish), data });
    await this.#send({ ...actedBy(place, publish), data: { ...data, custom_id: `draft:edit:${draft}` } });
  }

  #somebody(): Json {
    this.#next += 1;
    return this.#places[this.#next % this.#places.length] ?? {};
  }

  #put(template: Json, name: string, value: string): void {
    FIELDS.find((field) => field.name === name)?.put(template, value);
  }

  /** A copy of the interaction that field is in. */
  #template(name: string): Json {
    const field = FIELDS.find((one) => one.name === name);
    const found = this.#scene.templates.find((payload) => field?.from(payload) === true);
    if (found === undefined) throw new Error(`Nobody ever used ${name}`);
    return structuredClone(found);
  }

  async #send(payload: Json): Promise<void> {
    const heard = await this.#scene.door.send(this.#scene.door.fresh(payload));
    const what = JSON.stringify(payload.data);
    holds(heard !== undefined, `Not answered, ${this.#scene.door.missed}: ${what}`);
    holds(heard.refused === undefined, `Discord refuses the answer: ${String(heard.refused)} to ${what}`);
    const wrong = wrongInBody(heard.body);
    holds(wrong.length === 0, `${wrong.join('\n')}, in the answer to ${what}`);
    holds(!wordsOf(heard).includes(FAILED), `Failed: ${what}`);
  }
}

function userOf(place: Json): string {
  return String(object(object(place.member).user).id);
}

/** Looks at everything the bot sends that is no answer to an interaction. */
function watchBodies({ stage }: AttackScene) {
  const wrong: string[] = [];
  const seen = { bodies: 0, posted: 0 };
  stage.local.intercept(({ route, body, method }) => {
    if (method === 'GET' || method === 'PUT') return;
    seen.bodies += 1;
    if (route.includes('/channels/')) seen.posted += 1;
    wrong.push(...wrongInBody(body).map((what) => `${what}, in ${route}`));
  });
  return {
    get bodies() {
      return seen.bodies;
    },
    get posted() {
      return seen.posted;
    },
    check(when: string) {
      holds(wrong.length === 0, `${wrong.join('\n')}, ${when}`);
      const refused = stage.local.requests.filter(({ status }) => status === 400);
      holds(refused.length === 0, `Refused as malformed: ${JSON.stringify(refused[0])}, ${when}`);
    },
  };
}
