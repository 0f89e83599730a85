import { holds, type Counts, type ProofRun } from '../proof.js';
import { Random } from '../random.js';
import { check, type Checked, type Sent, type Trouble } from './check.js';
import { Course, HITS } from './course.js';
import { Home } from './home.js';
import { planReminders, type Planned } from './planned.js';
import { DAY } from './wall.js';

export interface YearRun extends ProofRun {
  reminders: number;
  days: number;
  people: number;
  kills: number;
  outages: number;
}

/** The last hours of 2026: every zone's clock changes of 2027 lie ahead. */
const BEGIN = Date.parse('2026-12-31T06:00:00Z');

/** What came of a run, before it is judged. */
export interface Lived {
  planned: readonly Planned[];
  sent: readonly Sent[];
  troubles: readonly Trouble[];
  /** What is due from then on is not looked at. */
  end: number;
  counts: Counts;
}

/** Lets the time pass for a bot that is killed again and again, beside a Discord with outages, and judges what was sent. */
export async function throughTheYear(run: YearRun): Promise<Counts> {
  // Also on the way, so that nobody waits for the end of a year that has failed in January.
  const lived = await live(run, { onTheWay: judged });
  holds(run.kills < 10 || Number(lived.counts[HITS]) > 0, 'No kill fell between claim and record');
  const numbers = judged(lived);
  return {
    ...lived.counts,
    'messages expected and there once': numbers.messages,
    'of them within their minute or a little after': numbers.onTime,
    'of them marked late': numbers.late,
    'of the late ones after one due later, in the same place': numbers.overtaken,
    'occurrences of repeating ones left out for a later one': numbers.skipped,
  };
}

function judged({ planned, sent, troubles, end }: Lived): Checked {
  const checked = check(planned, sent, troubles, end);
  const { problems } = checked;
  holds(problems.length === 0, `${String(problems.length)} problems:\n${problems.slice(0, 40).join('\n')}`);
  return checked;
}

export interface Watchers {
  /** May change the home before the first start. */
  meddle?: (home: Home) => Promise<void> | void;
  /** Is shown what came of it so far, now and then. */
  onTheWay?: (lived: Lived) => unknown;
}

/** Plans, lives through it, and gathers. */
export async function live(run: YearRun, { meddle, onTheWay }: Watchers): Promise<Lived> {
  const random = new Random(run.seed);
  const home = await Home.open(BEGIN);
  try {
    const end = BEGIN + run.days * DAY;
    const planned = planReminders(random, run.reminders, placesIn(home, run.people), BEGIN, end);
    await home.save(planned);
    await meddle?.(home);
    const { kills, outages } = run;
    const course = new Course(home, planned, random, { begin: BEGIN, end, kills, outages });
    const texts = new Map(planned.map(({ reminder }) => [reminder.text, reminder.id]));
    const lived = (until: number): Lived => ({
      planned,
      sent: home.sent(texts),
      troubles: course.troubles,
      end: until,
      counts: course.counts(),
    });
    await course.live((line, settled) => {
      run.log(line);
      onTheWay?.(lived(settled));
    });
    return lived(end);
  } catch (error) {
    run.log(`the bot's last words:\n${home.lastWords()}`);
    throw error;
  } finally {
    await home.close();
  }
}

function placesIn(home: Home, count: number) {
  const { local } = home;
  const [first, second] = local.world.state.guilds;
  holds(first !== undefined && second !== undefined, 'There are not two servers');
  const people = Array.from(
    { length: count },
    (_, number) => local.addPerson({ name: `Member ${String(number + 1)}`, roles: { [first.name]: [] } }).id,
  );
  // In one of them only organisers may write.
  const channels = local.world.state.channels.flatMap(({ id, guildId, name }) =>
    guildId !== undefined && name !== 'announcements' ? [{ guildId, channelId: id }] : [],
  );
  return { people, channels };
}
