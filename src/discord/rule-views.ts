import { votingRole, type Organisation } from '../organisations/organisation.js';
import type { Rule } from '../organisations/rule.js';
import { neededFor, quorumOf } from '../proposals/tally.js';
import type { Translate } from '../texts/texts.js';
import { escapeText } from './text.js';

/** What a rule asks for, in words: quorum and share, with numbers where they are known beforehand. */
export function neededWords(t: Translate, rule: Rule, roll: number): string {
  const kind = rule.base === 'all cast' ? 'cast' : 'for-and-against';
  const share =
    rule.base === 'whole roll'
      ? t('proposals:needed.of-roll', { count: neededFor(rule.threshold, roll) })
      : t(`proposals:needed.${kind}.${rule.threshold.replace('/', '-of-')}`);
  if (rule.quorum === 'none') return share;
  return t('proposals:needed.with-quorum', { count: quorumOf(rule, roll), share });
}

/** An organisation in a few lines: who is in it, who votes, how it decides. */
export function organisationLines(t: Translate, organisation: Organisation): string {
  const { name, roleId, rule } = organisation;
  const members = roleId === undefined ? t('organisations:everyone') : `<@&${roleId}>`;
  const role = votingRole(organisation);
  return [
    `**${escapeText(name)}**`,
    t('organisations:members', { members }),
    t(`organisations:voters-${rule.voters}`, { role: role === undefined ? '' : `<@&${role}>` }),
    ruleWords(t, rule),
  ].join('\n');
}

/** A rule as one line. */
export function ruleWords(t: Translate, rule: Rule): string {
  const kind = rule.base === 'all cast' ? 'cast' : 'for-and-against';
  const share =
    rule.base === 'whole roll'
      ? t('organisations:of-roll', { share: rule.threshold })
      : t(`proposals:needed.${kind}.${rule.threshold.replace('/', '-of-')}`);
  return [
    t(`organisations:ballots.${rule.ballots}`),
    t(`organisations:tally.${rule.tally}`),
    quorumWords(t, rule.quorum),
    share,
  ].join('; ');
}

function quorumWords(t: Translate, quorum: Rule['quorum']): string {
  if (quorum === 'none') return t('organisations:quorum.none');
  if ('atLeast' in quorum) return t('organisations:quorum.number', { count: quorum.atLeast });
  return t('organisations:quorum.share', { share: quorum.share.join('/') });
}
