import type { Typed } from '../proposals/draft.js';
import type { Preview } from '../proposals/preview.js';
import { ACTION_LIMITS, type Action } from '../proposals/action.js';
import type { Entry } from '../proposals/proposal.js';
import type { Problem } from '../proposals/read-draft.js';
import type { Translate } from '../texts/texts.js';
import { customId } from './custom-ids.js';
import { differenceLines } from './outcome-views.js';
import { actionFields, whoSeesWhat } from './proposal-views.js';
import { refusalSentence } from './refusal-view.js';
import { neededWords } from './rule-views.js';
import { cut, escapeText, shownText, timestamp } from './text.js';
import type { Button, Form, Row, View } from './view.js';
import { whomAsTyped } from './whom-words.js';

/** A draft as only its author sees it: the card to be, who can see what, or what has to be mended first. */
export function previewView(t: Translate, preview: Preview): View {
  const { draft, read, entries } = preview;
  const channel = `<#${draft.channelId}>`;
  const problems = problemLines(t, preview);
  const title = escapeText(draft.typed.title);
  const view = {
    title:
      title === ''
        ? t('proposals:preview.untitled')
        : t('proposals:preview.title', { title: cut(title, 200) }),
    footer: t('proposals:preview.kept'),
    rows: [buttons(t, draft.id, problems.length === 0)],
  };
  if (problems.length > 0 || read.action === undefined || read.closesAt === undefined) {
    return {
      ...view,
      tone: 'warning',
      body: t('proposals:preview.mend', { problems: problems.map((line) => `- ${line}`).join('\n') }),
      fields: typedFields(t, draft.typed),
    };
  }
  const { details } = read.action;
  // In reading order, which fields below a description would not be.
  const body = [
    t('proposals:preview.intro', { channel }),
    ...changeLines(t, preview, read.action),
    ...actionFields(t, read.action).map(({ name, value }) => `**${name}**\n${value}`),
    ...(details === '' ? [] : [t('proposals:show.details', { details: escapeText(details) })]),
    ...frontLines(t, preview),
    t('proposals:preview.voters', { lines: entries.map((entry) => voterLine(t, entry)).join('\n') }),
    t('proposals:preview.closes', {
      closes: timestamp(read.closesAt),
      left: timestamp(read.closesAt, 'R'),
    }),
    whoSeesWhat(t, entries),
    t('proposals:preview.conduct', {
      line:
        preview.conductLine === undefined
          ? t('proposals:preview.conduct-default')
          : escapeText(preview.conductLine),
    }),
  ].join('\n\n');
  return { ...view, body };
}

/** The form of a proposal, filled with what was typed so far. */
export function draftForm(t: Translate, draft: { id: string; typed: Typed }): Form {
  const { typed } = draft;
  const line = ACTION_LIMITS.line;
  return {
    id: customId('draft', { act: 'form', draft: draft.id }),
    title: t('proposals:form.title'),
    fields: [
      {
        name: 'title',
        label: t('proposals:field.title'),
        value: typed.title,
        required: true,
        maxLength: line,
      },
      {
        name: 'how',
        label: t('proposals:field.how'),
        description: t('proposals:form.how-hint'),
        value: typed.how,
        required: true,
        maxLength: line,
      },
      {
        name: 'whom',
        label: t('proposals:field.whom'),
        description: t('proposals:form.whom-hint'),
        placeholder: t('proposals:form.whom-example'),
        value: whomAsTyped(t, typed.whom),
        required: true,
        maxLength: line + 20,
      },
      {
        name: 'when-where',
        label: t('proposals:form.when-where'),
        description: t('proposals:form.when-where-hint'),
        placeholder: t('proposals:form.when-where-example'),
        value: [typed.when, typed.where].filter((part) => part !== '').join(', '),
        required: true,
        maxLength: 2 * line,
      },
      {
        name: 'details',
        label: t('proposals:field.details'),
        value: typed.details,
        long: true,
        maxLength: ACTION_LIMITS.details,
      },
    ],
  };
}

/** Where it goes beyond this server, and where it cannot be shown as things are. */
function frontLines(t: Translate, { front, entries, needed, unreachable }: Preview): string[] {
  if (front === undefined) return [];
  const servers = new Set(entries.map(({ organisation }) => organisation.guildId)).size;
  const lines = [t('proposals:preview.to-front', { front: escapeText(front.name), count: servers, needed })];
  if (unreachable.length > 0) {
    lines.push(t('proposals:preview.unreachable', { servers: unreachable.map(escapeText).join(', ') }));
  }
  return lines;
}

/** What would change in an open proposal, readable, and what that does to its votes. */
function changeLines(t: Translate, { amends }: Preview, action: Action): string[] {
  if (amends === undefined) return [];
  const diff = differenceLines(t, amends.before, action);
  return [
    t('proposals:preview.change', { diff: diff === '' ? '–' : diff }),
    t('proposals:preview.amend-note'),
    ...(amends.proposal.state === 'agreed' ? [t('proposals:preview.amend-agreed-note')] : []),
  ];
}

function voterLine(t: Translate, { organisation, server, roll, ages }: Entry): string {
  const line = t('proposals:preview.voter-line', {
    name: escapeText(organisation.name),
    server: escapeText(server),
    roll,
    needed: neededWords(t, organisation.rule, roll),
  });
  if (ages === undefined) return line;
  const { accountDays = 0, memberDays = 0 } = ages;
  return t('proposals:preview.voter-ages', { line, accountDays, memberDays });
}

function problemLines(t: Translate, { read, missingRights, draft, noFront }: Preview): string[] {
  const lines = read.problems.map((problem) => problemLine(t, problem));
  if (noFront) lines.push(t('proposals:preview.no-front'));
  if (missingRights.length > 0) {
    const values = { channel: { channel: draft.channelId }, rights: { rights: missingRights } };
    lines.push(refusalSentence(t, 'bot-may-not-post', values));
  }
  return lines;
}

function problemLine(t: Translate, { field, reason, values }: Problem): string {
  const name = t(`proposals:field.${field}`);
  if (reason === 'missing' || reason === 'whom-kind')
    return t(`proposals:preview.${reason}`, { field: name });
  // The form has no room for the closing time.
  const key = field === 'closes' ? 'problem-closes' : 'problem';
  return t(`proposals:preview.${key}`, { field: name, sentence: refusalSentence(t, reason, values) });
}

function typedFields(t: Translate, typed: Typed): NonNullable<View['fields']> {
  return (['how', 'whom', 'when', 'where', 'details', 'closes'] as const)
    .filter((field) => typed[field] !== '')
    .map((field) => ({ name: t(`proposals:field.${field}`), value: shownText(typed[field], 400) }));
}

function buttons(t: Translate, draft: string, ready: boolean): Row {
  const button = (act: string, style: NonNullable<Button['style']>): Button => ({
    label: t(`proposals:preview.${act}`),
    id: customId('draft', { act, draft }),
    style,
  });
  const rest = [button('edit', 'secondary'), button('discard', 'danger')];
  return ready ? [button('publish', 'success'), ...rest] : rest;
}
