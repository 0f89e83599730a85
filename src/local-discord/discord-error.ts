/** A refusal as Discord sends it: HTTP status, numeric code, and for forms a tree of field errors. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: ErrorTree | undefined;

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    super(message);
    this.name = 'DiscordError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  /** The JSON body of the answer. */
  body(): object {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }) };
  }
}

export interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[];
}

/** The refusals used in more than one place. */
export const refuse = {
  unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
  unknownRoute: () => new DiscordError(404, 0, '404: Not Found'),
  unknownChannel: () => new DiscordError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new DiscordError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new DiscordError(404, 10008, 'Unknown Message'),
  unknownUser: () => new DiscordError(404, 10013, 'Unknown User'),
  unknownRole: () => new DiscordError(404, 10011, 'Unknown Role'),
  unknownWebhook: () => new DiscordError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordError(404, 10063, 'Unknown application command'),
  unknownEvent: () => new DiscordError(404, 10070, 'Unknown Guild Scheduled Event'),
  missingAccess: () => new DiscordError(403, 50001, 'Missing Access'),
  missingPermission: () => new DiscordError(403, 50013, 'Missing Permissions'),
  emptyMessage: () => new DiscordError(400, 50006, 'Cannot send an empty message'),
  closedDms: () => new DiscordError(403, 50007, 'Cannot send messages to this user'),
  lockedThread: () => new DiscordError(403, 160005, 'Thread is locked'),
  alreadyAnswered: () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.'),
  oldToken: () => new DiscordError(401, 50027, 'Invalid Webhook Token'),
};
