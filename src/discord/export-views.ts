import type { AppDeps } from '../app-deps.js';
import { outcomeTable } from '../proposals/outcome-table.js';
import type { Proposal } from '../proposals/proposal.js';
import { Refusal } from '../refusal.js';
import type { Translate } from '../texts/texts.js';
import { shortTitle } from './more-views.js';
import type { Reply } from './view.js';

/** The outcome as a file: the signed record, or a table. Refused while there is no outcome. */
export async function exportReply(
  deps: AppDeps,
  t: Translate,
  proposal: Proposal,
  format: 'json' | 'csv',
): Promise<Reply> {
  const record = await deps.records.get(proposal.id);
  if (record === undefined || proposal.outcome === undefined) {
    const key = proposal.state === 'open' ? 'no-outcome' : 'no-outcome-ever';
    throw new Refusal(key, { title: proposal.action.title });
  }
  const text = format === 'json' ? record : outcomeTable(record);
  const body = [
    t('proposals:export.done', { title: shortTitle(proposal) }),
    t('proposals:export.key', { key: `\`${deps.recordKeys.publicKey}\`` }),
  ].join('\n');
  return {
    kind: 'private',
    view: {
      body,
      tone: 'good',
      files: [{ name: `outcome-${proposal.hash.slice(0, 8)}.${format}`, data: text }],
    },
  };
}
