import explain from '../../../commands/explain.js';
import organisation from '../../../commands/organisation.js';
import settings from '../../../commands/settings.js';
import type { CommandContext, Context } from '../../../src/discord/command.js';
import { COMPONENTS } from '../../../src/discord/components/all.js';
import type { View } from '../../../src/discord/view.js';
import { holds, type Counts } from '../proof.js';

/** Something that has handlers, of whichever kind. */
interface Handled {
  run: (context: never) => Promise<unknown>;
}

/** A weakness, what has to be said of it, and what puts it into the bot; the answer of that takes it out. */
export interface Plant {
  name: string;
  says: RegExp;
  put: () => () => void;
  /** It leaves a rejection to nobody, which a test runner notices too. */
  loose?: true;
}

function component(family: string): Handled {
  const found = COMPONENTS.get(family);
  if (found === undefined) throw new Error(`There is no ${family}`);
  return found;
}

/** Puts something in front of handlers. */
function before(
  handlers: readonly Handled[],
  change: (run: Handled['run'], context: never) => Promise<unknown>,
) {
  return () => {
    const real = handlers.map(({ run }) => run);
    for (const handler of handlers) {
      const run = handler.run.bind(handler);
      handler.run = (context) => change(run, context);
    }
    return () => {
      for (const [at, handler] of handlers.entries()) handler.run = real[at] ?? handler.run;
    };
  };
}

export const PLANTS: readonly Plant[] = [
  {
    name: 'rights are not asked for in some places',
    says: /^Changed by/u,
    put: before([settings, organisation, component('more')], (run, context) => {
      const { actor } = context as Context;
      return run({ ...(context as Context), actor: { ...actor, managesServer: true } } as never);
    }),
  },
  {
    name: 'one kind of button is never answered',
    says: /^Not answered/u,
    put: before([component('card'), component('poll')], () => new Promise(() => undefined)),
  },
  {
    name: 'a rejection is left to nobody',
    says: /^Nobody caught/u,
    loose: true,
    put: before([component('card'), component('more')], (run, context) => {
      void Promise.reject(new Error('left to nobody'));
      return run(context);
    }),
  },
];

/** Puts what was typed into the answer of a command, as it was typed. */
function typedBack(into: (typed: string) => View) {
  return before([explain], (run, context) => {
    const typed = (context as CommandContext).options.string('topic');
    return typed === undefined ? run(context) : Promise.resolve({ kind: 'private', view: into(typed) });
  });
}

/** For texts typed into fields. */
export const TYPED_PLANTS: readonly Plant[] = [
  {
    name: 'what is typed comes back as it was typed',
    says: /^(?:what cannot be seen|a masked link|a mention)/u,
    put: typedBack((body) => ({ body: `Nothing is called ${body}` })),
  },
  {
    name: 'what is typed is carried in a button, where it has no room',
    says: /^Discord refuses the answer/u,
    put: typedBack((typed) => ({
      body: 'Nothing is called so',
      rows: [[{ label: 'Again', id: `explain:${typed.repeat(30)}` }]],
    })),
  },
];

/** Throws unless an attack finds out every weakness, each in so many acts; what each said, by its name. */
export async function areNoticed(
  attack: (plant: () => () => void) => Promise<Counts>,
  plants: readonly Plant[],
): Promise<Counts> {
  const noticed: Counts = {};
  for (const { name, says, put } of plants) {
    const found = await attack(put).then(
      () => 'nothing',
      (error: unknown) => (error as Error).message,
    );
    holds(says.test(found), `Nobody notices that ${name}: ${found}`);
    noticed[`planted and noticed: ${name}`] = 1;
  }
  return noticed;
}
