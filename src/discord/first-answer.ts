import {
  DefaultUserAgent,
  DiscordAPIError,
  Routes,
  type APIInteractionResponse,
  type DiscordErrorData,
  type REST,
} from 'discord.js';
import { Pool } from 'undici';

/** An answer that arrives later than this is refused anyway, in ms. */
const IN_TIME_MS = 3_000;

const SCOPE = /^x-ratelimit-scope$/iu;

interface Answer {
  status: number;
  text: string;
  scope: string | null;
}

/**
 * The quick way for first answers to interactions, which no rate limit counts: one POST over connections kept open,
 * half the work of the library's way. What may succeed at another try goes the library's way.
 */
export class FirstAnswers {
  readonly #rest: REST;
  readonly #pool: Pool;
  readonly #heard: (status: number, scope: string | null) => void;
  /** Where the API is on its host, e.g. `/api/v10`. */
  readonly #base: string;

  /** `heard` is told the status and the X-RateLimit-Scope of each answer. */
  constructor(rest: REST, heard: (status: number, scope: string | null) => void) {
    const { origin, pathname } = new URL(rest.options.api);
    this.#rest = rest;
    this.#heard = heard;
    this.#base = `${pathname}/v${rest.options.version}`;
    this.#pool = new Pool(origin, { headersTimeout: IN_TIME_MS, bodyTimeout: IN_TIME_MS });
  }

  /** Resolves when Discord has taken the answer; rejects with the library's errors. */
  async send(id: string, token: string, answer: APIInteractionResponse): Promise<void> {
    const route = Routes.interactionCallback(id, token);
    const path = this.#base + route;
    const { status, text, scope } = await this.#post(path, JSON.stringify(answer));
    this.#heard(status, scope);
    if (status >= 200 && status < 300) return;
    const final = status >= 400 && status < 500 && status !== 429;
    if (!final) return void (await this.#rest.post(route, { body: answer, auth: false }));
    const refused = JSON.parse(text) as DiscordErrorData;
    throw new DiscordAPIError(
      refused,
      refused.code,
      status,
      'POST',
      new URL(path, this.#rest.options.api).href,
      { body: answer, files: undefined },
    );
  }

  /** Lets go of the connections when what is under way is done. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  /** Status 0 stands for no answer at all. */
  #post(path: string, body: string): Promise<Answer> {
    const headers = { 'content-type': 'application/json', 'user-agent': DefaultUserAgent };
    return new Promise((resolve) => {
      let status = 0;
      let text = '';
      let scope: string | null = null;
      this.#pool.dispatch(
        { path, method: 'POST', headers, body },
        {
          onConnect: () => undefined,
          onHeaders: (given, headers) => {
            status = given;
            // Names and values in turn.
            const at = headers.findIndex(
              (name, index) => index % 2 === 0 && SCOPE.test(name.toString('latin1')),
            );
            scope = at === -1 ? null : (headers[at + 1]?.toString('latin1') ?? null);
            return true;
          },
          onData: (part) => {
            text += part.toString('utf8');
            return true;
          },
          onComplete: () => resolve({ status, text, scope }),
          onError: () => resolve({ status: 0, text: '', scope: null }),
        },
      );
    });
  }
}
