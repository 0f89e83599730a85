import type { Context, Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { DiscordError, refuse } from '../discord-error.js';
import { readBody } from './body.js';
import { passTime } from '../time-passes.js';
import { createRateLimits } from './rate-limits.js';
import type { Core } from '../core.js';
import type { Interactions } from '../interactions.js';
import type { Rate } from './rate-limits.js';
import type { Reply, Route } from './route.js';

export type App = Hono<{ Bindings: HttpBindings }>;
type Ctx = Context<{ Bindings: HttpBindings }>;

/** A request as hooks see it, before it has any effect. */
export interface ApiRequest {
  method: string;
  /** Method and template, e.g. `POST /channels/:id/messages`. */
  route: string;
  path: string;
  body: unknown;
}

/**
 * What a hook may do to a request: answer in place of the effect, never answer, cut the connection, or let it take
 * effect and lose the answer: behind an error status, with the connection, or by never answering.
 */
export type Fault =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { afterEffect: number | 'drop' | 'hang' }
  | 'hang'
  | 'drop';

export type Hook = (request: ApiRequest) => Promise<Fault | void> | Fault | void;

/** A request that was answered, newest last. */
export interface AnsweredRequest extends ApiRequest {
  status: number;
  /** Discord's numeric code, where it was refused. */
  code?: number;
}

const PREFIX = '/api/v10';
const KEPT = 5_000;

export interface Api {
  intercept(hook: Hook): () => void;
  readonly requests: AnsweredRequest[];
  /** Requests nothing here answers; a test asserts that there were none. */
  readonly unknownRoutes: string[];
}

interface ApiDeps {
  core: Core;
  interactions: Interactions;
  routes: readonly Route[];
  rate: Rate;
  messageRate: Rate;
  /** All requests with the bot's token together; no limit where it is left out. */
  globalRate?: Rate;
  tellsTime: boolean;
}

/** Puts the REST routes into the app: token, hooks, rate limits, answers and refusals as Discord shapes them. */
export function mountApi(app: App, deps: ApiDeps): Api {
  const { core } = deps;
  const hooks: Hook[] = [];
  const requests: AnsweredRequest[] = [];
  const unknownRoutes: string[] = [];
  const limits = createRateLimits();

  const respond = (reply: Reply, extra: Record<string, string> = {}) => {
    const empty = reply.body === undefined;
    return new Response(empty ? null : JSON.stringify(reply.body), {
      status: reply.status,
      headers: {
        ...(!empty && { 'Content-Type': 'application/json' }),
        ...extra,
        Date: deps.tellsTime ? core.clock.now().toUTCString() : 'unknown',
      },
    });
  };

  const answer = async (c: Ctx, route: Route): Promise<Response> => {
    const url = new URL(c.req.url);
    const name = `${route.method} ${route.path}`;
    const path = url.pathname.slice(PREFIX.length);
    let body: unknown;
    const done = (reply: Reply, extra?: Record<string, string>, code?: number) => {
      requests.push({
        method: route.method,
        route: name,
        path,
        body,
        status: reply.status,
        ...(code && { code }),
      });
      if (requests.length > KEPT) requests.shift();
      return respond(reply, extra);
    };
    const refused = (error: unknown, extra?: Record<string, string>) => {
      if (error instanceof DiscordError) {
        return done({ status: error.status, body: error.body() }, extra, error.code);
      }
      core.log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return done({ status: 500, body: { message: '500: Internal Server Error', code: 0 } }, extra);
    };
    let limitHeaders: Record<string, string> = {};
    try {
      const read = await readBody(c.req.raw);
      body = read.body;
      if (!route.open && c.req.header('authorization') !== `Bot ${core.world.state.token}`) {
        throw refuse.unauthorized();
      }
      const fault = await firstFault(hooks, { method: route.method, route: name, path, body });
      if (fault === 'hang') return await silence(c);
      if (fault === 'drop') {
        c.env.incoming.socket.destroy();
        return await silence(c);
      }
      if (fault && 'status' in fault)
        return done({ status: fault.status, body: fault.body ?? {} }, fault.headers);
      if (deps.globalRate !== undefined && !route.open) {
        const { allowed, retryAfter, headers } = limits.take('global', '', deps.globalRate);
        if (!allowed) return done(limited(retryAfter, true), globalHeaders(headers));
      }
      const rate = name === 'POST /channels/:id/messages' ? deps.messageRate : deps.rate;
      const limit = limits.take(name, c.req.param('id') ?? '', rate);
      limitHeaders = limit.headers;
      if (!limit.allowed) return done(limited(limit.retryAfter, false), limitHeaders);
      passTime(core);
      const reply = route.run({
        core,
        interactions: deps.interactions,
        param: (key) => c.req.param(key) ?? '',
        query: url.searchParams,
        body,
        uploads: read.uploads,
      });
      if (fault?.afterEffect === 'hang') return await silence(c);
      if (fault?.afterEffect === 'drop') {
        c.env.incoming.socket.destroy();
        return await silence(c);
      }
      if (fault) {
        return done({
          status: fault.afterEffect,
          body: { message: `${fault.afterEffect}: lost answer`, code: 0 },
        });
      }
      return done(reply, limitHeaders);
    } catch (error) {
      return refused(error, limitHeaders);
    }
  };

  for (const route of deps.routes) app.on(route.method, PREFIX + route.path, (c) => answer(c, route));
  app.all('/api/*', (c) => {
    const line = `${c.req.method} ${new URL(c.req.url).pathname}`;
    unknownRoutes.push(line);
    core.log(`The local Discord has no route ${line}`);
    const error = refuse.unknownRoute();
    return respond({ status: error.status, body: error.body() });
  });

  return {
    requests,
    unknownRoutes,
    intercept(hook) {
      hooks.push(hook);
      return () => void hooks.splice(hooks.indexOf(hook), 1);
    },
  };
}

function limited(retryAfter: number, global: boolean): Reply {
  return { status: 429, body: { message: 'You are being rate limited.', retry_after: retryAfter, global } };
}

function globalHeaders(headers: Record<string, string>): Record<string, string> {
  return {
    'Retry-After': headers['Retry-After'] ?? '1',
    'X-RateLimit-Global': 'true',
    'X-RateLimit-Scope': 'global',
  };
}

async function firstFault(hooks: readonly Hook[], request: ApiRequest): Promise<Fault | undefined> {
  for (const hook of [...hooks]) {
    const fault = await hook(request);
    if (fault) return fault;
  }
  return undefined;
}

/** Never answers: ends, unheard, when the connection does. */
function silence(c: Ctx): Promise<Response> {
  const { socket } = c.env.incoming;
  return new Promise((resolve) => {
    const end = () => resolve(new Response(null, { status: 500 }));
    if (socket.destroyed) end();
    else socket.once('close', end);
  });
}
