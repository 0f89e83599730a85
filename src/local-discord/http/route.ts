import { object } from '../json.js';
import type { Core } from '../core.js';
import type { Incoming, Upload } from '../files.js';
import type { Interactions } from '../interactions.js';

/** A request that found its route. */
export interface Call {
  core: Core;
  interactions: Interactions;
  /** Path parameters by name; every route here names what it reads. */
  param(name: string): string;
  query: URLSearchParams;
  body: unknown;
  uploads: Upload[];
}

export interface Reply {
  status: number;
  body?: unknown;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v10`. */
  path: string;
  /** Without the bot's token: routes whose address holds a token of its own. */
  open?: true;
  run(call: Call): Reply;
}

/** Body and files of a call whose body is an object. */
export function incomingOf(call: Call): Incoming {
  return { body: object(call.body), uploads: call.uploads };
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent: Reply = { status: 204 };
