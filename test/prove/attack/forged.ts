import { holds, type Counts } from '../proof.js';
import { Random } from '../random.js';
import { IN_TIME_MS, wordsOf } from './door.js';
import { readFacts, unauthorised } from './facts.js';
import { forgedAct } from './forge.js';
import { attackScene, identityOf, type AttackScene } from './scene.js';
import { Uncaught } from './watch.js';

/** So many on one stage: few enough that those who act are not slowed down for their speed. */
const EACH_STAGE = 4_000;
const AT_ONCE = 8;
const LOOK_EVERY = 200;
const FAILED = 'Something went wrong on our side';
const FORM = 9;

export interface ForgedRun {
  seed: number;
  forged: number;
  log: (line: string) => void;
  plant?: (scene: AttackScene) => () => void;
}

/**
 * People without any right click, choose and send off what they were never shown, on what others have, with ids, values
 * and fields made up. Throws where something of others changed, or an answer is none: no sentence, a failure, too late.
 */
export async function forging({ seed, forged, log, plant }: ForgedRun): Promise<Counts> {
  const random = new Random(seed);
  const uncaught = new Uncaught();
  const said = new Map<string, number>();
  let slowest = 0;
  try {
    for (let done = 0; done < forged;) {
      const scene = await attackScene();
      const mend = plant?.(scene);
      const before = await readFacts(scene.stage);
      const end = Math.min(forged, done + EACH_STAGE);
      try {
        while (done < end) {
          let left = Math.min(LOOK_EVERY, end - done);
          done += left;
          const one = async () => {
            while (left > 0) {
              left -= 1;
              slowest = Math.max(slowest, await forgeOne(scene, random, said));
            }
          };
          await Promise.all(Array.from({ length: AT_ONCE }, one));
          const wrong = unauthorised(before, await readFacts(scene.stage), scene.people);
          holds(wrong.length === 0, `Changed by a forged act: ${wrong.join('\n')}`);
          holds(uncaught.found.length === 0, `Nobody caught: ${uncaught.found.join('\n')}`);
        }
      } finally {
        mend?.();
        await scene.close();
      }
      log(`${String(done)} forged acts`);
    }
  } finally {
    await uncaught.end();
  }
  return {
    'forged acts, each answered with a sentence or a form': forged,
    'different first words of answers': said.size,
    'slowest first answer, in ms': Math.round(slowest),
  };
}

/** One of them; the time until it was answered, in ms. */
async function forgeOne(scene: AttackScene, random: Random, said: Map<string, number>): Promise<number> {
  const payload = scene.door.fresh(forgedAct(scene, identityOf(scene, random), random));
  const heard = await scene.door.send(payload);
  const what = JSON.stringify({ type: payload.type, data: payload.data }).slice(0, 1_500);
  holds(heard !== undefined, `Not answered within ${String(IN_TIME_MS)} ms: ${what}`);
  holds(heard.refused === undefined, `Discord refuses the answer: ${String(heard.refused)} to ${what}`);
  const words = wordsOf(heard);
  holds(
    heard.kind === FORM || /\p{L}{2}.*[.?!:)]|\n/su.test(words),
    `No sentence: ${JSON.stringify(heard.body)} to ${what}`,
  );
  holds(!words.includes(FAILED), `Failed: ${what}`);
  const first = words.slice(0, 30);
  said.set(first, (said.get(first) ?? 0) + 1);
  return heard.afterMs;
}
