import type { AppDeps } from '../app-deps.js';
import { outcomeTable } from '../proposals/outcome-table.js';
import type { Proposal } from '../proposals/proposal.js';
import { Refusal } from '../refusal.js';
import type { Translate } from '../texts/texts.js';
import { shortTitle } from './more-views.js';
import { outcomePicture } from './outcome-files.js';
import type { Reply } from './view.js';

/** What an outcome is exported as; calendar files are in calendar-file.ts. */
export type ExportFormat = 'json' | 'csv' | 'png';

/** The format somebody chose; what is none is the record. */
export function exportFormat(chosen: string | undefined): ExportFormat {
  return chosen === 'csv' || chosen === 'png' ? chosen : 'json';
}

/** The outcome as a file: the signed record, a table or a picture. Refused while there is no outcome. */
export async function exportReply(
  deps: AppDeps,
  t: Translate,
  proposal: Proposal,
  format: ExportFormat,
): Promise<Reply> {
  const record = await deps.records.get(proposal.id);
  if (record === undefined || proposal.outcome === undefined) {
    const key = proposal.state === 'open' ? 'no-outcome' : 'no-outcome-ever';
    throw new Refusal(key, { title: proposal.action.title });
  }
  const title = shortTitle(proposal);
  const name = `outcome-${proposal.hash.slice(0, 8)}.${format}`;
  if (format === 'png') {
    const picture = await outcomePicture(t, proposal, name);
    const body = t('proposals:export.picture', { title });
    return { kind: 'private', view: { body, tone: 'good', files: [picture], image: name } };
  }
  const body = [
    t('proposals:export.done', { title }),
    t('proposals:export.key', { key: `\`${deps.recordKeys.publicKey}\`` }),
  ].join('\n');
  const data = format === 'json' ? record : outcomeTable(record);
  return { kind: 'private', view: { body, tone: 'good', files: [{ name, data }] } };
}
