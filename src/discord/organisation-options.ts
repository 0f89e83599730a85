import { readQuorum, type RuleChange } from '../organisations/rule.js';
import { Refusal } from '../refusal.js';
import { fold } from '../explainers/fold.js';
import { clean } from '../texts/clean.js';
import type { Translate } from '../texts/texts.js';
import type { CommandContext, OptionDefinition } from './command.js';

const choice = (name: string, choices: readonly string[]): OptionDefinition => ({
  name,
  type: 'string',
  choices,
});

/** The options that say how an organisation, or a server as one, decides. */
export const RULE_OPTIONS = [
  choice('ballots', ['secret', 'open']),
  choice('tally', ['at close', 'live']),
  { name: 'quorum', type: 'string', maxLength: 20 },
  choice('threshold', ['1/2', '3/5', '2/3', '3/4', 'all']),
  choice('base', ['for and against', 'all cast', 'whole roll']),
] as const satisfies readonly OptionDefinition[];

/** What these options say; refused when the quorum cannot be read. "none" may be typed in the person's language. */
export function ruleOf(options: CommandContext['options'], t: Translate): RuleChange {
  const rule: RuleChange = {};
  const pick = <T extends string>(name: string, values: readonly T[]) =>
    values.find((value) => value === options.string(name));
  const ballots = pick('ballots', ['secret', 'open'] as const);
  if (ballots !== undefined) rule.ballots = ballots;
  const tally = pick('tally', ['at close', 'live'] as const);
  if (tally !== undefined) rule.tally = tally;
  const threshold = pick('threshold', ['1/2', '3/5', '2/3', '3/4', 'all'] as const);
  if (threshold !== undefined) rule.threshold = threshold;
  const base = pick('base', ['for and against', 'all cast', 'whole roll'] as const);
  if (base !== undefined) rule.base = base;
  const voters = pick('voters', ['members', 'delegates'] as const);
  if (voters !== undefined) rule.voters = voters;
  const typed = options.string('quorum');
  if (typed === undefined) return rule;
  const quorum = fold(typed) === fold(t('organisations:quorum.word')) ? 'none' : readQuorum(typed);
  if (quorum === undefined) throw new Refusal('quorum-unknown', { typed: clean(typed).slice(0, 20) });
  return { ...rule, quorum };
}
