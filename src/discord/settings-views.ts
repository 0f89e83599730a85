import { pingRoleOf, RETENTION_DAYS, type ServerSettings } from '../settings/server-settings.js';
import type { Translate } from '../texts/texts.js';
import { dayOf } from '../digest/schedule.js';
import type { Rule } from '../organisations/rule.js';
import { ruleWords } from './rule-views.js';
import { escapeText } from './text.js';
import type { View } from './view.js';

/** What is set in a server and for the asking person, with what applies where nothing is. */
export function settingsView(
  t: Translate,
  settings: ServerSettings,
  ownZone: string | undefined,
  rule: Rule,
  languageName: (language: string) => string,
): View {
  const field = (key: string, value: string) => ({ name: t(`settings:field.${key}`), value, inline: true });
  const unset = (key: string, values?: Record<string, string>) => t(`settings:unset.${key}`, values);
  const conduct = settings.conductLine;
  const pingRole = pingRoleOf(settings);
  return {
    title: t('settings:title'),
    fields: [
      field('channel', settings.channelId === undefined ? unset('channel') : `<#${settings.channelId}>`),
      field(
        'organiser-role',
        settings.organiserRoleId === undefined ? unset('organiser-role') : `<@&${settings.organiserRoleId}>`,
      ),
      field(
        'proposers',
        t(`settings:command.subcommands.set.options.proposers.choices.${settings.proposers}`),
      ),
      field('timezone', settings.timezone ?? unset('timezone')),
      field(
        'language',
        settings.language === undefined ? unset('language') : languageName(settings.language),
      ),
      field('shortest-vote', t('settings:minutes', { count: settings.shortestVoteMinutes })),
      field('notice', t('settings:minutes', { count: settings.noticeMinutes })),
      field('digest', digestWords(t, settings)),
      field('account-age', agesWords(t, settings.accountDays)),
      field('membership', agesWords(t, settings.memberDays)),
      field(
        'discussion-threads',
        settings.discussionThreads === true ? t('settings:threads') : unset('discussion-threads'),
      ),
      field('ping-role', pingRole === undefined ? unset('ping-role') : `<@&${pingRole}>`),
      field('retention', t('settings:days', { count: settings.retentionDays ?? RETENTION_DAYS.default })),
      field('my-timezone', ownZone ?? unset('my-timezone')),
      {
        name: t('settings:field.rule'),
        value: ruleWords(t, rule),
      },
      {
        name: t('settings:field.conduct-line'),
        value: conduct === undefined ? t('proposals:preview.conduct-default') : escapeText(conduct),
      },
    ],
  };
}

function agesWords(t: Translate, days = 0): string {
  return days === 0 ? t('settings:unset.ages') : t('settings:days', { count: days });
}

function digestWords(t: Translate, settings: ServerSettings): string {
  const day = dayOf(settings);
  if (day === undefined) return t('settings:unset.digest');
  return t('settings:digest', { day: t(`settings:command.subcommands.set.options.digest.choices.${day}`) });
}
