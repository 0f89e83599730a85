import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { backUp } from '../../../src/operator/backup.js';
import type { Installation } from '../../../src/operator/installation.js';
import { restore } from '../../../src/operator/restore.js';
import type { Person } from '../../../src/local-discord/index.js';
import { eachOf, sleep, until } from '../../support/waiting.js';
import { preview, Scene, SERVER, settleZone, told } from '../crash/scene.js';
import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';

export interface OfVotesRun extends ProofRun {
  backups: number;
  people: number;
}

const CHOICES = ['For', 'Against', 'Abstain'] as const;
const TITLE = 'Picket at gate 1';

/** One person, and every choice they made, in order; those up to `confirmed` were answered "Recorded". */
interface Voter {
  person: Person;
  made: string[];
  confirmed: number;
}

/**
 * The real bot in a process of its own: while people vote, the operator's tool has it make backups over the socket. Then it
 * is killed, each backup is put in the store's place by the tool, and the bot started with it: everybody's vote is the one
 * they were told of before the backup began, or one they made while it ran.
 */
export async function backupsOfVotes(run: OfVotesRun): Promise<Counts> {
  const { log } = run;
  const scene = await Scene.open();
  const random = new Random(run.seed);
  const installation: Installation = {
    store: scene.store,
    keyDir: path.join(scene.folder, 'keys'),
    backupDir: path.join(scene.folder, 'backups'),
  };
  try {
    await scene.startUntilReady();
    told(await scene.seat('Amara').command('settings set', { ballots: 'open' }));
    const voters = Array.from({ length: run.people }, (_, at): Voter => {
      const person = scene.local.addPerson({ name: `Voter ${String(at + 1)}`, roles: { [SERVER]: [] } });
      return { person, made: ['none'], confirmed: 0 };
    });
    const proposer = scene.seat('Tomasz');
    await settleZone(proposer);
    told(await proposer.press(await preview(proposer, TITLE), 'Publish'));
    await until('the card', () => scene.titled(TITLE).length > 0);
    const card = scene.titled(TITLE)[0]!;

    let over = false;
    let recorded = 0;
    const voting = voters.map(async (voter) => {
      const dice = random.branch();
      while (!over) {
        const choice = dice.pick(CHOICES);
        voter.made.push(choice);
        const { text } = told(await scene.seat(voter.person).press(card, choice));
        holds(text.startsWith(`Recorded: ${choice}`), `A click on ${choice} was answered: ${text}`);
        voter.confirmed = voter.made.length - 1;
        recorded += 1;
        await sleep(dice.between(0, 200));
      }
    });
    await mkdir(installation.backupDir!, { recursive: true });
    const taken: { file: string; possible: Set<string>[] }[] = [];
    for (let at = 1; at <= run.backups; at += 1) {
      const from = voters.map(({ confirmed }) => confirmed);
      const file = path.join(installation.backupDir!, `backup-${String(at)}.sqlite`);
      const { ok, said } = await backUp(installation, file, new Date(), () => undefined);
      holds(ok, said);
      taken.push({ file, possible: voters.map(({ made }, index) => new Set(made.slice(from[index]))) });
      await sleep(50);
    }
    over = true;
    await Promise.all(voting);
    log(`${String(taken.length)} backups made over the socket, ${String(recorded)} votes recorded meanwhile`);

    let compared = 0;
    for (const { file, possible } of taken) {
      scene.bot.kill();
      await scene.bot.ended;
      const { ok, said } = await restore(installation, file, new Date(), () => undefined);
      holds(ok, said);
      await scene.startUntilReady();
      await eachOf(
        [...voters.entries()].map(([index, voter]) => ({ index, voter })),
        10,
        async ({ index, voter }) => {
          const seat = scene.seat(voter.person);
          const { text } = told(await seat.press(told(await seat.press(card, 'More')), 'My vote'));
          const stored = /: (For|Against|Abstain)\./u.exec(text)?.[1] ?? 'none';
          holds(
            possible[index]?.has(stored) === true,
            `${path.basename(file)}: expected ${[...(possible[index] ?? [])].join(' or ')}, and stored is ${stored}`,
          );
          compared += 1;
        },
      );
    }
    return {
      'backups by the running bot, each restored and started': taken.length,
      'votes recorded while they were made': recorded,
      'votes compared after restores': compared,
    };
  } catch (error) {
    log(`the bot's last words:\n${scene.lastWords()}`);
    throw error;
  } finally {
    await scene.close();
  }
}
