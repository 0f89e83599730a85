import { streamSSE } from 'hono/streaming';
import * as z from 'zod';
import { commandNamed, planCommand, planComponent, requireSeeing } from './acting.js';
import { planForm } from './form-input.js';
import { mountDue, type DueReader } from './page-due.js';
import { mountPeople } from './page-people.js';
import { pageMessage, pageState } from './page-state.js';
import { storedPerson } from './person.js';
import type { App } from './http/api.js';
import type { Core } from './core.js';
import type { Interactions } from './interactions.js';
import type { Outcome, StoredChannel } from './types.js';
import type { PageAnswer, PageEvent, PageOption } from './page-api.js';

const option: z.ZodType<PageOption> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.int(),
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    focused: z.boolean().optional(),
    options: z.array(option).optional(),
  }),
) as z.ZodType<PageOption>;
const commandRequest = z.object({
  person: z.string(),
  channel: z.string(),
  command: z.string(),
  options: z.array(option),
});
const componentRequest = z.object({
  person: z.string(),
  channel: z.string(),
  message: z.string(),
  customId: z.string(),
  values: z.array(z.string()).optional(),
});
const formRequest = z.object({
  person: z.string(),
  form: z.string(),
  fields: z.record(z.string(), z.string()),
});
const messagesRequest = z.object({ last: z.coerce.number().min(1).default(Infinity) });
const personRequest = z.object({ acceptsDms: z.boolean() });

/** The routes of page-api.ts. */
export function mountPage(
  app: App,
  core: Core,
  interactions: Interactions,
  due: () => DueReader | undefined,
): void {
  const channelOf = (id: string): StoredChannel => {
    const channel = core.world.channel(id);
    if (!channel) throw new Error('This channel is gone.');
    return channel;
  };
  const answerOf = (outcome: Outcome): PageAnswer => {
    if (outcome.kind === 'choices') return { kind: 'nothing' };
    if (outcome.kind !== 'message' && outcome.kind !== 'update') return outcome;
    const stored = core.world.message(outcome.channelId, outcome.messageId);
    return stored ? { kind: outcome.kind, message: pageMessage(core.world, stored) } : { kind: 'nothing' };
  };
  const plan = (request: z.infer<typeof commandRequest>) => {
    const person = storedPerson(core, request.person);
    const channel = channelOf(request.channel);
    const command = commandNamed(core, person, channel, request.command);
    return planCommand(core, person, channel, command, request.options);
  };

  app.onError((error, c) => {
    // A plain Error is a refusal in words; anything else is ours to know about.
    if (error.constructor === Error) return c.json({ error: error.message }, 400);
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return c.json({ error: 'The request is not as the page sends it.' }, 400);
    }
    core.log(`${c.req.method} ${c.req.path} failed: ${error.stack ?? error.message}`);
    return c.json({ error: 'Something went wrong in the local Discord; its log says what.' }, 500);
  });
  app.get('/page/state', (c) => {
    // Somebody who opens the page for the first time is nobody yet, and becomes the first person there is.
    const wanted = c.req.query('person') ?? '';
    const first = core.world.state.people.find((person) => !person.bot && person.listed);
    return c.json(pageState(core, storedPerson(core, wanted === '' ? (first?.id ?? '') : wanted)));
  });
  app.get('/page/channels/:id/messages', (c) => {
    const person = storedPerson(core, c.req.query('person') ?? '');
    const channel = channelOf(c.req.param('id'));
    requireSeeing(core, person, channel);
    const all = core.world.messages(channel.id);
    const seen = all.filter((stored) => stored.privateTo === undefined || stored.privateTo === person.id);
    const { last } = messagesRequest.parse(c.req.query());
    return c.json(seen.slice(-last).map((stored) => pageMessage(core.world, stored)));
  });
  app.post('/page/autocomplete', async (c) => {
    const outcome = await interactions.start(plan(commandRequest.parse(await c.req.json())));
    return c.json(outcome.kind === 'choices' ? outcome.choices : []);
  });
  app.post('/page/commands', async (c) => {
    const outcome = await interactions.start(plan(commandRequest.parse(await c.req.json())));
    return c.json(answerOf(outcome));
  });
  app.post('/page/components', async (c) => {
    const request = componentRequest.parse(await c.req.json());
    const person = storedPerson(core, request.person);
    const stored = core.world.message(request.channel, request.message);
    if (!stored) throw new Error('This message is gone.');
    const act = planComponent(core, person, stored, request.customId, request.values);
    return c.json(answerOf(await interactions.start(act)));
  });
  app.post('/page/forms', async (c) => {
    const request = formRequest.parse(await c.req.json());
    const person = storedPerson(core, request.person);
    const form = interactions.forms.get(request.form);
    if (!form || form.personId !== person.id) throw new Error('This form is gone: open it again.');
    return c.json(answerOf(await interactions.start(planForm(core, person, form, request.fields))));
  });
  app.post('/page/people/:id', async (c) => {
    const { acceptsDms } = personRequest.parse(await c.req.json());
    const person = storedPerson(core, c.req.param('id'));
    person.acceptsDms = acceptsDms;
    core.bus.emit({ type: 'state' });
    return c.json({ acceptsDms });
  });
  mountPeople(app, core);
  mountDue(app, core, due);
  app.get('/page/events', (c) => {
    storedPerson(core, c.req.query('person') ?? '');
    return streamSSE(c, async (stream) => {
      const off = core.bus.on((event) => {
        const told: PageEvent =
          event.type === 'messages'
            ? { type: 'messages', channel: event.channelId }
            : event.type === 'clock'
              ? { type: 'clock', now: event.now.toISOString() }
              : { type: 'state' };
        void stream.writeSSE({ data: JSON.stringify(told) }).catch(off);
      });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      off();
    });
  });
  app.all('/page/*', (c) => c.json({ error: 'The page has no such address.' }, 404));
}
