import type {
  ClockRequest,
  CommandRequest,
  ComponentRequest,
  FormRequest,
  NewPersonRequest,
  PageAnswer,
  PageChoice,
  PageClock,
  PageDue,
  PageMember,
  PageMessage,
  PagePerson,
  PageState,
} from '../page-api.js';
import { texts } from './texts.js';

/** The server's refusal, in its own sentence, or ours when it did not answer. */
export class Refusal extends Error {
  /** False when nobody answered at all. */
  readonly answered: boolean;

  constructor(message: string, answered: boolean) {
    super(message);
    this.answered = answered;
  }
}

/** What the page asks of the local Discord; every call throws a Refusal when the answer is no. */
export const api = {
  /** Without a person, the state of the first one there is. */
  state: (person: string) =>
    get<PageState>(person ? `/page/state?person=${encodeURIComponent(person)}` : '/page/state'),
  /** The last so many messages, oldest first. */
  messages: (channel: string, person: string, last: number) =>
    get<PageMessage[]>(
      `/page/channels/${encodeURIComponent(channel)}/messages?person=${encodeURIComponent(person)}&last=${last}`,
    ),
  autocomplete: (request: CommandRequest) => post<PageChoice[]>('/page/autocomplete', request),
  command: (request: CommandRequest) => post<PageAnswer>('/page/commands', request),
  component: (request: ComponentRequest) => post<PageAnswer>('/page/components', request),
  form: (request: FormRequest) => post<PageAnswer>('/page/forms', request),
  moveClock: (request: ClockRequest) => post<PageClock>('/page/clock', request),
  due: (rows: number) => get<PageDue>(`/page/due?rows=${rows}`),
  acceptDms: (person: string, acceptsDms: boolean) =>
    post<{ acceptsDms: boolean }>(`/page/people/${encodeURIComponent(person)}`, { acceptsDms }),
  addPerson: (request: NewPersonRequest) => post<PagePerson>('/page/people', request),
  join: (server: string, person: string) => post<PageMember>(membersOf(server), { person }),
  setRole: (server: string, person: string, role: string, held: boolean) =>
    send<PageMember>('PATCH', `${membersOf(server)}/${encodeURIComponent(person)}`, { role, held }),
  leave: (server: string, person: string) =>
    send<{ left: boolean }>('DELETE', `${membersOf(server)}/${encodeURIComponent(person)}`, undefined),
};

const membersOf = (server: string): string => `/page/servers/${encodeURIComponent(server)}/members`;

async function get<T>(path: string): Promise<T> {
  return read<T>(() => fetch(path, { headers: { accept: 'application/json' } }));
}

async function post<T>(path: string, body: unknown): Promise<T> {
  return send<T>('POST', path, body);
}

async function send<T>(method: string, path: string, body: unknown): Promise<T> {
  return read<T>(() =>
    fetch(path, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

async function read<T>(send: () => Promise<Response>): Promise<T> {
  let response: Response;
  let body: unknown;
  try {
    response = await send();
    body = await response.json();
  } catch {
    throw new Refusal(texts.trouble.unreachable, false);
  }
  if (!response.ok) throw new Refusal((body as { error?: string }).error ?? texts.trouble.unreachable, true);
  return body as T;
}
