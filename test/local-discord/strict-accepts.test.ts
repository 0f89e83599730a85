import { AttachmentBuilder, EmbedBuilder, MessageFlags, ModalBuilder, TextDisplayBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { botInLocalDiscord, buttons, form, menu } from './bot.js';

const stage = botInLocalDiscord({ rate: { limit: 5_000, perMs: 1_000 } });
const general = () => stage.discord.person('Jonas').in('#general');

describe('what discord.js sends is accepted', () => {
  it('in messages with everything in them', async () => {
    const target = await stage.bot.client.channels.fetch(general().channelId);
    if (!target?.isSendable()) throw new Error('not sendable');
    const sent = await target.send({
      content: 'hello',
      embeds: [
        new EmbedBuilder()
          .setTitle('t')
          .setDescription('d')
          .setColor(0x123456)
          .setTimestamp()
          .setFooter({ text: 'f' })
          .setAuthor({ name: 'a' })
          .setImage('attachment://p.png')
          .addFields({ name: 'n', value: 'v', inline: true }),
      ],
      components: [buttons('One', 'Two'), menu()],
      files: [new AttachmentBuilder(Buffer.from('png'), { name: 'p.png', description: 'a picture' })],
      flags: MessageFlags.SuppressNotifications,
      nonce: 'n1',
      enforceNonce: true,
    });
    expect(sent.embeds[0]?.image?.url).toContain('/attachments/');
    const edited = await sent.edit({ content: 'changed', components: [], allowedMentions: { parse: [] } });
    expect(edited.content).toBe('changed');
    expect(edited.embeds).toHaveLength(1);
    await target.send({
      flags: MessageFlags.IsComponentsV2,
      components: [new TextDisplayBuilder().setContent('new layout')],
    });
    const thread = await sent.startThread({ name: 'talk' });
    await thread.send('in the thread');
    expect(stage.discord.person('Jonas').in(thread.id).last().text).toBe('in the thread');
  });

  it('in events, forms and commands', async () => {
    const server = await stage.bot.client.guilds.fetch(general().guildId ?? '');
    const event = await server.scheduledEvents.create({
      name: 'Rally',
      privacyLevel: 2,
      entityType: 3,
      scheduledStartTime: new Date(Date.now() + 86_400_000),
      scheduledEndTime: new Date(Date.now() + 90_000_000),
      entityMetadata: { location: 'Square' },
      description: 'Bring friends',
    });
    await event.edit({ name: 'Bigger rally' });
    await event.delete();
    expect(() => new ModalBuilder(form().toJSON()).toJSON()).not.toThrow();
    const made = await stage.bot.client.application.commands.create({
      name: 'extra',
      description: 'e',
      nsfw: false,
    });
    await made.edit({ description: 'other' });
    await made.delete();
    expect(stage.discord.unknownRoutes).toEqual([]);
  });
});
