import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { WebSocket, WebSocketServer } from 'ws';
import { object } from './json.js';
import { guildCreatePayload, userPayload } from './payloads.js';
import type { World } from './world.js';

/** Intents that Discord gives only to applications that asked for them beforehand; this one has not. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
/** Bits of the intents a dispatch belongs to. */
export const INTENTS = { guilds: 1 << 0, guildMessages: 1 << 9, dms: 1 << 12, events: 1 << 16 } as const;
const KEPT_FOR_RESUME = 2_000;

/**
 * What a gateway can suffer from: it refuses connections, or never answers them; it never says hello; heartbeats, IDENTIFY
 * or RESUME stay without an answer; it knows no session any more; the address to resume at leads nowhere.
 */
export type Trouble =
  | 'no upgrade'
  | 'silent upgrade'
  | 'no hello'
  | 'no ack'
  | 'no ready'
  | 'no resumed'
  | 'no session'
  | 'resume elsewhere';

interface Session {
  id: string;
  intents: number;
  sequence: number;
  sent: { s: number; text: string }[];
  socket: WebSocket | undefined;
}

export interface Gateway {
  readonly connected: boolean;
  /** The intents of the latest IDENTIFY. */
  readonly intents: number | undefined;
  /** How often a session was opened, and how often one was resumed. */
  readonly identified: number;
  readonly resumed: number;
  /** Where it is served. */
  address(): string;
  /** Resolves once the bot is connected and was sent its servers. */
  whenReady(): Promise<void>;
  /** Closes the bot's connection with this code. 4004 and the like are fatal for it, others are resumed. */
  disconnect(code: number): void;
  /** Cuts all connections and lets nobody in, until it is over. */
  outage(on: boolean): void;
  /** Sends an operation without a body, e.g. 7 (reconnect) or 9 (invalid session). */
  operation(op: number, data?: unknown): void;
  /** Sends text as it is, e.g. none that can be read. */
  say(text: string): void;
  /** From now on suffers from these; none: is well. */
  suffer(...troubles: readonly Trouble[]): void;
  /** Present connections become half-open: they neither send nor hear nor close. New ones are as ever. */
  freeze(): void;
  /** Sends an event to the bot. Without any of these intents it is left out; 0 means always. */
  dispatch(type: string, data: unknown, intents: number): void;
  /** Sends the latest interaction once more, as Discord sometimes does. */
  repeatInteraction(): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

interface Packet {
  op?: unknown;
  d?: unknown;
}

/** The WebSocket side: hello, heartbeats, identify, resume with replay, dispatches. */
export function createGateway(deps: {
  world: World;
  address: () => string;
  changed: () => void;
  unknown: (line: string) => void;
}): Gateway {
  const { world } = deps;
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  let waiting: (() => void)[] = [];
  let intents: number | undefined;
  let identified = 0;
  let resumed = 0;
  let lastInteraction: unknown;
  let open = true;
  let troubles: ReadonlySet<Trouble> = new Set();
  const frozen = new WeakSet<WebSocket>();
  const unanswered = new Set<Duplex>();
  const live = () => [...sessions.values()].filter((session) => session.socket);

  const say = (socket: WebSocket, text: string) => {
    if (socket.readyState === WebSocket.OPEN && !frozen.has(socket)) socket.send(text);
  };
  const raw = (socket: WebSocket, op: number, d: unknown) =>
    say(socket, JSON.stringify({ op, d, s: null, t: null }));
  const send = (session: Session, t: string, d: unknown) => {
    session.sequence += 1;
    const text = JSON.stringify({ op: 0, t, s: session.sequence, d });
    session.sent.push({ s: session.sequence, text });
    if (session.sent.length > KEPT_FOR_RESUME) session.sent.shift();
    if (session.socket) say(session.socket, text);
  };
  const nowReady = () => {
    deps.changed();
    for (const resolve of waiting.splice(0)) resolve();
  };

  const identify = (socket: WebSocket, data: Record<string, unknown>): Session | undefined => {
    intents = typeof data.intents === 'number' ? data.intents : 0;
    if (troubles.has('no ready')) return undefined;
    if (data.token !== world.state.token) return void socket.close(4004, 'Authentication failed.');
    if (intents & PRIVILEGED) return void socket.close(4014, 'Disallowed intent(s).');
    // What was dropped without a word cannot come back once a new session begins.
    for (const [id, old] of sessions) if (!old.socket) sessions.delete(id);
    const session: Session = { id: randomUUID(), intents, sequence: 0, sent: [], socket };
    sessions.set(session.id, session);
    identified += 1;
    const guilds = world.guildsOf(world.state.botId);
    send(session, 'READY', {
      v: 10,
      user: { ...userPayload(world.bot()), verified: true, mfa_enabled: true, flags: 0, email: null },
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: deps.address() + (troubles.has('resume elsewhere') ? '/gone' : ''),
      shard: [0, 1],
      private_channels: [],
      application: { id: world.state.botId, flags: 0 },
    });
    if (intents & INTENTS.guilds) {
      for (const guild of guilds.filter(({ unavailable }) => unavailable !== true))
        send(session, 'GUILD_CREATE', guildCreatePayload(world, guild));
    }
    nowReady();
    return session;
  };

  const resume = (socket: WebSocket, data: Record<string, unknown>): Session | undefined => {
    if (troubles.has('no resumed')) return undefined;
    if (troubles.has('no session')) return void raw(socket, 9, false);
    const session = sessions.get(typeof data.session_id === 'string' ? data.session_id : '');
    const after = typeof data.seq === 'number' ? data.seq : 0;
    const oldest = session?.sent[0]?.s ?? 1;
    if (!session || data.token !== world.state.token || after + 1 < oldest) {
      return void raw(socket, 9, false);
    }
    session.socket = socket;
    resumed += 1;
    for (const event of session.sent) if (event.s > after) socket.send(event.text);
    send(session, 'RESUMED', { _trace: [] });
    nowReady();
    return session;
  };

  server.on('connection', (socket: WebSocket) => {
    let session: Session | undefined;
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      if (!session || session.socket !== socket) return;
      session.socket = undefined;
      // Leaving politely ends the session; any other end can be resumed.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
      deps.changed();
    });
    socket.on('message', (data) => {
      let packet: Packet;
      try {
        packet = object(JSON.parse((data as Buffer).toString('utf8')));
      } catch {
        return socket.close(4002, 'Error while decoding payload.');
      }
      if (packet.op === 1) return troubles.has('no ack') ? undefined : raw(socket, 11, null);
      if (packet.op === 2) {
        if (session) return socket.close(4005, 'Already authenticated.');
        session = identify(socket, object(packet.d));
        return;
      }
      if (packet.op === 6) {
        session = resume(socket, object(packet.d));
        return;
      }
      if (!session) return socket.close(4003, 'Not authenticated.');
      if (packet.op === 3 || packet.op === 4) return;
      deps.unknown(`gateway op ${String(packet.op)}`);
      return socket.close(4001, 'Unknown opcode.');
    });
    if (!troubles.has('no hello')) raw(socket, 10, { heartbeat_interval: 41_250, _trace: [] });
  });

  return {
    get connected() {
      return live().length > 0;
    },
    address: deps.address,
    get intents() {
      return intents;
    },
    get identified() {
      return identified;
    },
    get resumed() {
      return resumed;
    },
    whenReady() {
      return live().length > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
    },
    disconnect(code) {
      for (const session of live()) session.socket?.close(code);
    },
    outage(on) {
      open = !on;
      if (on) for (const client of server.clients) client.terminate();
    },
    operation(op, data) {
      for (const session of live()) if (session.socket) raw(session.socket, op, data ?? null);
    },
    say(text) {
      for (const session of live()) if (session.socket) say(session.socket, text);
    },
    suffer(...from) {
      troubles = new Set(from);
      if (!troubles.has('silent upgrade')) for (const socket of unanswered) socket.destroy();
    },
    freeze() {
      for (const session of live()) session.socket = undefined;
      for (const client of server.clients) {
        frozen.add(client);
        client.pause();
      }
    },
    repeatInteraction() {
      for (const session of live()) send(session, 'INTERACTION_CREATE', lastInteraction);
    },
    dispatch(type, data, needed) {
      if (type === 'INTERACTION_CREATE') lastInteraction = data;
      for (const session of sessions.values()) {
        if (needed === 0 || session.intents & needed) send(session, type, data);
      }
    },
    upgrade(request, socket, head) {
      if (troubles.has('silent upgrade')) {
        unanswered.add(socket.on('error', () => undefined).on('close', () => unanswered.delete(socket)));
        return;
      }
      if (!open || troubles.has('no upgrade'))
        return void socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    },
    close() {
      waiting = [];
      for (const socket of unanswered) socket.destroy();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}
