import type { Json } from '../../../src/local-discord/json.js';
import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { wordsOf, type Heard } from './door.js';
import { readFacts, unauthorised, type Facts } from './facts.js';
import { mutated, poolOf } from './mutate.js';
import { actedBy, attackScene, identityOf, type AttackScene } from './scene.js';
import { Uncaught } from './watch.js';

/** So many on one stage: few enough that those who act are not slowed down for their speed. */
const EACH_STAGE = 4_000;
const AT_ONCE = 8;
/** After so many it is looked whether anything changed that must not. */
const LOOK_EVERY = 200;

const FAILED = 'Something went wrong on our side';
const SLOWED = 'This was not recorded: you pressed';

export interface MutationsRun {
  seed: number;
  mutations: number;
  log: (line: string) => void;
  /** Makes the bot weak, once the stage is set; the answer mends it. */
  plant?: (scene: AttackScene) => () => void;
}

interface Tally {
  answered: number;
  unanswerable: number;
  slowed: number;
  /** Answered with a reference to the log. */
  failed: number;
  slowest: number;
}

/**
 * Hands the bot interactions that were captured and then mutated. On every second stage Discord's own part (who, where)
 * stays as Discord writes it, and nobody there has a right: nothing of others may change. On the others everything
 * may be mutated: everything that can be answered has to be. Throws at the first fault.
 */
export async function mutating({ seed, mutations, log, plant }: MutationsRun): Promise<Counts> {
  const random = new Random(seed);
  const tally: Tally = { answered: 0, unanswerable: 0, slowed: 0, failed: 0, slowest: 0 };
  const uncaught = new Uncaught();
  let looks = 0;
  try {
    for (let done = 0, stages = 0; done < mutations; stages += 1) {
      const scene = await attackScene();
      const mend = plant?.(scene);
      const before = await readFacts(scene.stage);
      const everywhere = stages % 2 === 1;
      const end = Math.min(mutations, done + Math.min(EACH_STAGE, Math.ceil(mutations / 2)));
      try {
        while (done < end) {
          const many = Math.min(LOOK_EVERY, end - done);
          await volley(scene, { random, everywhere, many, tally });
          done += many;
          holds(uncaught.found.length === 0, `Nobody caught: ${uncaught.found.join('\n')}`);
          holds(scene.stage.exits.length === 0, 'The bot asked for the end of the process');
          if (everywhere) continue;
          looks += 1;
          await nothingChanged(scene, before);
        }
      } finally {
        mend?.();
        await scene.close();
      }
      log(`${String(done)} interactions`);
    }
  } finally {
    await uncaught.end();
  }
  holds(uncaught.found.length === 0, `Nobody caught: ${uncaught.found.join('\n')}`);
  return {
    'mutated interactions': mutations,
    'answered in time, as Discord takes it': tally.answered,
    'of these answered that the person acts too fast': tally.slowed,
    'of these answered with a reference to the log': tally.failed,
    'without anything they could be answered by': tally.unanswerable,
    'looks at everything stored, that found nothing changed by somebody who may not': looks,
    'slowest first answer, in ms': Math.round(tally.slowest),
    'nobody caught': 0,
  };
}

/** Sends some of them, several at a time. */
async function volley(
  scene: AttackScene,
  { random, everywhere, many, tally }: { random: Random; everywhere: boolean; many: number; tally: Tally },
): Promise<void> {
  const pool = poolOf([...scene.templates, ...scene.identities]);
  let left = many;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      const template = actedBy(identityOf(scene, random), random.pick(scene.templates));
      const { payload, changes } = mutated(scene.door.fresh(template), pool, random, everywhere);
      const said = `${changes.join(', ')}: ${JSON.stringify(payload)}`;
      const heard = await scene.door.send(payload);
      if (heard === undefined) {
        const inPart = !scene.door.missedAll && !isId(payload.application_id);
        holds(inPart || !isAnswerable(payload), `Not answered, ${scene.door.missed}: ${said}`);
        tally.unanswerable += 1;
      } else count(heard, tally, said);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

function count(heard: Heard, tally: Tally, said: string): void {
  holds(heard.refused === undefined, `Discord refuses the answer: ${String(heard.refused)} to ${said}`);
  const words = wordsOf(heard);
  tally.answered += 1;
  if (words.startsWith(SLOWED)) tally.slowed += 1;
  if (words.includes(FAILED)) tally.failed += 1;
  tally.slowest = Math.max(tally.slowest, heard.afterMs);
}

async function nothingChanged({ stage, people }: AttackScene, before: Facts): Promise<void> {
  const wrong = unauthorised(before, await readFacts(stage), people);
  holds(wrong.length === 0, `Changed by somebody who may not: ${wrong.join('\n')}`);
}

/**
 * Whether Discord would hear an answer, and the kind says what one there is. What comes after a first answer is sent in the
 * application's name, which Discord gives.
 */
function isAnswerable({ id, token, type }: Json): boolean {
  return (
    isId(id) &&
    typeof token === 'string' &&
    /^[\w.-]{1,500}$/u.test(token) &&
    [2, 3, 4, 5].includes(type as number)
  );
}

function isId(id: unknown): boolean {
  return typeof id === 'string' && /^\d{1,20}$/u.test(id);
}
