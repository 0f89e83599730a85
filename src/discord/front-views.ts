import type { Front, FrontServer } from '../organisations/front.js';
import type { Translate } from '../texts/texts.js';
import type { Context } from './command.js';
import { customId } from './custom-ids.js';
import { pastButton } from './past-views.js';
import { ruleWords } from './rule-views.js';
import { escapeText } from './text.js';
import type { View } from './view.js';

/** Who is in a front, and by what rule each organisation decides. */
export function frontView(t: Translate, front: Front, servers: readonly FrontServer[]): View {
  return {
    title: t('fronts:title', { name: escapeText(front.name) }),
    body: [...serverLines(t, servers), t('fronts:needed', { count: front.needed })].join('\n\n'),
    rows: [[pastButton(t, 'front')]],
  };
}

/** What a code leads to: who is in, what would be shared, and the question. */
export function joinView(
  t: Translate,
  { front, servers, hash }: { front: Front; servers: readonly FrontServer[]; hash: string },
): View {
  return {
    title: t('fronts:join-title', { name: escapeText(front.name) }),
    body: [
      ...serverLines(t, servers),
      t('fronts:needed', { count: front.needed }),
      t('fronts:join-shared'),
    ].join('\n\n'),
    rows: [
      [
        { label: t('fronts:join'), id: customId('front', { act: 'join', code: hash }), style: 'success' },
        { label: t('fronts:decline'), id: customId('front', { act: 'decline', code: hash }) },
      ],
    ],
  };
}

/** The code with what to do with it. */
export function codeWords({ deps, t }: Context, code: string): string {
  return t('fronts:code', { code, join: deps.mentions.of('front join'), invite: deps.inviteLink() });
}

function serverLines(t: Translate, servers: readonly FrontServer[]): string[] {
  return servers.map(({ name, organisations }) => {
    const lines = organisations.map((one) => `- ${escapeText(one.name)}: ${ruleWords(t, one.rule)}`);
    return t('fronts:server', { server: escapeText(name), organisations: `\n${lines.join('\n')}` });
  });
}
