import { describe, expect, it } from 'vitest';
import {
  ACTS,
  isOrganiser,
  may,
  mayVote,
  type Act,
  type Actor,
  type Subject,
  whoseData,
} from '../../src/authority.js';

const HERE = 'guild-1';
const ELSEWHERE = 'guild-2';
const ROLE = 'role-organisers';
const OPENED = new Date('2027-03-01T12:00:00Z');
const BEFORE = new Date('2027-02-01T12:00:00Z');

const person = (part: Partial<Actor> = {}): Actor => ({
  userId: 'somebody',
  guildId: HERE,
  roleIds: [],
  managesServer: false,
  joinedAt: BEFORE,
  ...part,
});

const PEOPLE = {
  'a member': person(),
  'the owner': person({ userId: 'owner' }),
  'an organiser by role': person({ roleIds: ['x', ROLE] }),
  'one with Manage Server': person({ managesServer: true }),
  'a manager of another server': person({ guildId: ELSEWHERE, managesServer: true, roleIds: [ROLE] }),
  'the owner in another server': person({ userId: 'owner', guildId: ELSEWHERE }),
  'the owner in a private message': (({ guildId: _none, ...rest }) => rest)(person({ userId: 'owner' })),
} satisfies Record<string, Actor>;

type Who = keyof typeof PEOPLE;
const EVERYONE_HERE: Who[] = ['a member', 'the owner', 'an organiser by role', 'one with Manage Server'];
const ORGANISERS: Who[] = ['an organiser by role', 'one with Manage Server'];
const OWNER_TOO: Who[] = ['the owner', ...ORGANISERS];

/** Who may do what, written once more by hand; everybody not named may not. */
const ALLOWED: Record<Act, Who[]> = {
  'change settings': ['one with Manage Server'],
  'change organisations': ['one with Manage Server'],
  'manage the front': ['one with Manage Server'],
  propose: EVERYONE_HERE,
  'make a poll': EVERYONE_HERE,
  'amend a proposal': OWNER_TOO,
  'withdraw a proposal': OWNER_TOO,
  'close a proposal': OWNER_TOO,
  'call off an action': OWNER_TOO,
  'say it took place': OWNER_TOO,
  'ping a role': ORGANISERS,
  'hide a card': ORGANISERS,
  'remind a channel': ORGANISERS,
};

const subject = (part: Partial<Subject['settings']> = {}): Subject => ({
  guildId: HERE,
  ownerId: 'owner',
  settings: { proposers: 'everyone', organiserRoleId: ROLE, ...part },
});

describe('who may do what', () => {
  it('is said for every act there is', () => {
    expect(Object.keys(ALLOWED).sort()).toEqual([...ACTS].sort());
  });

  it.each(ACTS.flatMap((act) => (Object.keys(PEOPLE) as Who[]).map((who) => [act, who] as const)))(
    '%s: %s',
    (act, who) => {
      expect(may(PEOPLE[who], act, subject())).toBe(ALLOWED[act].includes(who));
    },
  );

  it('lets only organisers propose where the server wants it so', () => {
    const allowed = (Object.keys(PEOPLE) as Who[]).filter((who) =>
      may(PEOPLE[who], 'propose', subject({ proposers: 'organisers' })),
    );
    expect(allowed).toEqual(ORGANISERS);
  });

  it('lets delegates and organisers propose where the server wants it so', () => {
    const delegates: Subject = {
      ...subject({ proposers: 'delegates' }),
      delegateRoleIds: ['role-delegates', 'y'],
    };
    const delegate = person({ roleIds: ['x', 'y'] });
    const allowed = (Object.keys(PEOPLE) as Who[]).filter((who) => may(PEOPLE[who], 'propose', delegates));
    expect(allowed).toEqual(ORGANISERS);
    expect(may(delegate, 'propose', delegates)).toBe(true);
    expect(may({ ...delegate, guildId: ELSEWHERE }, 'propose', delegates)).toBe(false);
    expect(may(delegate, 'propose', subject({ proposers: 'delegates' }))).toBe(false);
    expect(may(delegate, 'propose', subject({ proposers: 'organisers' }))).toBe(false);
  });

  it('takes nobody for an organiser by a role where none is set', () => {
    const none: Subject = { guildId: HERE, settings: { proposers: 'everyone' } };
    expect(isOrganiser(person({ roleIds: ['x', 'undefined', ''] }), none)).toBe(false);
    expect(isOrganiser(person({ managesServer: true }), none)).toBe(true);
  });
});

describe('who may vote', () => {
  it.each<[string, Actor, string | undefined, 'yes' | 'elsewhere' | 'joined-later']>([
    ['a member of the whole server', person(), undefined, 'yes'],
    ['somebody with the role', person({ roleIds: [ROLE] }), ROLE, 'yes'],
    ['somebody without the role', person(), ROLE, 'elsewhere'],
    ['an organiser without the role', person({ managesServer: true }), ROLE, 'elsewhere'],
    ['somebody in another server', person({ guildId: ELSEWHERE }), undefined, 'elsewhere'],
    ['somebody in a private message', PEOPLE['the owner in a private message'], undefined, 'elsewhere'],
    ['who joined a moment before', person({ joinedAt: new Date(OPENED.getTime() - 1) }), undefined, 'yes'],
    ['who joined at that very moment', person({ joinedAt: OPENED }), undefined, 'joined-later'],
    ['who joined later', person({ joinedAt: new Date(OPENED.getTime() + 1) }), undefined, 'joined-later'],
    [
      'whose joining is not known',
      (({ joinedAt: _unknown, ...rest }) => rest)(person()),
      undefined,
      'joined-later',
    ],
  ])('%s', (_who, actor, roleId, expected) => {
    const organisation = { guildId: HERE, votingRoleId: roleId };
    expect(mayVote(actor, organisation, OPENED)).toBe(expected);
  });
});

describe('what is stored about somebody', () => {
  it.each(Object.entries(PEOPLE))('is for themselves alone, wherever they ask: %s', (_who, actor) => {
    expect(whoseData(actor)).toBe(actor.userId);
  });
});
