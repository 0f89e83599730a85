import type { Command } from '../src/discord/command.js';
import { timestamp } from '../src/discord/text.js';
import { zoneQuestion } from '../src/discord/zone-views.js';
import { METHODS, type Method } from '../src/polls/count.js';
import { openPoll } from '../src/polls/open.js';
import { Refusal } from '../src/refusal.js';

/** `/poll`: a poll in this channel, for choosing a date, a route, a slogan. */
const poll: Command = {
  definition: {
    name: 'poll',
    texts: 'polls',
    places: ['server'],
    options: [
      { name: 'question', type: 'string', required: true },
      { name: 'options', type: 'string', required: true },
      { name: 'method', type: 'string', choices: METHODS },
      { name: 'closes', type: 'string' },
    ],
  },

  async run({ deps, actor, t, now, locale, place, options }) {
    const { guild, channelId } = place;
    if (guild === undefined) throw new Refusal('server-only');
    const typed = {
      guildId: guild.id,
      channelId,
      question: options.string('question') ?? '',
      options: options.string('options') ?? '',
      method: methodOf(options.string('method')),
      closes: options.string('closes') ?? '',
      locale,
    };
    const opened = await openPoll(deps, typed, actor, now);
    if (opened === undefined) {
      const asked = zoneQuestion(t, 'none', now);
      return { kind: 'private', view: { ...asked, body: `${t('polls:zone-first')}\n\n${asked.body ?? ''}` } };
    }
    const { closesAt } = opened;
    const values = {
      channel: `<#${channelId}>`,
      closes: timestamp(closesAt),
      left: timestamp(closesAt, 'R'),
    };
    return { kind: 'private', view: { body: t('polls:posted', values), tone: 'good' } };
  },
};

export default poll;

/** What is not offered was never chosen. */
function methodOf(given: string | undefined): Method {
  return METHODS.find((method) => method === given) ?? 'single';
}
