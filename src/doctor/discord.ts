import type { Config } from '../config.js';
import { Inspection, whyNot, type ServerRights } from '../discord/inspect.js';
import { POSTING } from '../discord/permissions.js';
import type { SetPlace } from '../operator/socket.js';
import { clean } from '../texts/clean.js';
import type { Line } from './line.js';
import { SAYS } from './sentences.js';

/** The Date header has whole seconds; what is under this is fine. */
const CLOCK_SECONDS = 5;
/** Discord gives 1,000 a day. */
const FEW_STARTS = 50;

/** What Discord says of the token, the application, the gateway and the bot's rights in each server. */
export async function checkDiscord(config: Config, places: readonly SetPlace[]): Promise<Line[]> {
  const token = config.DISCORD_TOKEN;
  if (token === undefined) return [SAYS.noToken];
  const { DISCORD_API_URL: apiUrl, DISCORD_API_VERSION: apiVersion, COMMAND_GUILD_IDS: only } = config;
  const asked = new Inspection({ apiUrl, apiVersion, token });
  try {
    const self = await asked.account();
    const lines = [SAYS.token(clean(self.name)), SAYS.invite(self.invite)];
    lines.push(self.interactionsEndpoint === undefined ? SAYS.endpoint : SAYS.endpointSet);
    const on = Object.entries(INTENTS).filter(([name]) => self.intents[name as keyof typeof INTENTS]);
    lines.push(on.length === 0 ? SAYS.intents : SAYS.intentsOn(on.map(([, shown]) => shown)));
    lines.push(clockLine(self.clockAheadMs));
    const gateway = await asked.gateway();
    if (!gateway.reached) lines.push(SAYS.gatewayNot);
    else
      lines.push(
        gateway.startsLeft < FEW_STARTS
          ? SAYS.gatewayFew(gateway.startsLeft)
          : SAYS.gateway(gateway.startsLeft),
      );
    const servers = await asked.servers();
    lines.push(...only.filter((id) => !servers.includes(id)).map(SAYS.notIn));
    if (servers.length === 0) lines.push(SAYS.noServers);
    for (const id of servers.filter((one) => only.length === 0 || only.includes(one))) {
      const place = places.find(({ guildId }) => guildId === id);
      const rights = await asked.rightsIn(id, self.id, place).catch(() => undefined);
      lines.push(...(rights === undefined ? [SAYS.serverUnknown(id)] : serverLines(rights)));
    }
    return lines;
  } catch (error) {
    return [whyNot(error) === 'refused' ? SAYS.tokenRefused : SAYS.unreachable(apiUrl)];
  }
}

const INTENTS = { presences: 'Presence', members: 'Server Members', messages: 'Message Content' } as const;

function clockLine(aheadMs: number | undefined): Line {
  if (aheadMs === undefined) return SAYS.clockUnknown;
  const seconds = Math.round(aheadMs / 1_000);
  return Math.abs(seconds) > CLOCK_SECONDS ? SAYS.clockOff(seconds) : SAYS.clock(CLOCK_SECONDS);
}

function serverLines({ name: typed, missing, administrator, channel }: ServerRights): Line[] {
  // Typed by people: on a terminal control characters could do more than be seen.
  const name = clean(typed);
  const lines: Line[] = [];
  if (administrator) lines.push(SAYS.administrator(name));
  if (channel?.gone === true) lines.push(SAYS.channelGone(name));
  else if (channel !== undefined && channel.missing.length > 0)
    lines.push(SAYS.channelLacks(name, clean(channel.name), channel.missing));
  if (missing.length > 0) {
    // Where a channel is set, what counts is what holds there.
    const posts = channel === undefined && missing.some((right) => POSTING.includes(right));
    lines.push(posts ? SAYS.serverLacks(name, missing) : SAYS.serverLacksSome(name, missing));
  }
  if (lines.length > 0) return lines;
  return [SAYS.server(name, channel === undefined ? undefined : clean(channel.name))];
}
