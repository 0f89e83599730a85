import { DiscordAPIError, HTTPError } from 'discord.js';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../src/log.js';
import { LogCodes } from '../../src/log-codes.js';

const TOKEN = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4.Secret_token-part';
const ID = '120123456789012345';
const BODY = 'the text somebody typed';

const ADDRESSES = [
  `https://discord.com/api/v10/interactions/${ID}/${TOKEN}/callback?with_response=true`,
  `https://discord.com/api/v10/webhooks/${ID}/${TOKEN}/messages/@original`,
  `https://discord.com/api/v10/webhooks/${ID}/${TOKEN}/messages/%40original?thread_id=${ID}`,
  `https://discord.com/api/v10/webhooks/${ID}/${TOKEN}`,
  `https://discord.com/api/v10/channels/${ID}/messages/${ID}`,
  `https://discord.com/api/v10/guilds/${ID}?with_counts=true&user=${ID}`,
  `http://127.0.0.1:4000/api/v10/users/${ID}/channels`,
];

const apiError = (url: string) =>
  new DiscordAPIError(
    {
      code: 50035,
      message: `Invalid Form Body: ${BODY}`,
      errors: { content: { _errors: [{ code: 'X', message: BODY }] } },
    },
    50035,
    400,
    'POST',
    url,
    { files: undefined, body: { content: BODY, recipient_id: ID } },
  );

const httpError = (url: string) =>
  new HTTPError(502, 'Bad Gateway', 'POST', url, { files: undefined, body: { content: BODY } });

describe('what the log holds of an error of Discord’s API', () => {
  it.each(ADDRESSES)('is method, route and code only: %s', (url) => {
    for (const error of [apiError(url), httpError(url)]) {
      const said = JSON.stringify(describeError(error));
      for (const secret of [TOKEN, ID, BODY, '127.0.0.1', 'discord.com']) expect(said).not.toContain(secret);
      expect(said).toContain('POST');
      expect(said).not.toContain('stack');
    }
  });

  it('is enough to find the call again', () => {
    expect(describeError(apiError(ADDRESSES[4] ?? ''))).toEqual({
      name: 'DiscordAPIError[50035]',
      status: 400,
      code: 50035,
      method: 'POST',
      route: '/api/v10/channels/:id/messages/:id',
    });
    expect(describeError(httpError(ADDRESSES[0] ?? ''))).toMatchObject({
      status: 502,
      route: '/api/v10/interactions/:id/:token/callback',
    });
  });

  it('is no more when it is the cause of another', () => {
    const said = JSON.stringify(describeError(new Error('failed', { cause: apiError(ADDRESSES[0] ?? '') })));
    for (const secret of [TOKEN, ID, BODY]) expect(said).not.toContain(secret);
  });

  it('is no more in a line of the log', () => {
    const lines: string[] = [];
    const to = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    pino({ base: null, serializers: { err: describeError } }, to).error(
      { err: apiError(ADDRESSES[1] ?? '') },
      'x',
    );
    expect(lines).toHaveLength(1);
    for (const secret of [TOKEN, ID, BODY]) expect(lines.join()).not.toContain(secret);
  });
});

describe('the codes that stand for people and servers', () => {
  const [morning, evening, next] = [
    '2027-03-01T06:00:00Z',
    '2027-03-01T23:59:59Z',
    '2027-03-02T00:00:00Z',
  ].map((at) => new Date(at)) as [Date, Date, Date];

  it('are the same for one all day, another for another, and other ones the day after', () => {
    const codes = new LogCodes();
    const code = codes.of(ID, morning);
    expect(code).toMatch(/^[0-9a-f]{6}$/u);
    expect(codes.of(ID, evening)).toBe(code);
    expect(codes.of(`${ID}1`, evening)).not.toBe(code);
    expect(codes.of(ID, next)).not.toBe(code);
  });

  it('say nothing to whoever knows the id, and another process has other ones', () => {
    expect(new LogCodes().of(ID, morning)).not.toBe(new LogCodes().of(ID, morning));
  });
});

describe('what the log holds of any other error', () => {
  it('is its name, message and stack', () => {
    const described = describeError(new TypeError('no'));
    expect(described).toMatchObject({ name: 'TypeError', message: 'no' });
    expect(described.stack).toContain('TypeError: no');
  });

  it('is without the ids that its message names', () => {
    const said = JSON.stringify(describeError(new Error(`No member ${ID} in ${ID}`)));
    expect(said).not.toContain(ID);
  });

  it.each([undefined, null, 'a text somebody typed', 7, { token: TOKEN }])(
    'thrown as %j is its kind only',
    (thrown) => {
      expect(describeError(thrown)).toEqual({ name: typeof thrown });
    },
  );

  it('ends, even when an error is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(() => describeError(error)).not.toThrow();
  });
});
